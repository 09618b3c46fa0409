"""What a page is made with: the questions that it may ask, and the parts that all pages share."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any, TypeVar
from urllib.parse import quote, urlencode, urljoin
from uuid import NAMESPACE_URL, uuid5

from generator.core import prose
from generator.core.dates import Date
from generator.core.text import shortened
from generator.data.archive import ContentPage
from generator.data.kinds import KINDS, kind_of
from generator.data.records import (
    AnyRecord,
    Change,
    ChangeKind,
    Explainer,
    Source,
    title_of,
)
from generator.labels.english import words
from generator.proof.fingerprint import Fingerprint
from generator.proof.proof import State
from generator.query.graph import Ask
from generator.site import questions
from generator.site.open_data.citations import Work, bibtex, csl_json
from generator.site.paths import HOME, address, href, index_of, path_of
from generator.site.questions import Name
from generator.site.site import Crumb, Page, page_of
from generator.site.writer import rendered

MAX_DESCRIPTION = 155  # what search engines show of a description

R = TypeVar("R", bound=AnyRecord)


class PageContext:
    """All that a page may know. Each answer is noted by whoever asks, so nothing else is read."""

    def __init__(self, ask: Ask) -> None:
        self.ask = ask

    @property
    def explainer(self) -> Explainer:
        return self.ask(questions.explainer)

    @property
    def repository(self) -> str:
        """The address of the code's repository, without a slash at its end."""
        return self.ask(questions.settings).repository.rstrip("/")

    @property
    def site_url(self) -> str:
        """Where the site will stand, with a slash at its end; empty where that is not known."""
        url = self.ask(questions.settings).site_url
        return url and url.rstrip("/") + "/"

    @property
    def has_cards(self) -> bool:
        """Pages name their cards, which somebody draws."""
        return self.ask(questions.settings).has_cards and self.site_url != ""

    @property
    def today(self) -> date:
        return self.ask(questions.today)

    @property
    def ledger(self) -> tuple[str, ...]:
        return self.ask(questions.ledger)

    @property
    def content_pages(self) -> tuple[ContentPage, ...]:
        return self.ask(questions.content_pages)

    @property
    def numbers(self) -> Mapping[str, int]:
        """How many records there are of each kind."""
        return self.ask(questions.numbers)

    def find(self, id: str) -> AnyRecord | None:
        return self.ask(questions.record, id)

    def record(self, id: str) -> AnyRecord:
        found = self.find(id)
        if found is None:
            raise KeyError(f"there is no record `{id}`")
        return found

    def of_kind(self, model: type[R]) -> Sequence[R]:
        """All records of a kind, in order of id."""
        return self.ask(questions.of_kind, model)

    def name(self, id: str) -> Name:
        found = self.ask(questions.name, id)
        if found is None:
            raise KeyError(f"there is no record `{id}`")
        return found

    def title(self, id: str) -> str:
        return self.name(id).title

    def title_if_any(self, id: str) -> str | None:
        found = self.ask(questions.name, id)
        return found.title if found else None

    def fingerprint(self, source: str) -> Fingerprint | None:
        return self.ask(questions.fingerprint, source)

    def proof_of(self, source: str, words: str) -> State:
        """What is known of words quoted from a source: for the mark beside them on a page."""
        return self.ask(questions.proof_state, source, words)

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
        body = rendered(template, self.ask, path, title=title, **values)
        links = {
            "edit": self.edit_link(origin, line),
            "report": self.report_link(title, path, origin),
        }
        extra = {**{key: link for key, link in links.items() if link}, **(meta or {})}
        shown = shortened(description, MAX_DESCRIPTION)
        return page_of(path, title, shown, body, origin=origin, crumbs=crumbs, meta=extra)

    def part(self, template: str, path: str, **values: Any) -> str:
        """A part of a page that is written by itself; it cites nothing."""
        return rendered(template, self.ask, path, **values).rstrip("\n")

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
            origin=self.ask(questions.file, record.id),
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
        kinds = self.ask(questions.namesakes_of, title)
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

    def is_held(self, record: AnyRecord) -> bool:
        return self.ask(questions.is_held, record.id)

    def held_back(self, record: AnyRecord) -> str:
        """Why the record is not published yet; only a preview ever shows such a page."""
        if not self.is_held(record):
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
        for link in self.ask(questions.backlinks, id):
            name = self.ask(questions.name, link.record)
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
        return self.ask(questions.content_titles).get(path, self.explainer.title)

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
