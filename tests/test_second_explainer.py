"""Another explainer, made by the same generator: nothing of the first one is in it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from archives import ROOT, site_of
from click.testing import CliRunner
from projects import files_below, mkdocs

from generator.audit.built import BUDGET, Built
from generator.audit.run import audit
from generator.build.pipeline import Generation, make
from generator.build.pool import parallel_map
from generator.cli import main
from generator.data.project import read_texts
from generator.data.records import Status
from generator.kinds.kind import style_of
from generator.kinds.registry import KINDS
from generator.query.context import Settings

FOLDER = ROOT / "examples" / "korean-armistice"


@pytest.fixture(scope="module")
def second() -> Generation:
    return make(read_texts(FOLDER), Settings())


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("second") / "site"
    done = mkdocs(FOLDER, "build", "--strict", "--site-dir", str(folder))
    assert done.returncode == 0, done.stderr
    return files_below(folder)


def test_nothing_is_wrong_with_it() -> None:
    done = CliRunner().invoke(main, ["--project", str(FOLDER), "check"])
    assert done.exit_code == 0
    assert "no findings" in done.output


def test_each_of_its_quotations_is_proven() -> None:
    done = CliRunner().invoke(main, ["--project", str(FOLDER), "check"])
    total, proven = re.search(r"(\d+) quotations: (\d+) proven", done.output).groups()  # type: ignore[union-attr]
    assert int(total) > 5 and total == proven


def test_it_has_records_of_every_kind(second: Generation) -> None:
    assert [kind.id for kind in KINDS if not second.archive.of_kind(kind.model)] == []


def test_the_audit_of_its_pages_finds_nothing(built: dict[str, bytes]) -> None:
    site = Built(frozenset(built), built.__getitem__, "http://127.0.0.1:8000/")
    assert audit(site, BUDGET, parallel_map) == ()


def test_it_answers_its_own_question(built: dict[str, bytes]) -> None:
    home = built["index.html"].decode()
    assert "How did the talks that stopped the Korean War begin" in home
    assert "<title>The Korean armistice talks</title>" in home


def test_a_status_without_claims_is_counted_and_leads_nowhere(built: dict[str, bytes]) -> None:
    home = built["index.html"].decode()
    assert "Does not hold" in home
    assert "#does-not-hold" not in home


def _names(made: Generation) -> Iterator[str]:
    """The names of people and organisations, by which an explainer's subject is known."""
    for record in made.archive.records.values():
        if name := getattr(record, "name", ""):
            yield name
            yield from getattr(record, "names", {}).values()


def test_no_name_of_the_first_explainer_stands_in_it(
    real: Generation, second: Generation, built: dict[str, bytes]
) -> None:
    """But for the names that its own data has too."""
    own = b"\n".join(path.read_bytes() for path in Path(FOLDER).rglob("*.*") if path.is_file())
    foreign = {name for name in _names(real) if len(name) > 4 and name.encode() not in own}
    assert len(foreign) > 100
    pages = {path: data.decode() for path, data in built.items() if path.endswith(".html")}
    pattern = re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(foreign))) + r")\b")
    assert {path: found[0] for path, text in pages.items() if (found := pattern.search(text))} == {}


def test_it_is_rendered_as_markdown_for_review(tmp_path: Path) -> None:
    words = ["--project", str(FOLDER), "render", "--out", str(tmp_path / "out")]
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 0, done.output
    assert (tmp_path / "out" / "claims" / "rhee-ordered-release.md").is_file()
    assert "0 written" in CliRunner().invoke(main, words).output


@pytest.mark.parametrize(
    ("claim", "status", "tone"),
    [
        ("rhee-ordered-release", "Holds", "supported"),
        ("kaesong-on-the-38th-parallel", "Holds in part", "disputed"),
        ("armistice-first-step", "Not rated", "plain"),
    ],
)
def test_a_word_of_its_own_scale_has_the_sign_that_its_rating_means(
    claim: str, status: str, tone: str, second: Generation
) -> None:
    """On the page, in the frame and on the card; the word stands beside it everywhere."""
    site = site_of(second.archive, Settings(site_url="https://example.org/"))
    page = site.pages[f"claims/{claim}.md"].body
    assert f'<span class="x-status x-status--{tone}">{status}</span>' in page
    assert f'<div class="x-verdict x-verdict--{tone}"' in page
    frame = site.assets[f"claims/{claim}/embed/index.html"].decode()
    assert f'<strong class="status {tone}">{status}</strong>' in frame
    card = site.cards[f"claims/{claim}/card.png"]
    assert (card.status, card.tone) == (status, tone)


@pytest.mark.parametrize(
    ("rating", "tone"),
    [(1, "contradicted"), (2, "contradicted"), (3, "disputed"), (4, "supported"), (5, "supported")],
)
def test_a_rating_gives_a_sign_to_a_word_that_has_none(rating: int, tone: str) -> None:
    def status(id: str, rating: int | None) -> Status:
        return Status(id=id, label="A word", meaning="What it means.", rating=rating)

    assert style_of(status("a-word", rating)) == tone
    assert style_of(status("a-word", None)) == "plain"
    assert style_of(status("unverified", rating)) == "unverified"
