"""Every address that was ever published is made, or leads on; no two pages stand at the same."""

from collections.abc import Iterator, Mapping
from typing import Any

from generator.checks.names import Names
from generator.core.diagnostics import Diagnostic, Note, Rule, Severity, Span
from generator.core.suggestions import asked, did_you_mean, nearest
from generator.core.text import RESERVED_IDS, counted, is_id
from generator.data import ledger, paths
from generator.data.archive import Archive, ContentPage
from generator.data.loading import CONTENT, EXPLAINER
from generator.kinds.kind import Kind
from generator.kinds.registry import KINDS
from generator.site.addresses import (
    FORM,
    Move,
    addresses,
    ends,
    lasting_files,
    moves,
    record_addresses,
)
from generator.site.routes import PAGES

DEAD_ADDRESS = Rule(
    id="dead-address",
    summary="Every address that was ever published is made, or leads on to one that is.",
    why="Links, bookmarks and citations made earlier would lead nowhere.",
)
UNLISTED_ADDRESS = Rule(
    id="unlisted-address",
    summary="The ledger lists every address that is published.",
    why="Nobody would notice if an address that is in no ledger died.",
    severity=Severity.WARNING,
)
BAD_MOVE = Rule(
    id="bad-move",
    summary="An old address leads to one that is made, and nothing else is made there.",
    why="Readers would be led nowhere, or away from what they came for.",
    wrong="/topics/boats/: /topics/ship/",
    right="/topics/boats/: /topics/ferry/",
)
TAKEN_ADDRESS = Rule(
    id="taken-address",
    summary="A hand-written page stands where no other page stands or may come to stand.",
    why="One of the two would be lost in silence.",
    wrong="content/claims/ferry.md",
    right="content/ferry.md",
)

_SHOWN = 12  # addresses that a finding lists; a web editor can copy them from there
_OTHERS = "list it under `formerly` of the page, or under `moved` in `site-data/explainer.yml`"

_ROUTES = [path.removesuffix(".md").split("/") for path in PAGES]
# Folders and pages of the site that are made, or lie beside what is made.
_FOLDERS = frozenset(("assets", "search", "embed", *(path[0] for path in _ROUTES if path[1:])))
_PAGES = frozenset(("404", *(path[0] for path in _ROUTES if not path[1:])))


def check(archive: Archive) -> Iterator[Diagnostic]:
    yield from _taken(archive)
    origin = archive.explainer_origin
    if archive.explainer is None or origin is None or not origin.is_sound("topics"):
        return  # its topics are not known
    made = addresses(archive)
    leading = ends(archive, made)
    yield from _bad_moves(archive, made, leading)
    if archive.ledger is not None and origin.is_sound("moved"):
        standing = made | leading.keys()
        yield from _dead(archive, archive.ledger, standing)
        yield from _unlisted(archive.ledger, standing - _doubtful(archive))


def _taken(archive: Archive) -> Iterator[Diagnostic]:
    first: dict[str, ContentPage] = {}
    for page in archive.content:
        parts = page.path.removesuffix(".md").lower().split("/")
        other = first.setdefault(paths.address(page.path.lower()), page)
        notes: tuple[Note, ...] = ()
        if parts[0] in (_FOLDERS if len(parts) > 1 else _FOLDERS | _PAGES):
            message = f"`{page.path}` is a place for pages that are made from the data"
        elif any(part in RESERVED_IDS and part != "index" for part in parts):
            message = f"`{page.path}` has a reserved word in its name"
        elif other is not page:
            message = f"`{page.path}` has the address of another page"
            notes = (Note(Span(other.origin.path), "that page"),)
        else:
            continue
        help_text = "rename it, or move it to another folder"
        yield TAKEN_ADDRESS.found(Span(page.origin.path), message, help_text, notes)


def _bad_moves(
    archive: Archive, made: frozenset[str], leading: Mapping[str, str]
) -> Iterator[Diagnostic]:
    first: dict[str, Move] = {}
    for move in sorted(moves(archive), key=lambda move: move.span.path != EXPLAINER):
        odd = [address for address in (move.before, move.now) if not FORM.fullmatch(address)]
        if odd:
            message = f"`{odd[0]}` is not an address of the site"
            help_text = "write it from the home page on, as in `/topics/offer/`"
        elif first.setdefault(move.before, move) is not move:
            message = f"`{move.before}` leads somewhere else already"
            help_text = f"see {first[move.before].span}: an old address leads to one page only"
        elif move.before in made:
            message = f"`{move.before}` is the address of something that is there"
            help_text = "an old address can lead on only where nothing is made any more"
        elif move.before not in leading:
            message = f"`{move.before}` leads to `{move.now}`, where nothing is"
            help_text = did_you_mean(move.now, made, "name an address that is made")
        elif move.before.endswith("/") != leading[move.before].endswith("/"):
            message = f"of `{move.before}` and `{leading[move.before]}` one is a page, one a file"
            help_text = "a page can lead to a page, a file to a file"
        else:
            continue
        if move.span.path.startswith((EXPLAINER, CONTENT)):  # former ids have rules of their own
            yield BAD_MOVE.found(move.span, message, help_text)


def _dead(
    archive: Archive, listed: tuple[str, ...], standing: frozenset[str]
) -> Iterator[Diagnostic]:
    dead = {address: span for address, span in ledger.spans(listed) if address not in standing}
    gone = [found for address in dead if (found := _kind_and_id(address))]
    # What lies beside a page is gone with it, for the same cause.
    beside = {file.address(kind.section, id) for kind, id in gone for file in lasting_files()}
    for address, span in dead.items():
        if address in beside or _is_unread(archive, address):
            continue
        if FORM.fullmatch(address):
            message = f"`{address}` was published, and nothing is there now"
            help_text = _advice(archive, address)
        else:
            message = f"`{address}` is not an address of the site"
            help_text = "addresses are written by `explainer ledger`; delete what is none"
        yield DEAD_ADDRESS.found(span, message, help_text)


def _is_unread(archive: Archive, address: str) -> bool:
    """Is it missing only because a file has faults of its own?"""
    found = _kind_and_id(address)
    if found is None:
        hidden = (not page.origin.is_sound("formerly") for page in archive.content)
        return any(hidden) or any(path.startswith(CONTENT) for path in archive.unread)
    kind, id = found
    return id in archive.unread or any(
        not is_id(record.id) or not archive.origins[record.id].is_sound("formerly")
        for record in archive.of_kind(kind.model)
    )


def _doubtful(archive: Archive) -> frozenset[str]:
    """The addresses of records of which it is not known whether they are made."""
    return frozenset(
        address
        for id, record in archive.records.items()
        if not all(archive.origins[id].is_sound(field) for field in ("draft", "changes"))
        for address in record_addresses(record, id)
    )


def _kind_and_id(address: str) -> tuple[Kind[Any], str] | None:
    """`/claims/x/` as the kind and the id that it would be of."""
    section, _, id = address.strip("/").partition("/")
    kind = next((kind for kind in KINDS if kind.section == section), None)
    return (kind, id) if kind and id and "/" not in id and "." not in id else None


def _advice(archive: Archive, address: str) -> str:
    found = _kind_and_id(address)
    if found is None:
        topics = archive.explainer.topics if archive.explainer else {}
        pages = [f"/{paths.address(path)}" for path in (*map(paths.topic_path, topics), *PAGES)]
        near = nearest(address, pages) if address.startswith("/topics/") else []
        return f"{asked(near)} Then {_OTHERS}" if near else _OTHERS
    kind, id = found
    record = archive.records.get(id)
    if record is None:
        meant = Names(archive, (kind.id,)).suggestion(id)
        takes_place = f" ({meant})" if meant else ""
        return f"list `{id}` under `formerly` of the {kind.id} that takes its place{takes_place}"
    if record.KIND is kind.names:
        return f"`{id}` is held back as a draft: take `draft` away"
    now = f"/{record.KIND.section}/{id}/"
    return f"it is at `{now}` now: write `{address}: {now}` under `moved` in `{EXPLAINER}`"


def _unlisted(listed: tuple[str, ...], standing: frozenset[str]) -> Iterator[Diagnostic]:
    missing = sorted(standing.difference(listed))
    if missing:
        shown = ", ".join(f"`{address}`" for address in missing[:_SHOWN])
        more = f" and {len(missing) - _SHOWN} more" if len(missing) > _SHOWN else ""
        number = counted(len(missing), "address is", "addresses are")
        message = f"{number} not in the ledger yet: {shown}{more}"
        help_text = "run `explainer ledger`, or add them by hand, one a line"
        yield UNLISTED_ADDRESS.found(Span(ledger.PATH), message, help_text)
