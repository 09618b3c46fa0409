"""The audit of a whole site: every page in one pass, then what must be known of all of them."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from generator.audit import rules
from generator.audit.built import Built, Where
from generator.audit.page import Audited, addresses_in, audit_page
from generator.core.diagnostics import Diagnostic, Note, Span, in_order
from generator.core.text import counted, listed
from generator.data.source_text import span_in

# Files in which addresses of the site stand as they are.
_TEXTS = (".xml", ".json", ".jsonl", ".csv", ".ics", ".txt", ".bib", ".cff", ".webmanifest")
_FOLD = re.compile(r"\r?\n[ \t]")

# As `map` does, in one process or in several.
Map = Callable[[Callable[[str], Audited], Sequence[str]], Iterable[Audited]]


def audit(built: Built, budget: int, mapped: Map) -> tuple[Diagnostic, ...]:
    """Everything that is wrong with the site; `mapped` does the work for each page."""
    pages = list(mapped(lambda name: _page(built, name, budget), built.pages))
    found = [
        *chain.from_iterable(page.found for page in pages),
        *_dead_anchors(pages),
        *_repeated_titles(pages),
        *_other_files(built),
    ]
    return _once_a_cause(in_order(found))


def _page(built: Built, name: str, budget: int) -> Audited:
    page = audit_page(built, name)
    sizes = weights(built, page)
    total = sum(sizes.values())
    if total > budget:
        heaviest = sorted(sizes, key=lambda name: (-sizes[name], name))[:3]
        shown = listed(f"`{name}` {sizes[name] / 1024:.0f}" for name in heaviest)
        message = f"{total / 1024:.0f} KiB are loaded first; {budget / 1024:.0f} are allowed"
        advice = f"the heaviest parts in KiB: {shown}"
        page.found.append(rules.HEAVY_PAGE.found(Span(name), message, advice))
    return page


def weights(built: Built, page: Audited) -> Mapping[str, int]:
    """How many bytes a server sends for the page and for each file of its first view."""
    return {name: built.sent(name) for name in (page.path, *page.loads)}


def _dead_anchors(pages: Sequence[Audited]) -> Iterator[Diagnostic]:
    ids = {page.path: page.ids | page.names for page in pages}
    for page in pages:
        for span, (_, path, id, _) in page.anchors:
            if id not in ids[path]:
                there = f"`{path.removesuffix('index.html')}`"
                message = f"there is no `#{id}` on {'this page' if path == page.path else there}"
                yield rules.DEAD_ANCHOR.found(span, message)


def _repeated_titles(pages: Iterable[Audited]) -> Iterator[Diagnostic]:
    first: dict[str, str] = {}
    for page in pages:
        if not page.title or page.has_moved:
            continue
        if first.setdefault(page.title, page.path) != page.path:
            message = f"“{page.title}” is the title of another page, too"
            note = Note(Span(first[page.title]), "first here")
            yield rules.REPEATED_TITLE.found(Span(page.path), message, notes=(note,))


def _other_files(built: Built) -> Iterator[Diagnostic]:
    """Addresses in feeds, data and the map of the site, and what style sheets load."""
    for name in sorted(built.files):
        for span, address in _addresses(built, name):
            target = built.target(name, address)
            if target.where is Where.OUTSIDE:
                message = f"`{target.path}` is on another host"
                yield rules.FOREIGN_REQUEST.found(span, message)
            elif target.where is not Where.INSIDE:
                message = f"nothing is at `{target.path}`"
                yield rules.DEAD_LINK.found(span, message, target.help)


def _addresses(built: Built, name: str) -> Iterator[tuple[Span, str]]:
    """Those in a file that is no page, and where they stand."""
    if not name.endswith((".css", *_TEXTS)):
        return
    text = built.text(name)
    if name.endswith(".css"):
        for address in built.styles(name).addresses:
            yield span_in(name, text, text.find(address), len(address)), address
        return
    # A calendar breaks lines wherever they grow long; the address is looked for by its beginning.
    read = _FOLD.sub("", text) if name.endswith(".ics") else text
    for start, address in addresses_in(built, read):
        line = read[read.rfind("\n", 0, start) + 1 : start]
        at = start if read is text else text.find(f"{line}{address[:16]}") + len(line)
        yield span_in(name, text, max(at, 0), len(address)), address


def _once_a_cause(found: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """A fault that stands on many pages, as those in their frame do, is told once."""
    causes: dict[tuple[str, str], list[Diagnostic]] = defaultdict(list)
    for finding in found:
        causes[finding.rule.id, finding.message].append(finding)
    reported = []
    for first, *others in causes.values():
        elsewhere = [other.span for other in others if other.span.path != first.span.path]
        if elsewhere:
            further = len({span.path for span in elsewhere}) - 1
            more = f" and {counted(further, 'other file')}" if further else ""
            note = Note(elsewhere[0], f"the same here{more}")
            reported.append(replace(first, notes=(*first.notes, note)))
        else:
            reported += [first, *others]
    return in_order(reported)
