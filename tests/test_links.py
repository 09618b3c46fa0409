"""`explainer links` against a real server on loopback: which pages answer, and archived copies."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from archives import minimal
from click.testing import CliRunner, Result

from generator.cli import main
from generator.cli.links import REMEMBERED
from generator.data.project import read_texts
from generator.kinds.registry import load_archive
from generator.kinds.source import Source

SOURCE = "site-data/sources/lake-post-2021-05-04.yml"


class Web(ThreadingHTTPServer):
    """A small web: `/gone` is gone, `/moved` leads to `/page`, `/available` is an archive."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[str] = []
        self.has_copy = True

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: Web

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        path = urlsplit(self.path).path
        if path == "/gone":
            self.send_error(410)
        elif path == "/moved":
            self.send_response(301)
            self.send_header("Location", "/page")
            self.end_headers()
        elif path == "/available":
            self._answer(self._availability())
        else:
            self._answer(b"a page")

    def _availability(self) -> bytes:
        asked = parse_qs(urlsplit(self.path).query)
        copy = f"https://web.archive.org/web/20210504000000/{asked['url'][0]}"
        closest = {"closest": {"available": True, "url": copy}} if self.server.has_copy else {}
        return json.dumps({"archived_snapshots": closest}).encode()

    def _answer(self, data: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        del format, args


@pytest.fixture
def web() -> Iterator[Web]:
    with Web() as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def project(folder: Path, addresses: dict[str, str]) -> Path:
    """A project whose sources have these addresses, by id."""
    template = minimal()[SOURCE].decode()
    for path, data in minimal().items():
        if not path.startswith("site-data/sources/"):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(data)
    (folder / "site-data/sources").mkdir(parents=True, exist_ok=True)
    kept = [line for line in template.splitlines() if not line.startswith(("url:", "archive_url:"))]
    for id, address in addresses.items():
        lines = "\n".join([kept[0], f"url: {address}  # where it was read", *kept[1:]])
        (folder / f"site-data/sources/{id}.yml").write_text(lines + "\n", encoding="utf-8")
    return folder


def links(root: Path, *words: str) -> Result:
    words = ("--project", str(root), "links", "--pause", "0", *words)
    return CliRunner().invoke(main, words)


def find_copies(root: Path, service: str) -> Result:
    return links(root, "--archive", "--service", service)


def copies(root: Path) -> dict[str, str]:
    archive, _ = load_archive(read_texts(root))
    return {one.id: str(one.archive_url) for one in archive.of_kind(Source) if one.archive_url}


def test_each_address_that_does_not_answer_is_named_with_its_file(tmp_path: Path, web: Web) -> None:
    root = project(tmp_path, {"good": f"{web.url}/page", "bad": f"{web.url}/gone"})
    result = links(root)
    assert result.exit_code == 1
    assert result.stdout.startswith(f"site-data/sources/bad.yml: {web.url}/gone: 410")
    assert "good" not in result.stdout
    assert "2 asked, 0 answered before, 1 did not answer" in result.stderr


def test_a_redirect_is_followed(tmp_path: Path, web: Web) -> None:
    assert links(project(tmp_path, {"moved": f"{web.url}/moved"})).exit_code == 0
    assert web.asked == ["/moved", "/page"]


def test_a_second_run_asks_only_what_did_not_answer(tmp_path: Path, web: Web) -> None:
    root = project(tmp_path, {"good": f"{web.url}/page", "bad": f"{web.url}/gone"})
    links(root)
    web.asked.clear()
    links(root)
    assert web.asked == ["/gone"]
    web.asked.clear()
    links(root, "--again")
    assert sorted(web.asked) == ["/gone", "/page"]


def test_a_damaged_memory_is_begun_anew(tmp_path: Path, web: Web) -> None:
    root = project(tmp_path, {"good": f"{web.url}/page"})
    (root / REMEMBERED).parent.mkdir()
    (root / REMEMBERED).write_text("{ not json")
    assert links(root).exit_code == 0
    assert web.asked == ["/page"]


def test_an_archived_copy_is_written_below_the_address_and_nothing_else_changes(
    tmp_path: Path, web: Web
) -> None:
    root = project(tmp_path, {"good": f"{web.url}/page"})
    path = root / "site-data/sources/good.yml"
    before = path.read_text(encoding="utf-8").splitlines()
    assert find_copies(root, f"{web.url}/available").exit_code == 0
    copy = f"https://web.archive.org/web/20210504000000/{web.url}/page"
    after = path.read_text(encoding="utf-8").splitlines()
    assert after == [*before[:2], f"archive_url: {copy}", *before[2:]]
    assert copies(root) == {"good": copy}


def test_the_archive_is_asked_for_the_copy_nearest_to_publication(tmp_path: Path, web: Web) -> None:
    root = project(tmp_path, {"good": f"{web.url}/page"})
    find_copies(root, f"{web.url}/available")
    assert parse_qs(urlsplit(web.asked[0]).query)["timestamp"] == ["20210504"]


def test_a_source_with_a_copy_is_not_asked_for_again(tmp_path: Path, web: Web) -> None:
    root = project(tmp_path, {"good": f"{web.url}/page"})
    find_copies(root, f"{web.url}/available")
    web.asked.clear()
    assert find_copies(root, f"{web.url}/available").exit_code == 0
    assert web.asked == []


def test_without_a_copy_nothing_is_written(tmp_path: Path, web: Web) -> None:
    web.has_copy = False
    root = project(tmp_path, {"good": f"{web.url}/page"})
    assert find_copies(root, f"{web.url}/available").exit_code == 0
    assert copies(root) == {}


def test_an_archive_that_talks_nonsense_is_told(tmp_path: Path, web: Web) -> None:
    root = project(tmp_path, {"good": f"{web.url}/page"})
    result = find_copies(root, f"{web.url}/page")
    assert result.exit_code == 1
    assert "cannot be read" in result.stdout
