"""`explainer snapshot`: fetching and reading sources, from a real server on loopback."""

import gzip
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from archives import minimal
from click.testing import CliRunner, Result

from generator.cli import main
from generator.proof.extract import extracted, from_html
from generator.proof.fetch import Limits, UnreadableError, fetched, reached
from generator.proof.fingerprint import FOLDER, Covers, Fingerprint, parsed
from generator.proof.proof import State, proof

SOURCE = "lake-post-2021-05-04"
NEWS = (
    "The ferry left late. “We left an hour late,” said Ada Brandt, who had waited for the storm to "
    "pass before she took her passengers across the lake to Norham."
)
PAGE = f"""<!doctype html>
<html><head><title>Ferry waits</title><script>var secret = "nobody said this";</script>
<style>p {{ color: red }}</style></head>
<body><nav>Home News Sport</nav><h1>Ferry waits</h1><p>{NEWS}</p></body></html>
"""

Answer = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Server:
    """A server on loopback with an answer for each path, and the requests that it was asked."""

    url: str
    answers: dict[str, Answer]
    asked: list[tuple[float, str]]

    def paths(self) -> list[str]:
        return [path for _, path in self.asked]


@pytest.fixture
def server() -> Iterator[Server]:
    answers: dict[str, Answer] = {}
    asked: list[tuple[float, str]] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            asked.append((time.monotonic(), self.path))
            with suppress(ConnectionError):  # the client has had enough
                answers.get(self.path, status(404))(self)
            self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield Server(f"http://127.0.0.1:{http.server_port}", answers, asked)
    http.shutdown()
    thread.join()
    http.server_close()


def answer(data: bytes | str, type: str = "text/html; charset=utf-8", **headers: str) -> Answer:
    body = data.encode() if isinstance(data, str) else data

    def act(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        if type:
            handler.send_header("Content-Type", type)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return act


def status(code: int, **headers: str) -> Answer:
    def act(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(code)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return act


def dripping(handler: BaseHTTPRequestHandler) -> None:
    """A byte now and then, so that no silence is ever too long."""
    handler.send_response(200)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    for _ in range(200):
        handler.wfile.write(b"x")
        handler.wfile.flush()
        time.sleep(0.05)


def refusal(url: str, limits: Limits | None = None) -> str:
    with pytest.raises(UnreadableError) as raised:
        fetched(url, limits or Limits(silence=5, total=10))
    return str(raised.value)


# -- fetching


def test_a_page_comes_with_its_type_and_its_bytes(server: Server) -> None:
    server.answers["/a"] = answer(PAGE)
    assert fetched(f"{server.url}/a") == (PAGE.encode(), "text/html; charset=utf-8")


def test_redirects_are_followed_also_relative_ones(server: Server) -> None:
    server.answers["/a"] = status(301, Location="/b")
    server.answers["/b"] = status(307, Location=f"{server.url}/c")
    server.answers["/c"] = answer(PAGE)
    assert reached(f"{server.url}/a") == f"{server.url}/c"
    assert fetched(f"{server.url}/a")[0].decode() == PAGE


def test_a_redirect_loop_comes_to_an_end(server: Server) -> None:
    server.answers["/a"] = status(302, Location="/b")
    server.answers["/b"] = status(302, Location="/a")
    assert refusal(f"{server.url}/a", Limits(redirects=5)) == "more than 5 redirects"
    assert len(server.asked) == 6


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://x.org/a", "data:text/plain,x"])
def test_no_redirect_leads_to_another_scheme(server: Server, target: str) -> None:
    server.answers["/a"] = status(302, Location=target)
    assert "which is refused" in refusal(f"{server.url}/a")


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://x.org/a", "javascript:alert(1)", "x"])
def test_only_http_and_https_are_fetched(url: str) -> None:
    assert "only http and https are fetched" in refusal(url)


@pytest.mark.parametrize("code", [403, 404, 410, 429, 500, 503])
def test_an_error_of_the_server_is_named(server: Server, code: int) -> None:
    server.answers["/a"] = status(code)
    assert refusal(f"{server.url}/a").startswith(str(code))


def test_a_silent_server_is_not_waited_for(server: Server) -> None:
    server.answers["/a"] = lambda _: time.sleep(2)
    assert refusal(f"{server.url}/a", Limits(silence=0.2)) == "no answer in time"


def test_a_dripping_server_is_not_waited_for(server: Server) -> None:
    server.answers["/a"] = dripping
    begin = time.monotonic()
    assert refusal(f"{server.url}/a", Limits(total=0.4)) == "not complete within 0.4 seconds"
    assert time.monotonic() - begin < 3


def test_a_page_that_is_too_large_is_not_read_to_its_end(server: Server) -> None:
    server.answers["/a"] = answer(b"x" * 3_000_000)
    assert refusal(f"{server.url}/a", Limits(size=1_000_000)) == "larger than 1,000,000 bytes"


def test_a_page_that_unpacks_to_something_too_large_is_refused(server: Server) -> None:
    server.answers["/a"] = answer(gzip.compress(b"x" * 3_000_000), Content_Encoding="gzip")
    assert refusal(f"{server.url}/a", Limits(size=1_000_000)) == "larger than 1,000,000 bytes"


def test_a_packed_page_is_unpacked(server: Server) -> None:
    server.answers["/a"] = answer(gzip.compress(PAGE.encode()), Content_Encoding="gzip")
    assert fetched(f"{server.url}/a")[0].decode() == PAGE


def test_a_page_that_breaks_off_is_no_page(server: Server) -> None:
    def breaking(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "100")
        handler.end_headers()
        handler.wfile.write(b"half of it")

    server.answers["/a"] = breaking
    assert "the answer cannot be read" in refusal(f"{server.url}/a")


def test_where_no_server_is_there_is_no_connection(server: Server) -> None:
    assert refusal("http://127.0.0.1:1/") == "no connection"


def test_the_request_says_who_asks_and_sends_no_credentials(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`requests` would send what stands for the host in the user's `.netrc`."""
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login me password secret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    seen: list[Mapping[str, str]] = []

    def act(handler: BaseHTTPRequestHandler) -> None:
        seen.append(dict(handler.headers))
        answer(PAGE)(handler)

    server.answers["/a"] = act
    fetched(f"{server.url}/a")
    assert seen[0]["User-Agent"].startswith("explainer/")
    assert not {"Authorization", "Cookie"} & set(seen[0])


# -- reading

CYRILLIC = "Переговоры прошли в Беларуси"


@pytest.mark.parametrize(
    ("data", "type"),
    [
        (CYRILLIC.encode(), "text/plain; charset=utf-8"),
        (CYRILLIC.encode(), "text/plain"),
        (CYRILLIC.encode("cp1251"), 'text/plain; charset="windows-1251"'),
        (CYRILLIC.encode("koi8-r"), "text/html; charset=KOI8-R"),
        (f'<meta charset="windows-1251"><p>{CYRILLIC}'.encode("cp1251"), "text/html"),
        (
            b'<meta http-equiv="Content-Type" content="text/html; charset=windows-1251"><p>'
            + CYRILLIC.encode("cp1251"),
            "text/html",
        ),
        (b"\xef\xbb\xbf" + CYRILLIC.encode(), "text/plain; charset=windows-1251"),
        (CYRILLIC.encode("utf-16"), "text/plain"),
        (f"<html><p>{CYRILLIC}".encode(), ""),
        (f"<p>{CYRILLIC}".encode(), "text/html; charset=no-such-charset"),
    ],
    ids=str,
)
def test_the_charset_is_the_one_of_the_mark_the_response_or_the_page(
    data: bytes, type: str
) -> None:
    assert extracted(data, type).strip() == CYRILLIC


def test_what_is_called_latin_1_is_read_as_browsers_read_it() -> None:
    """The curly quotation marks of Windows are nowhere in Latin-1, and in millions of pages."""
    assert extracted("“peace”".encode("cp1252"), "text/plain; charset=iso-8859-1") == "“peace”"


def test_scripts_styles_and_navigation_are_no_text_but_all_else_is() -> None:
    text = from_html(PAGE)
    assert text.splitlines() == ["Ferry waits", "Ferry waits", NEWS]


def test_words_are_parted_where_the_layout_parts_them_and_nowhere_else() -> None:
    page = (
        "<p>T<b>h</b>e ferry</p><p>left<br>late</p><ul><li>one</li><li>two</li></ul><td>3</td><td>4"
    )
    assert from_html(page).split() == ["The", "ferry", "left", "late", "one", "two", "3", "4"]


def test_marks_of_notes_are_no_words_of_the_sentence() -> None:
    assert (
        from_html("<p>The war<sup>[12]</sup> began; 5 km<sup>2</sup></p>") == "The war began; 5 km"
    )


@pytest.mark.parametrize("type", ["image/png", "application/zip", "video/mp4"])
def test_what_is_no_text_is_refused(type: str) -> None:
    with pytest.raises(UnreadableError, match="is no text"):
        extracted(b"\x89PNG\x00", type)


def test_bytes_that_are_no_text_are_refused_whatever_they_are_called() -> None:
    with pytest.raises(UnreadableError, match="is no text"):
        extracted(b"\x89PNG\x00\x01", "")


def pdf(words: str) -> bytes:
    """A PDF of one page and one line."""
    drawn = f"BT /F1 12 Tf 72 720 Td ({words}) Tj ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        "/Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    text, places = "%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(text))
        text += f"{number} 0 obj\n{one}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    tail = f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(text)}\n%%EOF\n"
    return (text + head + tail).encode()


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs pdftotext")
def test_a_pdf_is_read_whatever_it_is_called() -> None:
    assert extracted(pdf("The ferry left late."), "application/octet-stream").split() == [
        *("The", "ferry", "left", "late.")
    ]


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs pdftotext")
def test_a_broken_pdf_is_refused() -> None:
    with pytest.raises(UnreadableError, match="cannot read this PDF"):
        extracted(b"%PDF-1.4\nnothing", "application/pdf")


def test_without_the_program_a_pdf_is_refused_with_its_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(UnreadableError, match="pdftotext"):
        extracted(pdf("The ferry left late."), "application/pdf")


# -- the command


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return project(tmp_path / "project", {})


def project(root: Path, overlay: Mapping[str, str]) -> Path:
    for path, data in minimal(overlay).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    return root


def explainer(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["--project", str(root), *words])


def snapshot(root: Path, *words: str) -> Result:
    return explainer(root, "snapshot", *words)


def print_of(root: Path, source: str = SOURCE) -> Fingerprint:
    path = root / FOLDER / f"{source}.txt"
    fingerprint, found = parsed(path.name, path.read_text(encoding="utf-8"))
    assert fingerprint is not None, found
    return fingerprint


def written(root: Path) -> list[str]:
    """Everything in the folder of fingerprints, hidden files too."""
    return sorted(path.name for path in (root / FOLDER).glob("*"))


def source(url: str, archive_url: str = "") -> str:
    more = f"archive_url: {archive_url}\n" if archive_url else ""
    return (
        f"title: A report\npublisher: A paper\nlanguage: en\ntype: news\nstandpoint: Local\n"
        f"url: {url}\n{more}"
    )


@pytest.mark.parametrize("name", ["saved.html", "saved.HTM", "saved", "saved.txt"])
def test_a_file_becomes_a_fingerprint_and_the_quotations_are_counted(root: Path, name: str) -> None:
    file = root / name
    file.write_text(NEWS if name == "saved.txt" else PAGE, encoding="utf-8")
    result = snapshot(root, SOURCE, str(file))
    assert (result.exit_code, result.stdout) == (0, "")
    assert "2 of 2 quotations from it proven" in result.stderr
    made = print_of(root)
    assert (made.source, made.covers) == (SOURCE, Covers.WHOLE)
    assert proof("We left an hour late", made).state is State.PROVEN
    assert proof("nobody said this", made).state is State.DEPARTS
    assert written(root) == [f"{SOURCE}.txt"]
    assert explainer(root, "check").exit_code == 0


def test_an_excerpt_says_so(root: Path) -> None:
    (root / "part.txt").write_text("The ferry left late.", encoding="utf-8")
    assert snapshot(root, SOURCE, str(root / "part.txt"), "--excerpt").exit_code == 0
    assert print_of(root).covers is Covers.EXCERPT
    result = explainer(root, "check", "--quotes")
    assert result.exit_code == 0
    assert result.stderr == "2 quotations: 1 proven, 1 outside the excerpt that was read\n"


def test_a_quotation_that_is_not_in_the_text_is_shown_at_its_place(root: Path) -> None:
    (root / "page.txt").write_text(NEWS.replace("hour", "age"), encoding="utf-8")
    result = snapshot(root, SOURCE, str(root / "page.txt"))
    assert result.exit_code == 1
    assert "error[quote-not-in-source]" in result.stdout
    assert "text: We left an hour late" in result.stdout
    assert "1 of 2 quotations from it proven" in result.stderr
    assert explainer(root, "check").exit_code == 1


def test_an_address_is_fetched(root: Path, server: Server) -> None:
    server.answers["/moved"] = status(302, Location="/page")
    server.answers["/page"] = answer(PAGE.encode("utf-16"), "text/html")
    assert snapshot(root, SOURCE, f"{server.url}/moved").exit_code == 0
    assert proof("said Ada Brandt", print_of(root)).state is State.PROVEN


def test_without_a_target_the_address_of_the_source_is_fetched(
    tmp_path: Path, server: Server
) -> None:
    server.answers["/page"] = answer(PAGE)
    root = project(tmp_path, {f"site-data/sources/{SOURCE}.yml": source(f"{server.url}/page")})
    assert snapshot(root, SOURCE).exit_code == 0
    assert server.paths() == ["/page"]


@pytest.mark.parametrize(
    ("words", "code", "complaint"),
    [
        ([], 2, "name one source"),
        ([SOURCE, "--all"], 2, "name one source"),
        (["--all", "--excerpt"], 2, "goes with one source"),
        (["lake-post-2021-05-05", "x"], 2, f"did you mean `{SOURCE}`?"),
        (["ada-brandt", "x"], 2, "there is no source `ada-brandt`"),
        ([SOURCE, "nowhere.txt"], 2, "No such file"),
        ([SOURCE, "ftp://example.org/a"], 1, "only http and https are fetched"),
        ([SOURCE, "http://127.0.0.1:1/"], 1, "no connection"),
    ],
    ids=str,
)
def test_what_cannot_be_done_is_said_and_nothing_is_written(
    root: Path, words: list[str], code: int, complaint: str
) -> None:
    result = snapshot(root, *words)
    assert (result.exit_code, result.stdout) == (code, "")
    assert complaint in result.stderr
    assert written(root) == []


@pytest.mark.parametrize("text", ["", " …\n", "—“”"])
def test_a_text_without_words_is_refused(root: Path, text: str) -> None:
    (root / "page.txt").write_text(text, encoding="utf-8")
    result = snapshot(root, SOURCE, str(root / "page.txt"))
    assert result.exit_code == 1
    assert "there are no words in it; nothing was written" in result.stderr
    assert written(root) == []


def test_a_page_with_next_to_no_words_is_refused(root: Path, server: Server) -> None:
    """More likely a wall of cookies or scripts than the page."""
    server.answers["/a"] = answer("<html><p>Please enable JavaScript.</p></html>")
    result = snapshot(root, SOURCE, f"{server.url}/a")
    assert result.exit_code == 1
    assert "the page has only 3 words; nothing was written" in result.stderr


# -- every source


@pytest.fixture
def many(tmp_path: Path, server: Server) -> Path:
    """A project whose sources are on the server: good ones, bad ones, one without an address."""
    server.answers.update({f"/{name}": answer(PAGE) for name in ("a", "b", "quoted", "copy")})
    server.answers["/other"] = answer(PAGE.replace("left", "went").replace("late", "early"))
    url = server.url
    sources = {
        "a": source(f"{url}/a"),
        "b": source(f"{url}/b"),
        "gone": source(f"{url}/gone"),
        "moved": source(f"{url}/moved", f"{url}/copy"),
        "unquoted": source(f"{url}/other"),
        "offline": source(f"{url}/a").replace(f"url: {url}/a\n", ""),
        SOURCE: source(f"{url}/quoted") + "passages:\n  - id: p1\n    place: P\n    opening: It\n",
    }
    return project(tmp_path, {f"site-data/sources/{id}.yml": text for id, text in sources.items()})


def test_every_source_with_an_address_is_read_and_failures_are_listed(
    many: Path, server: Server
) -> None:
    result = snapshot(many, "--all", "--pause", "0")
    assert result.exit_code == 1
    assert written(many) == ["a.txt", "b.txt", f"{SOURCE}.txt", "moved.txt", "unquoted.txt"]
    assert result.stdout == f"gone: {server.url}/gone: 404 Not Found\n"
    assert result.stderr == (
        "5 fingerprints written, 0 there already, 1 source could not be read\n"
    )


def test_the_archived_copy_stands_in_for_a_page_that_is_gone(many: Path, server: Server) -> None:
    snapshot(many, "--all", "--pause", "0")
    assert print_of(many, "moved").digest == print_of(many, "a").digest
    assert "/copy" in server.paths()


def test_a_second_run_takes_up_where_the_first_ended(many: Path, server: Server) -> None:
    snapshot(many, "--all", "--pause", "0")
    before = {path: path.read_bytes() for path in (many / FOLDER).iterdir()}
    server.asked.clear()
    server.answers["/gone"] = answer(PAGE)
    result = snapshot(many, "--all", "--pause", "0")
    assert (result.exit_code, server.paths()) == (0, ["/gone"])
    assert "1 fingerprint written, 5 there already, 0 sources" in result.stderr
    assert {path: path.read_bytes() for path in before} == before


def test_a_page_that_holds_none_of_its_quotations_is_not_taken_for_the_source(
    many: Path, server: Server
) -> None:
    """It would turn every quotation into an error, though it is the page that is wrong."""
    server.answers["/quoted"] = server.answers["/other"]
    (many / "site-data/sources" / f"{SOURCE}.yml").write_text(
        source(f"{server.url}/quoted") + "passages:\n  - {id: p1, place: P, opening: We left}\n"
    )
    result = snapshot(many, "--all", "--pause", "0")
    assert f"{SOURCE}: {server.url}/quoted: holds none of the 2 quotations" in result.stdout
    assert f"{SOURCE}.txt" not in written(many)


def test_a_host_is_not_asked_again_before_the_pause_is_over(many: Path, server: Server) -> None:
    snapshot(many, "--all", "--pause", "0.2")
    moments = [moment for moment, _ in server.asked]
    assert len(moments) >= 6
    # A busy machine may take the first request late, which makes the first gap look shorter.
    assert moments[-1] - moments[0] > 0.2 * (len(moments) - 1) - 0.15


def test_in_a_pipe_there_is_no_progress(many: Path) -> None:
    assert "\r" not in snapshot(many, "--all", "--pause", "0").output


@contextmanager
def running(root: Path, *words: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "generator", "--project", str(root), *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@pytest.mark.skipif(os.name != "posix", reason="needs POSIX signals")
def test_ctrl_c_keeps_what_is_done_and_leaves_nothing_half_written(
    many: Path, server: Server
) -> None:
    waiting = threading.Event()

    def hanging(handler: BaseHTTPRequestHandler) -> None:
        waiting.set()
        time.sleep(3)

    server.answers["/b"] = hanging
    with running(many, "snapshot", "--all", "--pause", "0") as process:
        assert waiting.wait(timeout=30)
        process.send_signal(signal.SIGINT)
        stdout, stderr = process.communicate(timeout=10)
    assert process.returncode == 130
    assert written(many) == ["a.txt"]
    assert print_of(many, "a").words > 0
    assert stdout == ""
    assert "1 fingerprint written" in stderr
    assert "Traceback" not in stderr
