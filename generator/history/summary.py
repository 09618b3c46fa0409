"""What readers will see change, as Markdown for a pull request."""

from collections.abc import Callable, Iterator

from generator.core.text import escaped, shortened
from generator.data.archive import Archive, ContentPage
from generator.data.paths import address, path_of
from generator.data.records import Explainer, Record
from generator.history.differences import differences
from generator.history.pairs import pairs
from generator.history.shown import shown
from generator.history.wording import departure
from generator.labels.english import words

_LONGEST = 200  # characters of a value

# From a page's path, and the file that it is made from, to the address that is linked.
Address = Callable[[str, str], str]
Versioned = Record | Explainer


def summary(before: Archive, after: Archive, site_url: str = "") -> str:
    """New, changed, renamed and removed records and pages; links lead to the site, if it is given,
    and else to the files."""

    def link(path: str, file: str) -> str:
        return f"{site_url.rstrip('/')}/{address(path)}" if site_url else file

    found = _Summary(before, after, link)
    sections = [
        ("New", list(found.new())),
        ("Changed", list(found.changed())),
        ("Renamed", list(found.renamed())),
        ("Removed", list(found.removed())),
    ]
    told = [section for section in sections if section[1]]
    lines = ["# What readers will see change", ""]
    if not told:
        return "\n".join([*lines, "Nothing.", ""])
    numbers = [f"{len(entries)} {title.lower()}" for title, entries in told]
    lines += [f"{', '.join(numbers)}.", ""]
    for title, entries in told:
        lines += [f"## {title} ({len(entries)})", "", *entries, ""]
    return "\n".join(lines)


class _Summary:
    def __init__(self, before: Archive, after: Archive, link: Address) -> None:
        self._before, self._after, self._link = before, after.published, link
        self._pairs = pairs(before, after)
        self._kept = [(old, new) for old, new in self._pairs.kept if new.id in self._after.records]

    def new(self) -> Iterator[str]:
        for record in self._pairs.new:
            yield f"- {self._named(record)}"
        known = {page.path for page in self._before.content} | self._before.unread
        for page in self._after.content:
            if page.path not in known and page.origin.path not in known:
                yield f"- {self._page(page)}"

    def changed(self) -> Iterator[str]:
        old, new = self._before.explainer, self._after.explainer
        if old is not None and new is not None:
            title = f"[{escaped(new.title)}]({self._link('index.md', 'site-data/explainer.yml')})"
            yield from self._entry(f"{title} (the explainer as a whole)", old, new)
        for before, after in self._kept:
            if before.id == after.id:
                yield from self._compared(before, after, self._named(after))
        yield from self._changed_pages()

    def renamed(self) -> Iterator[str]:
        for before, after in self._kept:
            if before.id != after.id:
                named = f"`{before.id}` is {self._named(after)} now"
                yield from self._compared(before, after, named, is_always=True)

    def removed(self) -> Iterator[str]:
        for record in self._pairs.removed:
            yield f"- {escaped(record.heading)} ({record.KIND.id} `{record.id}`)"
        for old, new in self._pairs.kept:
            if new.id not in self._after.records:
                yield f"- {escaped(old.heading)} ({old.KIND.id} `{old.id}`, held back now)"
        for former, heir in self._pairs.ids.items():
            if all(former != old.id for old, _ in self._pairs.kept):
                merged = self._after.records.get(heir)
                if merged is not None:
                    yield f"- `{former}`, which is part of {self._named(merged)} now"
        left = {page.path for page in self._after.content} | self._after.unread
        for page in self._before.content:
            if page.path not in left and page.origin.path not in left:
                yield f"- {escaped(page.title)} (page `{page.origin.path}`)"

    def _compared(
        self, old: Record, new: Record, named: str, *, is_always: bool = False
    ) -> Iterator[str]:
        if type(old) is not type(new):
            yield f"- {named}, which was of the kind {old.KIND.id}"
            return
        yield from self._entry(named, old, new, is_always=is_always)

    def _entry(
        self, named: str, old: Versioned, new: Versioned, *, is_always: bool = False
    ) -> Iterator[str]:
        """A line for the record, and below it the notes that readers get and each difference."""
        notes = new.changes[: max(len(new.changes) - len(old.changes), 0)]
        lines = [f"    - {words(note.kind)} for readers: {escaped(note.note)}" for note in notes]
        for difference in differences(old, new, self._pairs):
            before = shown(difference.before, self._before)
            lines += _compared(difference.place, before, shown(difference.after, self._after))
        if lines or is_always:
            yield "\n".join([f"- {named}", *lines])

    def _changed_pages(self) -> Iterator[str]:
        before = {page.path: page for page in self._before.content}
        for page in self._after.content:
            old = before.get(page.path)
            if old is not None:
                lines: list[str] = []
                for name in ("title", "description", "body"):
                    lines += _compared(name, getattr(old, name), getattr(page, name))
                if lines:
                    yield "\n".join([f"- {self._page(page)}", *lines])

    def _named(self, record: Record) -> str:
        link = self._link(path_of(record), self._after.paths[record.id])
        return f"[{escaped(record.heading)}]({link}) ({record.KIND.id})"

    def _page(self, page: ContentPage) -> str:
        return f"[{escaped(page.title)}]({self._link(page.path, page.origin.path)}) (page)"


def _compared(place: str, before: str, after: str) -> Iterator[str]:
    if before != after:
        yield f"    - **{escaped(place)}**: {_both(before, after)}"


def _both(before: str, after: str) -> str:
    if not before:
        return f"new: {_short(after)}"
    if not after:
        return f"removed: {_short(before)}"
    was, now = departure(before, after)
    return f"{_short(was)} → {_short(now)}"


def _short(text: str) -> str:
    return escaped(shortened(text, _LONGEST))
