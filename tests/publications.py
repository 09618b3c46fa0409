"""What the archives of these tests publish at an address, for tests of feeds and open data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from archives import ROOT, TESTS, TODAY, archive, minimal, texts

from generator.build.pipeline import make
from generator.data.archive import Archive
from generator.data.project import read_texts
from generator.data.records import Explainer
from generator.query.context import Settings
from generator.site.site import Page

STANDARDS = TESTS / "standards"
BASE = "https://example.org/some/path/"
REPOSITORY = "https://example.org/repository"

TALK = "site-data/talks/harbour-meeting.yml"
CLAIM = "site-data/claims/ferry-left-late.yml"
# Words that formats for programs could take for their own syntax.
HOSTILE = (
    "=1+1",
    "</script><b>&amp; ]]>",
    '"quoted", \\and; {braced}, \'',
    "100 % of $5 & #1 _under_ ~about^ \\textbf{x}",
    "BEGIN:VEVENT",
    "\u05e9\u05dc\u05d5\u05dd \u4f60\u597d",
)


@dataclass(frozen=True)
class Publication:
    archive: Archive = field(compare=False)  # as it is published
    explainer: Explainer
    pages: Mapping[str, Page]
    files: Mapping[str, bytes]  # beside the pages


def changed() -> dict[str, bytes]:
    """The minimal archive after changes, with hostile words in them."""
    listed = "".join(
        f"  - {{date: 2021-06-{day}, kind: update, note: {_quoted(words)}}}\n"
        for day, words in zip(range(29, 20, -1), HOSTILE, strict=False)
    )
    twice = "  - {date: 2021-06-21, kind: correction, note: The hour was wrong.}\n" * 2
    about = "  - {date: 2021-05~, kind: clarification, note: About when is said.}\n"
    files = minimal()
    return minimal(
        {
            CLAIM: files[CLAIM].decode() + f"formerly: [ferry-was-late]\nchanges:\n{listed}{twice}",
            TALK: files[TALK].decode() + f"changes:\n{about}",
        }
    )


def hostile(words: str) -> dict[str, bytes]:
    """The minimal archive with words in the titles and texts of its claim, talk and source."""
    replaced = {
        CLAIM: ("The ferry left an hour late", "We left an hour late"),
        TALK: ("Meeting at the harbour office",),
        "site-data/sources/lake-post-2021-05-04.yml": ("Ferry waits for the storm", "Lake Post"),
        "site-data/explainer.yml": ("The ferry on Lake Vane",),
    }
    files = minimal()
    for path, texts_of_it in replaced.items():
        for text in texts_of_it:
            assert text.encode() in files[path]
            files[path] = files[path].replace(text.encode(), _quoted(words).encode())
    return files


def _quoted(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"


def _files(name: str) -> dict[str, bytes]:
    if name == "changed":
        return changed()
    if name in FOLDERS:
        return {one.path: one.data for one in read_texts(FOLDERS[name])}
    return archive(name)


FOLDERS: dict[str, Path] = {"real": ROOT, "second": ROOT / "examples" / "korean-armistice"}
NAMES = [*FOLDERS, "minimal", "spellings", "changed"]


@cache
def published(name: str, base: str = BASE) -> Publication:
    return publication(_files(name), base, date.max if name in FOLDERS else TODAY)


def publication(files: dict[str, bytes], base: str = BASE, today: date = TODAY) -> Publication:
    made = make(texts(files), Settings(REPOSITORY, base, today))
    assert made.site is not None, [f"{one.span}: {one.message}" for one in made.found]
    shown = made.archive.published
    assert shown.explainer is not None
    files_beside = made.site.assets
    return Publication(shown, shown.explainer, made.site.pages, files_beside)
