"""The audit of a whole site: every page in one pass, on as many processors as there are."""

import multiprocessing
import os
import re
import signal
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain

from generator.audit import rules
from generator.audit.built import Built, Way
from generator.audit.page import Audited, addresses_in, audit_page, span_of_tag
from generator.audit.weight import HEADERS, sent
from generator.core.diagnostics import Diagnostic, Note, Span, in_order
from generator.core.text import counted, listed
from generator.data.source_text import span_in

_CHUNK = 24  # pages that a process takes at a time
_FEW = 48  # pages for which no other process is worth its start
# Files in which addresses of the site stand as they are.
_TEXTS = (".xml", ".json", ".jsonl", ".csv", ".ics", ".txt", ".bib", ".cff", ".webmanifest")
_STYLES = ".css"
_FOLD = re.compile(r"\r?\n[ \t]")


@dataclass(frozen=True, slots=True)
class Report:
    found: tuple[Diagnostic, ...]
    pages: int


def audit(built: Built, budget: int, jobs: int = 0) -> Report:
    """Everything that is wrong with the site. `jobs` is how many processes share the work."""
    names = sorted(name for name in built.files if name.endswith(".html"))
    pages = list(_audited(built, names, budget, jobs or _processors()))
    found = [
        *chain.from_iterable(page.found for page in pages),
        *_dead_anchors(built, pages),
        *_repeated_titles(pages),
        *_other_files(built),
    ]
    return Report(_one_a_cause(in_order(found)), len(pages))


# -- Pages, by several processes


def _audited(built: Built, names: Sequence[str], budget: int, jobs: int) -> Iterator[Audited]:
    if jobs < 2 or len(names) < _FEW or sys.platform != "linux":
        for name in names:
            yield _page(built, name, budget)
        return
    # Forked processes know the site already; on other systems they would have to be told.
    context = multiprocessing.get_context("fork")
    with context.Pool(jobs, _begin, (built, budget)) as pool:
        yield from pool.imap(_page_here, names, _CHUNK)


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1


_here: list[tuple[Built, int]] = []  # what a process that was begun works on


def _begin(built: Built, budget: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is for the process that waits
    _here.append((built, budget))


def _page_here(name: str) -> Audited:
    built, budget = _here[-1]
    return _page(built, name, budget)


def _page(built: Built, name: str, budget: int) -> Audited:
    data = built.read(name)
    audited = audit_page(built, name, data.decode("utf-8", errors="replace"))
    heavy = _heavy(built, audited, data, budget)
    return replace(audited, found=(*audited.found, *heavy)) if heavy else audited


def _heavy(built: Built, page: Audited, data: bytes, budget: int) -> list[Diagnostic]:
    """The page if what it loads first is over the budget."""
    # Quick compression is an upper bound, which nearly always is enough to know.
    if sum(weights(built, page, data, 1).values()) <= budget:
        return []
    parts = weights(built, page, data)
    total = sum(parts.values())
    if total <= budget:
        return []
    heaviest = sorted(parts.items(), key=lambda one: (-one[1], one[0]))[:3]
    shown = listed(f"`{name}` {size / 1024:.0f}" for name, size in heaviest)
    message = f"{total / 1024:.0f} KiB are loaded first; {budget / 1024:.0f} are allowed"
    return [rules.HEAVY_PAGE.found(Span(page.path), message, f"the heaviest parts in KiB: {shown}")]


def weights(built: Built, page: Audited, data: bytes, level: int = 6) -> Mapping[str, int]:
    """How many bytes a server sends for the page and for each file of its first view."""
    others = {name: _sent(built, name) for name in page.loads}
    return {**others, page.path: sent(page.path, data, level)}


@lru_cache(maxsize=4096)
def _sent(built: Built, name: str) -> int:
    return sent(name, built.read(name)) if name in built.files else HEADERS


# -- Across pages


def _dead_anchors(built: Built, pages: Sequence[Audited]) -> Iterator[Diagnostic]:
    ids = {page.path: page.ids for page in pages}
    split = lru_cache(maxsize=None)(lambda path: frozenset(ids.get(path, "").split("\n")))
    for page in pages:
        for anchor in page.anchors:
            if anchor.id not in split(anchor.page):
                text = built.read(page.path).decode("utf-8", errors="replace")
                where = anchor.page.removesuffix("index.html")
                yield rules.DEAD_ANCHOR.found(
                    span_of_tag(page.path, text, anchor.start),
                    f"there is no `#{anchor.id}` on `{where}`",
                )


def _repeated_titles(pages: Iterable[Audited]) -> Iterator[Diagnostic]:
    by_title: dict[str, list[str]] = defaultdict(list)
    for page in pages:
        if page.title and not page.has_moved:
            by_title[page.title].append(page.path)
    for title, paths in by_title.items():
        first, *others = sorted(paths)
        for path in others:
            yield rules.REPEATED_TITLE.found(
                Span(path),
                f"“{title}” is the title of another page, too",
                notes=(Note(Span(first), "first here"),),
            )


def _other_files(built: Built) -> Iterator[Diagnostic]:
    """Addresses in feeds, data and the map of the site, and what style sheets load."""
    for name in sorted(built.files):
        if name.endswith(_STYLES):
            yield from _style_sheet(built, name)
        elif name.endswith(_TEXTS) and built.address:
            yield from _text(built, name)


def _text(built: Built, name: str) -> Iterator[Diagnostic]:
    text = built.read(name).decode("utf-8", errors="replace")
    # A calendar breaks lines wherever they grow long; the address is looked for by its beginning.
    read = _FOLD.sub("", text) if name.endswith(".ics") else text
    for start, address in addresses_in(built, read):
        lead = built.lead(name, address)
        if lead.way is not Way.HERE:
            line = read[read.rfind("\n", 0, start) + 1 : start]
            at = start if read is text else text.find(f"{line}{address[:16]}") + len(line)
            span = span_in(name, text, max(at, 0), len(address))
            message = f"nothing is at `{lead.path}`"
            yield rules.DEAD_LINK.found(span, message, lead.help)


def _style_sheet(built: Built, name: str) -> Iterator[Diagnostic]:
    text = built.read(name).decode("utf-8", errors="replace")
    for address in built.styles(name).addresses:
        lead = built.lead(name, address)
        span = span_in(name, text, text.find(address), len(address))
        if lead.way is Way.ELSEWHERE:
            message = f"`{lead.path}` is on another host"
            yield rules.FOREIGN_REQUEST.found(span, message)
        elif lead.way is Way.DEAD:
            message = f"nothing is at `{lead.path}`"
            yield rules.DEAD_LINK.found(span, message, lead.help)


# -- What is reported


def _one_a_cause(found: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """A fault that stands on many pages, as one in their frame does, is told once."""
    causes: dict[tuple[str, str], list[Diagnostic]] = defaultdict(list)
    for one in found:
        causes[one.rule.id, one.message].append(one)
    told = []
    for first, *others in causes.values():
        paths = list(
            dict.fromkeys(one.span.path for one in others if one.span.path != first.span.path)
        )
        if paths:
            more = f"and {counted(len(paths) - 1, 'other file')}" if len(paths) > 1 else ""
            place = next(one.span for one in others if one.span.path == paths[0])
            note = Note(place, f"the same here {more}".rstrip())
            told.append(replace(first, notes=(*first.notes, note)))
        else:
            told += [first, *others]
    return in_order(told)
