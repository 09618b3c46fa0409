"""What a page may know: the questions that it asks, in words of their own.

Questions about one record read no more than they must, so that their answer stands while anything
else changes. What is not published is not there, but in a preview.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any, NamedTuple, TypeVar
from urllib.parse import quote, urlencode, urljoin
from uuid import NAMESPACE_URL, uuid5

from generator.core import prose
from generator.data.archive import Archive, ContentPage
from generator.data.paths import HOME, address, path_of
from generator.data.records import Change, Explainer, KindNames, Record
from generator.labels.labels import Labels, labels_in, sort_key
from generator.proof.fingerprint import Fingerprint
from generator.proof.proof import State, proof
from generator.query.graph import Graph, question

K = TypeVar("K")
V = TypeVar("V")
R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Settings:
    """What a site knows from outside its data."""

    repository: str = ""  # for links that edit a page or report an error; empty: no such links
    site_url: str = ""  # where the site will stand, for links that leave it
    today: date = date.max  # the day for which it is built
    is_preview: bool = False  # shows what is held back too, and marks it
    has_cards: bool = True  # pages name their cards, which somebody draws


class Name(NamedTuple):
    """By what a record is linked to."""

    title: str
    path: str  # of its page
    kind: str


class Backlink(NamedTuple):
    """A record or hand-written page that mentions another, with all its reasons in order."""

    record: str
    reasons: tuple[str, ...]


@question
def archive(_: "PageContext") -> Archive:
    """An input: without what is held back, but in a preview. For questions, not for pages."""
    raise LookupError("the graph was not given an archive")


@question
def settings(_: "PageContext") -> Settings:
    """An input."""
    raise LookupError("the graph was not given settings")


@dataclass(frozen=True, slots=True)
class PageContext:
    """All that a page may know. Each answer is noted by whoever asks, so nothing else is read."""

    graph: Graph

    # -- Settings

    @property
    def repository(self) -> str:
        """The address of the code's repository, without a slash at its end."""
        return settings(self).repository.rstrip("/")

    @property
    def site_url(self) -> str:
        """Where the site will stand, with a slash at its end; empty where that is not known."""
        url = settings(self).site_url
        return url and url.rstrip("/") + "/"

    @property
    def has_cards(self) -> bool:
        """Pages name their cards, which somebody draws."""
        return settings(self).has_cards and self.site_url != ""

    # -- What was read

    @property
    @question
    def today(self) -> date:
        """The day for which the site is built."""
        return archive(self).today

    @property
    @question
    def kinds(self) -> tuple[KindNames, ...]:
        """All that there are, in the order in which they are listed."""
        return archive(self).kinds

    @property
    @question
    def explainer(self) -> Explainer:
        found = archive(self).explainer
        assert found is not None, "an archive without errors has an explainer"
        return found

    @property
    def labels(self) -> Labels:
        """The words of the interface in the site's language."""
        return labels_in(self._language)

    @property
    @question
    def _language(self) -> str:
        return self.explainer.language

    @property
    @question
    def content_pages(self) -> tuple[ContentPage, ...]:
        """The pages that are written by hand."""
        return archive(self).content

    @question
    def content_page(self, path: str) -> ContentPage:
        return next(page for page in self.content_pages if page.path == path)

    @property
    @question
    def content_titles(self) -> Mapping[str, str]:
        """Their titles by path."""
        return {page.path: page.title for page in self.content_pages}

    @property
    @question
    def ids(self) -> tuple[str, ...]:
        """Of all records, in order."""
        return tuple(archive(self).records)

    @question
    def find(self, id: str) -> Record | None:
        return archive(self).records.get(id)

    def record(self, id: str) -> Record:
        found = self.find(id)
        if found is None:
            raise KeyError(f"there is no record `{id}`")
        return found

    @question
    def verdict(self, id: str) -> str | None:
        """The id of a record's status; it stands while other words of the record change."""
        found = self.find(id)
        return found.verdict if found else None

    @question
    def of_kind(self, model: type[R]) -> tuple[R, ...]:
        """All records of a kind, in order of id."""
        return archive(self).of_kind(model)

    @question
    def file(self, id: str) -> str:
        """The path of the file in which a record is written."""
        return archive(self).paths[id]

    @question
    def statement_lines(self, id: str) -> tuple[int, ...]:
        """The lines of the file on which a record's statements begin."""
        origin = archive(self).origins.get(id)
        return origin.lines if origin else ()

    @question
    def mentioned(self, id: str) -> tuple[tuple[str, str], ...]:
        """What a record mentions, or the explainer as the home page; each with the reason."""
        known = archive(self)
        origin = known.explainer_origin if id == HOME else known.origins.get(id)
        return origin.mentioned if origin else ()

    @question
    def is_held(self, id: str) -> bool:
        """Is the record kept out of what is published today?"""
        known = archive(self)
        return id in known.records and known.is_held(known.records[id])

    def held_back(self, record: Record) -> str:
        """Why the record is not published yet; only a preview ever shows such a page."""
        if not self.is_held(record.id):
            return ""
        if record.draft or record.embargo is None:
            return self.labels.gettext("Draft: not published")
        until = self.labels.date(record.embargo)
        return self.labels.gettext("Under embargo until {date}: not published", date=until)

    @question
    def fingerprint(self, source: str) -> Fingerprint | None:
        return archive(self).fingerprints.get(source)

    @question
    def proof_of(self, source: str, words: str) -> State:
        """What is known of words quoted from a source: for the mark beside them on a page."""
        return proof(words, self.fingerprint(source)).state

    # -- Names and mentions

    @question
    def name_if_any(self, id: str) -> Name | None:
        found = self.find(id)
        return Name(found.heading, path_of(found), found.KIND.id) if found else None

    def name(self, id: str) -> Name:
        found = self.name_if_any(id)
        if found is None:
            raise KeyError(f"there is no record `{id}`")
        return found

    def title(self, id: str) -> str:
        return self.name(id).title

    def title_if_any(self, id: str) -> str | None:
        found = self.name_if_any(id)
        return found.title if found else None

    @property
    @question
    def names(self) -> Mapping[str, Name]:
        """By the id of the record."""
        return {id: self.name(id) for id in self.ids}

    @property
    @question
    def _namesakes(self) -> Mapping[str, tuple[str, ...]]:
        return grouped((name.title, name.kind) for name in self.names.values())

    @question
    def namesakes(self, title: str) -> tuple[str, ...]:
        """The kinds of the records that have a title."""
        return self._namesakes.get(title, ())

    @property
    @question
    def numbers(self) -> Mapping[str, int]:
        """How many records there are of each kind."""
        return Counter(name.kind for name in self.names.values())

    @property
    @question
    def changes(self) -> Mapping[str, tuple[Change, ...]]:
        """The changes that readers were told of, by the id of the record; none that are empty."""
        found = {id: self.record(id).changes for id in self.ids}
        return {id: changes for id, changes in found.items() if changes}

    @property
    @question
    def all_backlinks(self) -> Mapping[str, tuple[Backlink, ...]]:
        """By the id of the record that is mentioned; complete, in order of kind and title."""
        reasons: dict[str, dict[str, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
        by_pages = ((page.path, page.origin.mentioned) for page in archive(self).content)
        by_records = ((id, self.mentioned(id)) for id in (*self.ids, HOME))
        for by, mentioned in chain(by_records, by_pages):
            for target, reason in mentioned:
                if by != target:
                    reasons[target][by][reason] = None
        order = self._order
        return {
            target: tuple(
                Backlink(by, tuple(by_record[by]))
                for by in sorted(by_record, key=lambda by: order.get(by, -1))
            )
            for target, by_record in reasons.items()
        }

    @property
    @question
    def _order(self) -> Mapping[str, int]:
        """Which place each record has among all, by kind and title."""
        kinds, names = [kind.id for kind in self.kinds], self.names

        def place(id: str) -> tuple[int, tuple[int, ...], str]:
            return kinds.index(names[id].kind), sort_key(names[id].title), id

        return {id: number for number, id in enumerate(sorted(names, key=place))}

    @question
    def backlinks(self, id: str) -> tuple[Backlink, ...]:
        return self.all_backlinks.get(id, ())

    @question
    def mentioning(self, id: str, kind: str) -> tuple[str, ...]:
        """The ids of the records of a kind that mention a record."""
        names = self.names
        by = (link.record for link in self.backlinks(id))
        return tuple(other for other in by if other in names and names[other].kind == kind)

    # -- Words and addresses

    def full_address(self, address: str) -> str:
        """An address of the site in full; below the site's own where that is not known."""
        return f"{self.site_url}{address}"

    def identity(self, address: str) -> str:
        """What feeds and calendars know a thing by: a name that no other thing in the world has."""
        if self.site_url:
            return self.full_address(address)
        return uuid5(NAMESPACE_URL, f"{self.explainer.title}/{address}").urn

    def plain(self, text: str) -> str:
        """Prose as plain text, with the titles of the records that it links to."""
        joined = " ".join(prose.shown(text, self.title).split()).replace("**", "")
        return joined.replace(" .", ".").replace(" ,", ",").rstrip()

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
            "title": self.labels.gettext("Error on “{title}”", title=title),
            "page": urljoin(self.site_url, address(path)),
            "record": origin,
        }
        given = {name: value for name, value in fields.items() if value}
        return f"{self.repository}/issues/new?{urlencode(given)}"


def by_title(records: Iterable[R]) -> list[R]:
    return sorted(records, key=lambda record: (sort_key(record.heading), record.id))


def grouped(pairs: Iterable[tuple[K, V]]) -> Mapping[K, tuple[V, ...]]:
    groups: dict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return {key: tuple(values) for key, values in groups.items()}


def without_empty(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in ("", (), [], {}, None)}


def context(
    read: Archive, given: Settings | None = None, graph: Graph | None = None
) -> PageContext:
    """How to ask about an archive: about what of it is shown with these settings."""
    given, graph = given or Settings(), graph or Graph()
    graph.begin({archive: read if given.is_preview else read.published, settings: given})
    return PageContext(graph)
