"""What readers will see change, as Markdown for a pull request."""

from collections.abc import Iterator, Mapping

from generator.core.text import escaped, shortened
from generator.data.archive import Archive, ContentPage
from generator.data.fields import Part
from generator.data.paths import address, path_of
from generator.data.records import Record, Statement
from generator.history.differences import differences
from generator.history.pairs import Versioned, pairs
from generator.history.wording import departure
from generator.labels.english import words

_LONGEST = 200  # characters of a value


def summary(before: Archive, after: Archive, site_url: str = "") -> str:
    """New, changed, renamed and removed records and pages; links lead to the site, if it is given,
    and else to the files."""
    found = _Summary(before, after, site_url)
    entries = {
        "New": list(found.new()),
        "Changed": list(found.changed()),
        "Renamed": list(found.renamed()),
        "Removed": list(found.removed()),
    }
    counts = [f"{len(lines)} {title.lower()}" for title, lines in entries.items() if lines]
    told = ["# What readers will see change", "", f"{', '.join(counts) or 'Nothing'}.", ""]
    for title, lines in entries.items():
        if lines:
            told += [f"## {title} ({len(lines)})", "", *lines, ""]
    return "\n".join(told)


class _Summary:
    def __init__(self, before: Archive, after: Archive, site_url: str) -> None:
        self._before, self._after, self._site_url = before, after.published, site_url
        self._pairs = pairs(before, after)
        self._kept = [(old, new) for old, new in self._pairs.kept if new.id in self._after.records]

    def new(self) -> Iterator[str]:
        for record in self._pairs.new:
            yield f"- {self._named(record)}"
        for page in _pages_without(self._after, self._before):
            yield f"- {self._page(page)}"

    def changed(self) -> Iterator[str]:
        old, new = self._before.explainer, self._after.explainer
        if old is not None and new is not None:
            title = f"[{escaped(new.title)}]({self._link('index.md', 'site-data/explainer.yml')})"
            yield from _entry(f"{title} (the explainer as a whole)", self._lines(old, new))
        for before, after in self._kept:
            if before.id == after.id:
                yield from self._compared(before, after, self._named(after))
        pages = {page.path: page for page in self._before.content}
        for page in self._after.content:
            if page.path in pages:
                yield from _entry(self._page(page), _lines_of_page(pages[page.path], page))

    def renamed(self) -> Iterator[str]:
        for before, after in self._kept:
            if before.id != after.id:
                named = f"`{before.id}` is {self._named(after)} now"
                yield from self._compared(before, after, named)

    def removed(self) -> Iterator[str]:
        for record in self._pairs.removed:
            yield f"- {escaped(record.heading)} ({record.KIND.id} `{record.id}`)"
        for old, new in self._pairs.kept:
            if new.id not in self._after.records:
                yield f"- {escaped(old.heading)} ({old.KIND.id} `{old.id}`, held back now)"
        kept = {old.id for old, _ in self._pairs.kept}
        for former, heir in self._pairs.ids.items():
            if former not in kept and heir in self._after.records:
                merged = self._after.records[heir]
                yield f"- `{former}`, which is part of {self._named(merged)} now"
        for page in _pages_without(self._before, self._after):
            yield f"- {escaped(page.title)} (page `{page.origin.path}`)"

    def _compared(self, old: Record, new: Record, named: str) -> Iterator[str]:
        if type(old) is not type(new):
            yield f"- {named}, which was of the kind {old.KIND.id}"
        else:
            yield from _entry(named, self._lines(old, new), is_always=old.id != new.id)

    def _lines(self, old: Versioned, new: Versioned) -> Iterator[str]:
        """The notes that readers get, and each difference."""
        for note in new.changes[: max(len(new.changes) - len(old.changes), 0)]:
            yield f"    - {words(note.kind)} for readers: {escaped(note.note)}"
        for difference in differences(old, new, self._pairs):
            before = _shown(difference.before, self._before)
            yield from _line(difference.place, before, _shown(difference.after, self._after))

    def _named(self, record: Record) -> str:
        link = self._link(path_of(record), self._after.paths[record.id])
        return f"[{escaped(record.heading)}]({link}) ({record.KIND.id})"

    def _page(self, page: ContentPage) -> str:
        return f"[{escaped(page.title)}]({self._link(page.path, page.origin.path)}) (page)"

    def _link(self, path: str, file: str) -> str:
        return f"{self._site_url.rstrip('/')}/{address(path)}" if self._site_url else file


def _pages_without(archive: Archive, other: Archive) -> Iterator[ContentPage]:
    """The pages of an archive that are not in the other one, not even with faults."""
    known = {page.path for page in other.content} | other.unread
    for page in archive.content:
        if page.path not in known and page.origin.path not in known:
            yield page


def _entry(named: str, lines: Iterator[str], *, is_always: bool = False) -> Iterator[str]:
    told = list(lines)
    if told or is_always:
        yield "\n".join([f"- {named}", *told])


def _lines_of_page(old: ContentPage, new: ContentPage) -> Iterator[str]:
    for name in ("title", "description", "body"):
        yield from _line(name, getattr(old, name), getattr(new, name))


def _line(place: str, before: str, after: str) -> Iterator[str]:
    if before == after:
        return
    if before and after:
        was, now = departure(before, after)
        change = f"{_short(was)} → {_short(now)}"
    else:
        change = f"removed: {_short(before)}" if before else f"new: {_short(after)}"
    yield f"    - **{escaped(place)}**: {change}"


def _short(text: str) -> str:
    return escaped(shortened(text, _LONGEST))


def _shown(value: object, archive: Archive) -> str:
    """A value in a few words; records by their titles."""
    match value:
        case None:
            return ""
        case Statement():
            words_said = f"“{value.quote.text}”" if value.quote else value.paraphrase
            return f"{_shown(value.speaker, archive)}, {value.said.words}: {words_said}"
        case str() if value in archive.records:
            return archive.records[value].heading
        case tuple():
            return "; ".join(_shown(entry, archive) for entry in value)
        case Mapping():
            return "; ".join(f"{key}: {_shown(entry, archive)}" for key, entry in value.items())
        case Part():
            values = (getattr(value, name) for name in type(value).model_fields)
            return ", ".join(filter(None, (_shown(entry, archive) for entry in values)))
    return str(value)
