"""Every statement stands in the line of time and in the lists of who said what, and each once."""

import re

from archives import made, minimal

CLAIM = "site-data/claims/ferry-left-late.yml"
OTHER = "site-data/sources/other-paper.yml"
SOURCE = """\
title: Another report
publisher: Other Paper
language: de
type: news
standpoint: Local paper
"""


def statement(words: str, source: str = "lake-post-2021-05-04") -> str:
    return f"""\
  - speaker: ada-brandt
    said: 2021-05-03
    published: 2021-05-04
    occasion: remarks at the quay
    {words}
    source: {source}
"""


def pages(*statements: str) -> dict[str, str]:
    """The pages of an archive in which the claim has these statements."""
    head, _, rest = minimal()[CLAIM].decode().partition("statements:\n")
    text = f"{head}statements:\n{''.join(statements)}{rest[rest.index('assessments:') :]}"
    result = made(minimal({CLAIM: text, OTHER: SOURCE}))
    assert result.site is not None, result.found
    return {path: page.body for path, page in result.site.pages.items()}


def anchors(page: str, kind: str = "") -> list[str]:
    """Where the lines of a page lead that lead to a statement of the claim."""
    lines = [line for line in page.split("\n") if kind in line]
    return [found for line in lines for found in re.findall(r"#(said-[\w-]+)", line)]


def test_different_words_of_one_day_all_stand_in_the_timeline() -> None:
    site = pages(
        statement("quote: {lang: en, text: We left late}"),
        statement("quote: {lang: en, text: The storm was strong}"),
        statement("quote: {lang: de, text: Wir fuhren zu spät ab}", "other-paper"),
        statement("paraphrase: She said that it was late.", "other-paper"),
    )
    demanded = [
        *("said-lake-post-2021-05-04", "said-lake-post-2021-05-04-2"),
        *("said-other-paper", "said-other-paper-2"),
    ]
    assert anchors(site["timeline.md"], "x-kind--statement") == demanded
    assert anchors(site["people/ada-brandt.md"]) == demanded
    assert anchors(site["sources/other-paper.md"]) == demanded[2:]
    assert "wordings" not in site["people/ada-brandt.md"]


def test_the_same_words_in_several_sources_are_one_entry() -> None:
    """Printed alike, or translated by us as another source prints them."""
    site = pages(
        statement("quote: {lang: en, text: We left late}"),
        statement(
            "quote: {lang: de, text: Wir fuhren spät, translation: “We left late.”}", "other-paper"
        ),
        statement("quote: {lang: de, text: Wir fuhren spät}", "other-paper"),
    )
    assert anchors(site["timeline.md"], "x-kind--statement") == ["said-lake-post-2021-05-04"]
    assert anchors(site["people/ada-brandt.md"]) == ["said-lake-post-2021-05-04"]
    assert "3 wordings" in site["people/ada-brandt.md"]
    assert "2 wordings" in site["sources/other-paper.md"]
