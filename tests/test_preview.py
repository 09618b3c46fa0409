"""`mkdocs serve` while an editor works: the last good site, and what is wrong over its pages."""

import signal
import threading
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from wsgiref.types import StartResponse, WSGIEnvironment
from wsgiref.util import setup_testing_defaults

import pytest
from projects import Preview, previewed, project

from generator.build.preview import Preview as LastGood
from generator.build.preview import complaint, with_box
from generator.checks.references import UNKNOWN_REFERENCE
from generator.core.diagnostics import Diagnostic, Span

CLAIM = "site-data/claims/ferry-left-late.yml"
PERSON = "site-data/context/people/ada-brandt.yml"
BOX = 'id="x-faults"'
FOLLOWS = "livereload("  # the script by which a page reloads itself

RIGHT, WRONG = "speaker: ada-brandt", "speaker: ada-brant"
WHERE = f"{CLAIM}:6:14"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    with previewed(project(tmp_path_factory.mktemp("preview") / "project")) as preview:
        yield preview


@pytest.fixture
def preview(running: Preview) -> Iterator[Preview]:
    """A preview without a fault, which each test leaves as it found it."""
    assert BOX not in running.page()
    # What begins with a dot, such as the cache, is nobody's to save.
    before = {
        path: path.read_bytes()
        for path in running.folder.rglob("[!.]*")
        if path.is_file() and ".cache" not in path.parts
    }
    yield running
    reloads, changed = running.reloads, False
    for path, data in before.items():
        if not path.exists() or path.read_bytes() != data:
            path.write_bytes(data)
            changed = True
    if changed:
        running.wait(lambda: running.reloads > reloads)


def test_a_save_is_built_once_and_seen(preview: Preview) -> None:
    builds, reloads = preview.builds, preview.reloads
    preview.saved(PERSON, "runs the harbour", "keeps the harbour")
    assert "keeps the harbour" in preview.page("people/ada-brandt/")
    time.sleep(1.5)  # time enough for a loop to begin
    assert (preview.builds, preview.reloads) == (builds + 1, reloads + 1)


def test_an_override_is_followed_like_the_data(preview: Preview) -> None:
    preview.saved("overrides/main.html", "Made from", "Written in")
    assert "Written in" in preview.page("people/ada-brandt/")


def test_a_fault_in_the_data_keeps_every_page_and_lies_over_it_until_it_is_mended(
    preview: Preview,
) -> None:
    preview.saved(CLAIM, RIGHT, WRONG)
    for path in ("", "claims/ferry-left-late/", "timeline/"):
        status, page = preview.get(path)
        assert status == 200
        assert BOX in page and WHERE in page and "ada-brandt" in page
        assert FOLLOWS in page
    assert "We left an hour late" in preview.page("claims/ferry-left-late/")
    assert WHERE in preview.said() and "Traceback" not in preview.said()
    preview.saved(CLAIM, WRONG, RIGHT)
    assert BOX not in preview.page()


def test_a_second_fault_takes_the_place_of_the_first(preview: Preview) -> None:
    preview.saved(CLAIM, RIGHT, WRONG)
    (preview.folder / CLAIM).write_text("title: [")
    preview.wait(lambda: WHERE not in preview.page())
    assert BOX in preview.page() and f"{CLAIM}:1:" in preview.page()


def test_files_that_are_no_pages_are_served_as_they_are_beside_a_fault(preview: Preview) -> None:
    before = preview.page("assets/search/records.json")
    preview.saved(CLAIM, RIGHT, WRONG)
    assert preview.page("assets/search/records.json") == before


@pytest.mark.sample(2)
@pytest.mark.parametrize(
    ("path", "old", "new", "said"),
    [
        ("mkdocs.yml", "theme:", "theme: [", "mkdocs.yml&quot;, line 4"),
        ("mkdocs.yml", "docs_dir: content", "docs_dir: contents", "docs_dir"),
        ("mkdocs.yml", "  - explainer", "  - explained", "explained"),
        ("overrides/main.html", "{% endblock %}", "", "overrides/main.html:"),
        ("overrides/main.html", "{{ super() }}", "{{ 1 / 0 }}", "overrides/main.html:"),
        ("overrides/main.html", "base.html", "bare.html", "bare.html"),
    ],
)
def test_a_fault_of_another_sort_keeps_the_site_too_and_says_what_is_wrong(
    preview: Preview, path: str, old: str, new: str, said: str
) -> None:
    preview.saved(path, old, new)
    status, page = preview.get("people/ada-brandt/")
    assert status == 200
    assert "Ada Brandt runs the harbour" in page
    box = page[page.index(BOX) :]
    assert said in box
    assert "Traceback" not in preview.said()


def test_an_address_without_a_page_is_shown_and_followed_as_pages_are(preview: Preview) -> None:
    status, page = preview.get("claims/not-yet/")
    assert status == 404
    assert FOLLOWS in page and "md-header" in page


def at_rest(preview: Preview) -> int:
    """The number of builds once the saves of an earlier test have all been followed."""
    builds = -1
    while builds != preview.builds:
        builds = preview.builds
        time.sleep(2)
    return builds


def test_five_quick_saves_give_at_most_two_builds(preview: Preview) -> None:
    builds = at_rest(preview)
    for number in range(5):
        preview.save(PERSON, "runs the harbour", f"runs the harbour {number}")
        time.sleep(0.1)
        preview.save(PERSON, f"runs the harbour {number}", "runs the harbour")
    preview.saved(PERSON, "runs the harbour", "keeps the harbour")
    preview.wait(lambda: "keeps the harbour" in preview.page("people/ada-brandt/"))
    assert 1 <= preview.builds - builds <= 2


def test_what_an_editor_keeps_beside_a_file_builds_nothing(preview: Preview) -> None:
    builds = at_rest(preview)
    swap = preview.folder / f"{PERSON.rpartition('/')[0]}/.ada-brandt.yml.swp"
    swap.write_bytes(b"\0")
    time.sleep(1.2)
    swap.unlink()
    time.sleep(1.2)
    assert preview.builds == builds


def test_a_file_that_is_away_for_a_moment_is_followed_afterwards(preview: Preview) -> None:
    for path in ("mkdocs.yml", "site-data"):
        reloads = preview.reloads
        away = preview.folder.with_name("away")
        (preview.folder / path).rename(away)
        preview.wait(lambda before=reloads: preview.reloads > before)  # type: ignore[misc]
        assert BOX in preview.page()
        reloads = preview.reloads
        away.rename(preview.folder / path)
        preview.wait(lambda before=reloads: preview.reloads > before)  # type: ignore[misc]
        assert BOX not in preview.page()


def test_a_request_during_a_build_gets_what_the_build_makes(preview: Preview) -> None:
    """With its faults: whoever asks while the data is being read must not miss them."""
    for old, new, has_box in ((RIGHT, WRONG, True), (WRONG, RIGHT, False)):
        builds = preview.builds
        preview.save(CLAIM, old, new)
        preview.wait(lambda before=builds: preview.builds > before)  # type: ignore[misc]
        status, page = preview.get("claims/ferry-left-late/")
        assert (status, BOX in page) == (200, has_box)


def test_pages_are_there_while_builds_come_and_go(preview: Preview) -> None:
    statuses: list[int] = []
    is_over = threading.Event()

    def ask() -> None:
        while not is_over.is_set():
            statuses.append(preview.get("people/ada-brandt/")[0])

    asking = threading.Thread(target=ask)
    asking.start()
    for old, new in (("runs", "keeps"), ("keeps", "has"), ("has the", "runs the")):
        preview.saved(PERSON, old, new)
    is_over.set()
    asking.join()
    assert set(statuses) == {200}
    assert len(statuses) > 3


@pytest.mark.exhaustive
def test_builds_leave_one_folder_behind_however_many_there_were(preview: Preview) -> None:
    preview.saved(PERSON, "runs", "keeps")
    preview.saved(CLAIM, RIGHT, WRONG)
    preview.saved(CLAIM, WRONG, RIGHT)
    preview.saved("overrides/main.html", "{{ super() }}", "{{ 1 / 0 }}")
    assert preview.builds > 4
    assert len(preview.folders) == 1


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    ("path", "old", "new", "said"),
    [
        (CLAIM, RIGHT, WRONG, WHERE),
        ("overrides/main.html", "{{ super() }}", "{{ 1 / 0 }}", "overrides/main.html:"),
    ],
    ids=["data", "template"],
)
def test_a_fault_that_is_there_at_the_start_is_shown_at_every_address(
    tmp_path: Path, path: str, old: str, new: str, said: str
) -> None:
    folder = project(tmp_path / "project")
    file = folder / path
    file.write_text(file.read_text().replace(old, new))
    with previewed(folder) as preview:
        for address in ("", "claims/ferry-left-late/"):
            page = preview.page(address)
            assert "Nothing could be built yet" in page
            assert BOX in page and said in page and FOLLOWS in page
        preview.saved(path, new, old)
        status, page = preview.get("claims/ferry-left-late/")
        assert status == 200 and "We left an hour late" in page and BOX not in page


@pytest.mark.sample(1)
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
@pytest.mark.parametrize("when", ["idle", "building"])
def test_nothing_is_left_when_a_signal_ends_it(
    tmp_path: Path, number: signal.Signals, when: str
) -> None:
    with previewed(project(tmp_path / "project")) as preview:
        if when == "building":
            builds = preview.builds
            preview.save(PERSON, "runs", "keeps")
            preview.wait(lambda: preview.builds > builds)
        assert preview.end(number) == 0
        assert preview.folders == []
        assert "Traceback" not in preview.said()


def test_a_second_signal_does_not_stop_the_tidying_up(tmp_path: Path) -> None:
    with previewed(project(tmp_path / "project")) as preview:
        while preview.process.poll() is None:
            preview.process.send_signal(signal.SIGINT)
            time.sleep(0.05)
        assert preview.folders == []


@pytest.mark.exhaustive
def test_two_previews_do_not_mix(tmp_path: Path) -> None:
    folders = [project(tmp_path / "one"), project(tmp_path / "two")]
    person = folders[1] / PERSON
    person.write_text(person.read_text().replace("name: Ada Brandt", "name: Bo Lind"))
    with previewed(folders[0]) as one, previewed(folders[1]) as two:
        one.saved(PERSON, "runs", "keeps")
        two.saved(CLAIM, RIGHT, WRONG)
        assert "<title>Ada Brandt" in one.page("people/ada-brandt/")
        assert "<title>Bo Lind" in two.page("people/ada-brandt/")
        assert BOX not in one.page() and BOX in two.page()
        assert one.end(signal.SIGTERM) == 0
        assert two.get()[0] == 200


def test_without_live_reload_the_site_is_served_as_it_was_built(tmp_path: Path) -> None:
    with previewed(project(tmp_path / "project"), "--no-livereload") as preview:
        assert "We left an hour late" in preview.page("claims/ferry-left-late/")


@pytest.mark.exhaustive
def test_warnings_are_faults_where_mkdocs_is_told_so(tmp_path: Path) -> None:
    with previewed(project(tmp_path / "project"), "--strict") as preview:
        preview.saved("mkdocs.yml", "not_found: info", "not_found: warn")
        assert "methodology.md" in preview.page().partition(BOX)[2]


def test_a_build_that_fails_has_complaints_and_the_next_has_none(tmp_path: Path) -> None:
    def build() -> None:
        raise SystemExit(1)

    preview = LastGood(tmp_path, tmp_path)
    preview.guarded(build)()
    assert list(preview.complaints) == ["SystemExit: 1"]
    preview.guarded(lambda: None)()
    assert list(preview.complaints) == []


def test_a_build_that_another_program_interrupts_is_interrupted(tmp_path: Path) -> None:
    def build() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        LastGood(tmp_path, tmp_path).guarded(build)()


def test_the_length_of_an_answer_with_a_box_is_its_own(tmp_path: Path) -> None:
    def application(_environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        start_response("200 OK", [("Content-Type", "text/html"), ("Content-Length", "20")])
        return [b"<body>", b"words</body>   "]

    preview = LastGood(tmp_path, tmp_path)
    preview.complaints = ["a fault"]
    environ: WSGIEnvironment = {}
    setup_testing_defaults(environ)
    headers: dict[str, str] = {}

    def start_response(status: str, given: list[tuple[str, str]], *_: object) -> object:
        headers.update(given)
        return None

    body = b"".join(preview.over(application, "/404.html")(environ, start_response))  # type: ignore[arg-type]
    assert int(headers["Content-Length"]) == len(body) > 20


def test_words_of_the_data_are_no_markup_in_the_box() -> None:
    finding = Diagnostic(
        rule=UNKNOWN_REFERENCE,
        span=Span("site-data/claims/<b>.yml", 3, 4),
        message="`<script>` & co.",
        help="try `x`",
    )
    assert complaint(finding) == (
        "<code>site-data/claims/&lt;b&gt;.yml:3:4</code> <code>&lt;script&gt;</code> &amp; co."
        "<br><small>try <code>x</code></small>"
    )


def test_the_box_counts_what_it_does_not_list() -> None:
    page = with_box(b"<body>words</body>", [f"fault {n}" for n in range(60)]).decode()
    assert "60 faults" in page and page.count("<li>") == 50 and "10 more" in page
    assert page.endswith("</body>")
