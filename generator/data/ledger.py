"""The ledger: every address that was ever published, one a line, in `site-data/published.txt`.

It only grows. Lines are sorted so that two branches that add some are easily joined; a reader takes
them in any order, with repeats and blank lines.
"""

from collections.abc import Iterable, Iterator

from generator.core.diagnostics import Span

PATH = "site-data/published.txt"


def lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.split("\n"))


def spans(listed: Iterable[str]) -> Iterator[tuple[str, Span]]:
    """Each address with its place, once."""
    seen = {""}
    for number, address in enumerate(listed, start=1):
        if address not in seen:
            seen.add(address)
            yield address, Span(PATH, number, 1, number, len(address) + 1)


def written(listed: Iterable[str]) -> str:
    """The file that holds these addresses."""
    return "".join(f"{address}\n" for address in sorted({*listed} - {""}))
