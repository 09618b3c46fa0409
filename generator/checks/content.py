"""Comments in hand-written pages name blocks that the generator can fill in."""

from collections.abc import Iterator

from generator.core.diagnostics import Diagnostic, Rule
from generator.core.suggestions import did_you_mean
from generator.data.archive import BLOCK, BLOCKS, Archive
from generator.data.source_text import span_in

UNKNOWN_BLOCK = Rule(
    id="unknown-block",
    summary="A comment in a hand-written page names a block that the generator knows.",
    why="The block would be missing from the page.",
    wrong="<!-- anwser -->",
    right="<!-- answer -->",
)


def check(archive: Archive) -> Iterator[Diagnostic]:
    for page in archive.content:
        text = page.origin.text
        below = len(text) - len(page.body)
        for found in BLOCK.finditer(page.body):
            name = found["name"]
            if name not in BLOCKS:
                yield UNKNOWN_BLOCK.found(
                    span_in(page.origin.path, text, below + found.start(), len(found[0])),
                    f"there is no block `{name}`",
                    did_you_mean(name, BLOCKS, f"the blocks are {', '.join(BLOCKS)}"),
                )
