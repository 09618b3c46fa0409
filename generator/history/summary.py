"""What readers will see change, as Markdown for a pull request."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.core.text import escaped, shortened
from generator.data.archive import Archive
from generator.data.fields import Part
from generator.data.paths import address, path_of
from generator.data.records import Record, Statement
from generator.history.differences import Pairs, Versioned, departure, differences, pairs
from generator.labels.labels import word

_LONGEST = 200  # characters of a value

_Entry = tuple[str, str]  # under which title, and what is told


def summary(before: Archive, after: Archive, site_url: str = "") -> str:
    """New, changed, renamed and removed records and pages; links lead to the site, if it is given,
    and else to the files."""
    found = _Summary(before, after.published, site_url, pairs(before, after))
    entries: dict[str, list[str]] = {"New": [], "Changed": [], "Renamed": [], "Removed": []}
    for title, entry in [*found.of_explainer(), *found.of_records(), *found.of_pages()]:
        entries[title].append(f"- {entry}")
    counts = [f"{len(lines)} {title.lower()}" for title, lines in entries.items() if lines]
    told = ["# What readers will see change", "", f"{', '.join(counts) or 'Nothing'}.", ""]
    for title, lines in entries.items():
        if lines:
            told += [f"## {title} ({len(lines)})", "", *lines, ""]
    return "\n".join(told)


@dataclass(frozen=True, slots=True)
class _Summary:
    before: Archive
    after: Archive  # as it is published
    site_url: str
    pairs: Pairs

    def of_explainer(self) -> Iterator[_Entry]:
        old, new = self.before.explainer, self.after.explainer
        if old is not None and new is not None and (lines := self._lines(old, new)):
            link = self._link(new.title, "index.md", "site-data/explainer.yml")
            yield "Changed", f"{link} (the explainer as a whole){lines}"

    def of_records(self) -> Iterator[_Entry]:
        for record in self.pairs.new:
            yield "New", self._named(record)
        for record in self.pairs.removed:
            yield "Removed", f"{escaped(record.heading)} ({record.KIND.id} `{record.id}`)"
        for old, new in self.pairs.kept:
            if new.id not in self.after.records:
                kind = f"{old.KIND.id} `{old.id}`"
                yield "Removed", f"{escaped(old.heading)} ({kind}, held back now)"
                continue
            title, named = "Changed", self._named(new)
            if old.id != new.id:
                title, named = "Renamed", f"`{old.id}` is {named} now"
            if type(old) is not type(new):
                yield title, f"{named}, which was of the kind {old.KIND.id}"
            elif (lines := self._lines(old, new)) or title == "Renamed":
                yield title, f"{named}{lines}"
        kept = {old.id for old, _ in self.pairs.kept}
        for former, heir in self.pairs.ids.items():
            if former not in kept and heir in self.after.records:
                merged = self._named(self.after.records[heir])
                yield "Removed", f"`{former}`, which is part of {merged} now"

    def of_pages(self) -> Iterator[_Entry]:
        before = {page.path: page for page in self.before.content}
        after = {page.path: page for page in self.after.content}
        for path, page in after.items():
            named = f"{self._link(page.title, path, page.origin.path)} (page)"
            if path in before:
                old = before[path]
                fields = ("title", "description", "body")
                lines = [_line(name, getattr(old, name), getattr(page, name)) for name in fields]
                if any(lines):
                    yield "Changed", f"{named}{''.join(lines)}"
            elif page.origin.path not in self.before.unread:
                yield "New", named
        for path, page in before.items():
            if path not in after and page.origin.path not in self.after.unread:
                yield "Removed", f"{escaped(page.title)} (page `{page.origin.path}`)"

    def _lines(self, old: Versioned, new: Versioned) -> str:
        """The notes that readers get, and each difference, each on a line of its own."""
        notes = new.changes[: max(len(new.changes) - len(old.changes), 0)]
        lines = [f"\n    - {word(note.kind)} for readers: {escaped(note.note)}" for note in notes]
        for difference in differences(old, new, self.pairs):
            before = _shown(difference.before, self.before)
            lines.append(_line(difference.place, before, _shown(difference.after, self.after)))
        return "".join(lines)

    def _named(self, record: Record) -> str:
        link = self._link(record.heading, path_of(record), self.after.paths[record.id])
        return f"{link} ({record.KIND.id})"

    def _link(self, title: str, path: str, file: str) -> str:
        target = f"{self.site_url.rstrip('/')}/{address(path)}" if self.site_url else file
        return f"[{escaped(title)}]({target})"


def _line(place: str, before: str, after: str) -> str:
    """A line of its own that tells of a change, if there is one."""
    if before == after:
        return ""
    if before and after:
        was, now = departure(before, after)
        change = f"{_short(was)} → {_short(now)}"
    else:
        change = f"removed: {_short(before)}" if before else f"new: {_short(after)}"
    return f"\n    - **{escaped(place)}**: {change}"


def _short(text: str) -> str:
    return escaped(shortened(text, _LONGEST))


def _shown(value: object, archive: Archive) -> str:
    """A value in a few words; records by their titles."""
    match value:
        case None:
            return ""
        case Statement():
            words_said = f"“{value.quote.text}”" if value.quote else value.paraphrase
            return f"{_shown(value.speaker, archive)}, {value.said}: {words_said}"
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
