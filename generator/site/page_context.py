"""What all pages are made from, and the parts that all record pages share."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any
from urllib.parse import quote, urlencode, urljoin
from uuid import NAMESPACE_URL, uuid5

from generator.core import prose
from generator.core.dates import Date
from generator.data.archive import Archive
from generator.data.kinds import KINDS, kind_of
from generator.data.quotations import proof_of
from generator.data.records import (
    AnyRecord,
    Change,
    ChangeKind,
    Explainer,
    Record,
    Source,
    title_of,
)
from generator.packed import Lines, Packed
from generator.site.open_data.citations import Work, bibtex, csl_json
from generator.site.paths import HOME, address, href, index_of, path_of
from generator.site.relations import Relations
from generator.site.site import Crumb, Page, page_of
from generator.site.citation_statistics import Soundness
from generator.labels.english import words
from generator.site.writer import rendered
from generator.core.text import shortened
from generator.proof.proof import State

MAX_DESCRIPTION = 155  # what search engines show of a description


@dataclass(frozen=True)
class Making:
    """The archive with everything derived from it; the explainer is there, or nothing is made."""

    archive: Archive
    explainer: Explainer
    relations: Relations
    repository: str  # the address of the code's repository, without a slash at its end
    site_url: str = ""  # where the site will stand, with a slash at its end
    has_cards: bool = False  # pages name their cards, which somebody draws
    # What is known of the quotations of the record whose page is made, by source and words:
    proofs: Mapping[tuple[str, str], State] = field(default_factory=dict)
    # Of records, by their ids, once each of them is made:
    soundness: Mapping[str, Soundness] = field(default_factory=dict)
    rows: Mapping[str, Mapping[str, Lines]] = field(default_factory=dict)  # see `ROWS`
    data: Mapping[str, Packed] = field(default_factory=dict)  # the file of data beside its page

    def proof_of(self, source: str, words: str) -> State:
        """What is known of words quoted from a source: for the mark beside them on a page."""
        return self.proofs.get((source, words)) or proof_of(self.archive, source, words)

    def whole(self, address: str) -> str:
        """An address of the site in full; below the site's own where that is not known."""
        return f"{self.site_url}{address}"

    def identity(self, address: str) -> str:
        """What feeds and calendars know a thing by: a name that no other thing in the world has."""
        if self.site_url:
            return self.whole(address)
        return uuid5(NAMESPACE_URL, f"{self.explainer.title}/{address}").urn

    def page(
        self,
        template: str,
        path: str,
        *,
        title: str,
        description: str,
        origin: str = "",
        line: int = 1,
        crumbs: tuple[Crumb, ...] = (),
        meta: Mapping[str, Any] | None = None,
        **values: Any,
    ) -> Page:
        """A page written with a template; `values` are the template's own."""
        body = rendered(template, self.relations, path, title=title, **values)
        links = {
            "edit": self.edit_link(origin, line),
            "report": self.report_link(title, path, origin),
        }
        extra = {**{key: link for key, link in links.items() if link}, **(meta or {})}
        shown = shortened(description, MAX_DESCRIPTION)
        return page_of(path, title, shown, body, origin=origin, crumbs=crumbs, meta=extra)

    def part(self, template: str, path: str, **values: Any) -> str:
        """A part of a page that is written by itself; it cites nothing."""
        return rendered(template, self.relations, path, **values).rstrip("\n")

    def record_page(
        self, template: str, record: AnyRecord, description: str, **values: Any
    ) -> Page:
        """The page of a record, with what every record page ends on.

        The description is plain text; of prose `plain` makes one.
        """
        kind = kind_of(record)
        path = path_of(record)
        title = title_of(record)
        changed = record.changes[0].date.words if record.changes else ""
        where = self.whole(address(path)) if self.site_url else ""
        work = Work(record.id, title, where, self.explainer.title)
        crumbs = (Crumb("Home", HOME), Crumb(kind.plural.capitalize(), index_of(kind)))
        return self.page(
            template,
            path,
            title=self.page_title(record),
            description=description,
            origin=self.archive.paths[record.id],
            crumbs=crumbs,
            meta={
                "kind": kind.id,
                "record": record.id,
                "changed": changed,
                "held": self.held_back(record),
                "cite": escape(self._citation(title, path)),
                "bibtex": escape(bibtex(self.explainer, work), quote=False),
                "csl": escape(csl_json(self.explainer, work), quote=False),
                "hide": ["navigation"],
                "search": {"boost": _BOOSTS.get(kind.id, 1)},
            },
            record=record,
            changes=change_views(record.changes),
            backlinks=self.backlinks(record.id, path),
            **values,
        )

    def page_title(self, record: AnyRecord) -> str:
        """The title of a record, with a word more where that of another is the same."""
        title = title_of(record)
        kinds = self.relations.namesakes[title]
        if len(kinds) == 1:
            return title
        if isinstance(record, Source):
            return f"{title} ({record.publisher})"
        others = [kind for kind in kinds if kind != "source"]
        return title if len(others) == 1 else f"{title} ({kind_of(record).id})"

    def _citation(self, title: str, path: str) -> str:
        """How others may cite the page, in one line."""
        where = f" {urljoin(self.site_url, address(path))}" if self.site_url else ""
        site, as_of = self.explainer.title, self.explainer.as_of
        return f"{self.explainer.publisher.name}: “{title}”. {site}, as of {as_of}.{where}"

    def held_back(self, record: Record) -> str:
        """Why the record is not published yet; only a preview ever shows such a page."""
        if not self.archive.is_held(record):
            return ""
        if record.draft:
            return "Draft: not published"
        return f"Under embargo until {record.embargo}: not published"

    def plain(self, text: str) -> str:
        """Prose as plain text, with the titles of the records that it links to."""
        parts = []
        for token in prose.tokens(text):
            if isinstance(token, prose.Words):
                parts.append(token.text)
            elif isinstance(token, prose.Link):
                parts.append(token.words or self.title(token.target))
        joined = " ".join("".join(parts).split()).replace("**", "")
        return joined.replace(" .", ".").replace(" ,", ",").rstrip()

    def backlinks(self, id: str, path: str) -> "list[BacklinkGroup]":
        """Everything that mentions a record, grouped by kind, in the order of the kinds."""
        groups: dict[str, list[BacklinkView]] = {}
        for link in self.relations.backlinks.get(id, ()):
            name = self.relations.names.get(link.record)
            if name is None:
                label, title, target = "Pages", self._page_title(link.record), link.record
            else:
                title, target, kind = name
                label = _LABELS[kind]
            view = BacklinkView(title, href(path, target), ", ".join(link.reasons))
            groups.setdefault(label, []).append(view)
        order = ("Pages", *_LABELS.values())
        return [BacklinkGroup(label, groups[label]) for label in order if label in groups]

    def _page_title(self, path: str) -> str:
        return self.relations.written.get(path, self.explainer.title)

    def title(self, id: str) -> str:
        return self.relations.names[id].title

    def edit_link(self, origin: str, line: int = 1) -> str:
        """Where a file is edited on the repository's host, at a line."""
        if not self.repository or not origin:
            return ""
        return f"{self.repository}/edit/main/{quote(origin)}#L{line}"

    def report_link(self, title: str, path: str, origin: str) -> str:
        """The form for reporting an error, filled in with the page and its record."""
        if not self.repository:
            return ""
        fields = {
            "template": "error.yml",
            "title": f"Error on “{title}”",
            "page": urljoin(self.site_url, address(path)),
            "record": origin,
        }
        given = {name: value for name, value in fields.items() if value}
        return f"{self.repository}/issues/new?{urlencode(given)}"


_LABELS = {kind.id: kind.plural.capitalize() for kind in KINDS}
_BOOSTS = {"talk": 4, "claim": 4, "person": 3, "organisation": 2, "place": 2, "source": 0.5}


@dataclass(frozen=True, slots=True)
class BacklinkView:
    title: str
    href: str
    reasons: str


@dataclass(frozen=True, slots=True)
class BacklinkGroup:
    label: str
    links: list[BacklinkView]

    @property
    def heading(self) -> str:
        return f"{self.label} ({len(self.links)})"

    @property
    def slug(self) -> str:
        return self.label.lower()


@dataclass(frozen=True, slots=True)
class ChangeView:
    date: Date
    kind: str
    word: ChangeKind  # the kind in the word of the data
    note: str
    anchor: str  # its permanent address on the page that lists it


def change_views(changes: tuple[Change, ...]) -> list[ChangeView]:
    """Changes are listed newest first and counted from the oldest, so that a new one moves none."""
    seen: Counter[str] = Counter()
    views = []
    for change in reversed(changes):
        day = re.sub(r"[^\d-]+", "_", change.date.text)
        seen[day] += 1
        anchor = f"changed-{day}" + (f"-no{seen[day]}" if seen[day] > 1 else "")
        views.append(ChangeView(change.date, words(change.kind), change.kind, change.note, anchor))
    return views[::-1]
