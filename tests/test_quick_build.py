"""A preview that makes only what is new shows what a whole build would, and says the same.

`SEQUENCES` says how many random sequences of edits are tried.
"""

import logging
import os
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest
from mkdocs.__main__ import cli
from mkdocs.commands import build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from project_edits import (
    ADA,
    EDITS,
    Editing,
    adds_a_record,
    base,
    changes_front_matter,
    edits_a_page,
    renames_a_record,
    retitles_a_record,
    rewords_a_record,
    rewords_one_record,
    takes_a_record_back,
    write,
)
from projects import files_below

import generator.build.plugin
import generator.build.quick_build
from generator.build.plugin import ExplainerPlugin
from generator.build.quick_build import LastBuild

SEQUENCES = int(os.environ.get("SEQUENCES", "12"))
LONGEST = 6  # edits in a sequence
OFTEN = (
    rewords_a_record,
    rewords_one_record,
    retitles_a_record,
    edits_a_page,
    changes_front_matter,
    adds_a_record,
    adds_a_record,
    takes_a_record_back,
    renames_a_record,
)

NAVIGATION = "nav: [index.md, About: about.md, claims/index.md]\n"

CLAIM = "site-data/claims/ferry-left-late.yml"
OF_THE_BUILD = (
    r"Documentation built|Building documentation|Cleaning|.*What changed was built"
    r"|.*Building what changed|.* (is|are) rendered: |.*Watching|Serving|DeprecationWarning"
)


@dataclass(frozen=True)
class Outcome:
    """What a build of the preview shows and says."""

    files: Mapping[str, bytes]
    said: list[str]
    complaints: list[str]
    is_whole: bool


@dataclass
class Previewing:
    """A preview of a project that builds when it is told to."""

    place: Path
    server: LiveReloadServer
    plugin: ExplainerPlugin
    monkeypatch: pytest.MonkeyPatch

    def outcome(self) -> Outcome:
        followed: list[bool] = []
        with self.monkeypatch.context() as noting:
            follow = LastBuild.follow

            def noted(*words: object) -> bool:
                followed.append(follow(*words))  # type: ignore[arg-type]
                return followed[-1]

            noting.setattr(LastBuild, "follow", noted)
            build.log.filters.clear()  # one of them says nothing twice
            with heard() as said:
                self.server.builder()
        preview = self.plugin._preview
        assert preview is not None
        files = files_below(Path(self.server.root))
        return Outcome(files, said, list(preview.complaints), is_whole=followed != [True])

    def whole(self) -> Outcome:
        """What MkDocs alone makes, as if there were neither a last build nor a cache."""
        settings = self.place / "mkdocs.yml"
        text, named = settings.read_text(), "  - explainer:\n"
        settings.write_text(text.replace(named, f"{named}      cache: false\n"))
        try:
            return self.outcome()
        finally:
            settings.write_text(text)


@contextmanager
def heard() -> Iterator[list[str]]:
    said: list[str] = []
    handler = logging.Handler(logging.INFO)
    handler.emit = lambda record: said.append(record.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger("mkdocs")
    logger.addHandler(handler)
    try:
        yield said
    finally:
        logger.removeHandler(handler)
        said[:] = [message for message in said if not re.match(OF_THE_BUILD, message)]


def previewing(
    place: Path,
    monkeypatch: pytest.MonkeyPatch,
    then: Callable[[Previewing], None],
    *options: str,
) -> None:
    """Runs `mkdocs serve` in this process, up to where it would wait for saves."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1625097600")
    monkeypatch.setenv("TMPDIR", os.fspath(place.parent))
    monkeypatch.setattr(generator.build.plugin, "tidy_up_on_signals", lambda: None)
    monkeypatch.chdir(place)
    met: list[ExplainerPlugin] = []
    on_config = ExplainerPlugin.on_config

    def noted(plugin: ExplainerPlugin, config: MkDocsConfig) -> MkDocsConfig:
        met.append(plugin)
        return on_config(plugin, config)

    def instead(server: LiveReloadServer, **_: object) -> None:
        then(Previewing(place, server, met[-1], monkeypatch))

    monkeypatch.setattr(ExplainerPlugin, "on_config", noted)
    monkeypatch.setattr(LiveReloadServer, "serve", instead)
    words = ["serve", "-a", "127.0.0.1:8765", *options]
    cli.main(words, standalone_mode=False)


def assert_same(here: Outcome, whole: Outcome, hint: object = "", *, in_order: bool = True) -> None:
    assert here.complaints == whole.complaints, hint
    if in_order:
        assert here.said == whole.said, hint
    else:
        assert sorted(here.said) == sorted(whole.said), hint
    assert here.files.keys() == whole.files.keys(), hint
    differing = [path for path, data in whole.files.items() if here.files[path] != data]
    assert differing == [], hint


@pytest.mark.sample(1)
@pytest.mark.parametrize("seed", range(SEQUENCES))
def test_a_preview_shows_what_a_whole_build_would(
    tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    random = Random(seed)
    edit = Editing(random, base())
    if random.random() < 0.7:  # without it, all pages are in the navigation
        edit.files["mkdocs.yml"] += NAVIGATION
    place = tmp_path / "project"
    write(place, {}, edit.files)

    def edited(preview: Previewing) -> None:
        made: list[str] = []
        for _ in range(random.randint(2, LONGEST)):
            edit.earlier.append(dict(edit.files))
            edit.files = dict(edit.files)
            edit.number = seed * 10 + len(made)
            chosen = random.choice(OFTEN if random.random() < 0.7 else EDITS)
            chosen(edit)
            write(place, edit.earlier[-1], edit.files)
            last = preview.outcome()
            made.append(chosen.__name__ + (" whole" if last.is_whole else ""))
        print(seed, *made)
        assert_same(last, preview.whole(), made)

    previewing(place, monkeypatch, edited)


def inodes(preview: Previewing) -> dict[str, int]:
    root = Path(preview.server.root)
    return {
        one.relative_to(root).as_posix(): one.stat().st_ino
        for one in root.rglob("*")
        if one.is_file()
    }


def save(preview: Previewing, path: str, old: str, new: str) -> Outcome:
    file = preview.place / path
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))
    return preview.outcome()


@pytest.fixture
def place(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    write(folder, {}, base())
    (folder / "mkdocs.yml").write_text((folder / "mkdocs.yml").read_text() + NAVIGATION)
    return folder


def test_only_what_an_edit_changes_is_written(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def edited(preview: Previewing) -> None:
        before = inodes(preview)
        found = save(preview, ADA, "runs the harbour", "keeps the harbour")
        after = inodes(preview)
        written = {path for path in after if after[path] != before.get(path)}
        assert not found.is_whole
        assert b"keeps the harbour" in found.files["people/ada-brandt/index.html"]
        assert before.keys() == after.keys()
        assert "people/ada-brandt/index.html" in written
        assert not written & {"about/index.html", "assets/explainer.css", "events/index.html"}
        assert_same(found, preview.whole())

    previewing(place, monkeypatch, edited)


NEW = "site-data/context/people/bo-lind.yml"


def test_a_record_comes_and_goes(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also one to whose page a page by hand leads, and whose address leads on afterwards."""

    def edited(preview: Previewing) -> None:
        page = "people/bo-lind/index.html"
        led = save(preview, "content/about.md", "See", "[Bo](people/bo-lind.md). See")
        assert any("people/bo-lind.md" in words for words in led.said)
        (preview.place / NEW).write_text("name: Bo Lind\nsummary: She. [@lake-post-2021-05-04]\n")
        come = save(preview, ADA, "runs the", "and [[bo-lind]] run the")
        assert come.is_whole
        assert (
            b"Bo Lind" in come.files[page]
            and b'href="../people/bo-lind/"' in come.files["about/index.html"]
        )
        assert not any("people/bo-lind.md" in words for words in come.said)
        renamed = preview.place / NEW.replace("bo-lind", "bo-lund")
        (preview.place / NEW).rename(renamed)
        renamed.write_text(renamed.read_text() + "formerly: [bo-lind]\n")
        moved = save(preview, ADA, "[[bo-lind]]", "[[bo-lund]]")
        assert moved.is_whole
        assert b"Bo Lind" in moved.files["people/bo-lund/index.html"]
        renamed.unlink()
        gone = save(preview, ADA, "and [[bo-lund]] run the", "runs the")
        assert gone.is_whole
        assert gone.said == led.said and gone.files == led.files
        root = Path(preview.server.root)
        assert not (root / "people/bo-lund").exists() and not (root / page).parent.exists()
        assert_same(gone, preview.whole())

    previewing(place, monkeypatch, edited)


def test_a_fault_in_the_data_does_not_cost_a_whole_build(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def edited(preview: Previewing) -> None:
        refused = save(preview, CLAIM, "speaker: ada-brandt", "speaker: ada-brant")
        assert len(refused.complaints) == 1
        mended = save(preview, CLAIM, "speaker: ada-brant", "speaker: ada-brandt")
        assert not mended.is_whole and mended.complaints == []
        assert mended.files == refused.files

    previewing(place, monkeypatch, edited)


def test_a_fault_that_only_a_whole_build_can_tell_is_told(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def edited(preview: Previewing) -> None:
        before = preview.outcome()
        failed = save(preview, ADA, "runs the harbour", "breaks the harbour")
        assert "ZeroDivisionError" in failed.complaints[0]
        assert failed.files == before.files
        mended = save(preview, ADA, "breaks the harbour", "keeps the harbour")
        assert mended.is_whole and mended.complaints == []
        assert_same(mended, preview.whole())

    block = "{% block content %}"
    template = place / "overrides/main.html"
    fails = '{% if "breaks" in page.content %}{{ 1 / 0 }}{% endif %}'
    template.write_text(template.read_text().replace(block, block + fails))
    previewing(place, monkeypatch, edited)


def test_what_is_said_of_other_pages_is_said_again(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def edited(preview: Previewing) -> None:
        first = save(preview, "content/deep/more.md", "about.md#about", "about.md#gone")
        second = save(preview, ADA, "runs the harbour", "keeps the harbour")
        assert any("#gone" in words for words in first.said)
        assert any("methodology.md" in words for words in first.said)
        assert any("following pages exist" in words for words in first.said)
        assert second.said == first.said and not second.is_whole

    text = (
        (place / "mkdocs.yml")
        .read_text()
        .replace("{not_found: info}", "{not_found: info, anchors: info}")
    )
    (place / "mkdocs.yml").write_text(text)
    previewing(place, monkeypatch, edited)


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("overrides/main.html", "Made from", "Written in"),
        ("overrides/assets/explainer.css", "\n", "\n\n"),
        ("mkdocs.yml", "site_name: ", "site_name: Now "),
        ("mkdocs.yml", "\nnav: ", "\nexclude_docs: /deep/\nnav: "),
        ("content/about.md", "title: About", "title: Around"),
        ("content/picture.svg", "red", "blue"),
    ],
)
def test_what_all_pages_may_show_is_built_as_a_whole(
    place: Path, monkeypatch: pytest.MonkeyPatch, path: str, old: str, new: str
) -> None:
    (place / "content/picture.svg").write_text("<svg fill='red'/>")
    place.joinpath("mkdocs.yml").write_text(
        place.joinpath("mkdocs.yml").read_text().replace("About: about.md", "about.md")
    )

    def edited(preview: Previewing) -> None:
        changed = save(preview, path, old, new)
        assert changed.is_whole
        again = save(preview, ADA, "runs the harbour", "keeps the harbour")
        assert not again.is_whole
        assert_same(again, preview.whole())

    previewing(place, monkeypatch, edited)


@pytest.mark.exhaustive
def test_a_hook_and_other_overrides_are_met_when_they_come(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (place / "hook.py").write_text("def on_post_page(output, **_):\n    return 'hooked'\n")
    shutil.copytree(place / "overrides", place / "others")
    main = place / "others/main.html"
    main.write_text(main.read_text().replace("{% block content %}", "{% block content %}OTHER"))

    def edited(preview: Previewing) -> None:
        assert not preview.outcome().is_whole
        other = save(preview, "mkdocs.yml", "custom_dir: overrides", "custom_dir: others")
        assert other.is_whole and b"OTHER" in other.files["index.html"]
        assert not preview.outcome().is_whole
        hooked = save(preview, "mkdocs.yml", "theme:", "hooks: [hook.py]\ntheme:")
        assert hooked.is_whole and hooked.files["index.html"] == b"hooked"

    previewing(place, monkeypatch, edited)


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("theme:", "hooks: [hook.py]\ntheme:"),
        ("tables]", "tables, pymdownx.tilde]"),
        ("  - explainer:\n", "  - explainer:\n      cache: false\n"),
        ("\nnav: ", "\ndraft_docs: /deep/\nnav: "),
        ("\nnav: ", "\nextra_templates: [words.txt]\nnav: "),
    ],
    ids=["hook", "extension", "no cache", "drafts", "extra template"],
)
def test_where_not_all_is_known_every_build_is_whole(
    place: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str
) -> None:
    (place / "content/words.txt").write_text("{{ pages | length }}")
    (place / "hook.py").write_text("def on_env(env, **_):\n    pass\n")
    text = (place / "mkdocs.yml").read_text()
    assert old in text
    (place / "mkdocs.yml").write_text(text.replace(old, new))

    def edited(preview: Previewing) -> None:
        changed = save(preview, ADA, "runs the harbour", "keeps the harbour")
        assert changed.is_whole
        # Which pages are drafts is said before what is said of a page, and not after it.
        assert_same(changed, preview.whole(), in_order="draft_docs" not in new)

    previewing(place, monkeypatch, edited)


def test_where_warnings_are_faults_every_build_is_whole(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def edited(preview: Previewing) -> None:
        assert save(preview, ADA, "runs the harbour", "keeps the harbour").is_whole

    previewing(place, monkeypatch, edited, "--strict")


def test_a_fault_of_the_preview_is_shown_and_the_next_build_is_whole(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def edited(preview: Previewing) -> None:
        def fails(*_: object) -> None:
            raise RuntimeError("a fault that nobody expects")

        before = preview.outcome()
        with monkeypatch.context() as failing:
            failing.setattr(generator.build.quick_build, "write_whole", fails)
            failed = save(preview, ADA, "runs the harbour", "keeps the harbour")
        assert failed.complaints == ["RuntimeError: a fault that nobody expects"]
        assert any("RuntimeError: a fault that nobody expects" in words for words in failed.said)
        assert failed.files == before.files
        mended = preview.outcome()
        assert mended.is_whole and mended.complaints == []
        assert b"keeps the harbour" in mended.files["people/ada-brandt/index.html"]
        assert_same(mended, preview.whole())

    previewing(place, monkeypatch, edited)
