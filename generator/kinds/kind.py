"""A kind of record: what all kinds have in common, for each kind's module to say otherwise."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from generator.core.dates import Date
from generator.core.text import counted, initial
from generator.data.records import Entity, KindNames, Record, Status
from generator.kinds.linked_data import Links, Node, entity_node
from generator.kinds.tables import Table
from generator.kinds.timeline import TimelineEntry
from generator.labels.english import language_name
from generator.query.context import PageContext, by_title
from generator.query.statements import Attribution, statements_by

_SOURCE = "source"  # the kind whose titles others chose

R = TypeVar("R", bound=Record)
E = TypeVar("E", bound=Entity)


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of facts: a label and what stands beside it, as ids, prose or plain words."""

    label: str
    ids: tuple[str, ...] = ()
    words: str = ""


@dataclass(frozen=True, slots=True)
class NameView:
    lang: str
    language: str
    name: str


@dataclass(frozen=True, slots=True)
class ListEntry:
    """A record in a list."""

    id: str
    group: str  # the heading under which it stands
    note: str
    facets: Mapping[str, Sequence[str]]  # by which readers filter the list; see `Kind.facets`


@dataclass(frozen=True, slots=True)
class SaidView:
    """A line in the list of what someone said."""

    path: str
    title: str
    anchor: str
    when: str
    number: str  # "3 statements" where there are several


@dataclass(frozen=True, slots=True)
class CardWords:
    """What a card says beside the title of its record."""

    sort: str = ""  # within its kind
    byline: str = ""
    when: Date | None = None
    status: str = ""
    style: str = ""  # of the status


class Kind(Generic[R]):
    """How records of a kind are shown."""

    model: type[R]
    template: str  # of its page, in `generator/templates/`
    description = ""  # of the list of all of them
    list_title = ""  # where it is another than the kind's plural
    rank: float = 0.5  # what it adds to the rank of a page in the search; see `hit` in its worker
    boost: float = 1  # in the theme's own search, where that is in use
    stands_alone = False  # it is worth its page where nothing else mentions it
    has_feed = False  # of the changes of each record
    lane = ""  # of the line of time, where it has entries there
    facets: Mapping[str, str] = {}  # names and labels of what readers filter the list by
    table: Table | None = None

    @property
    def names(self) -> KindNames:
        return self.model.KIND

    @property
    def id(self) -> str:
        return self.names.id

    @property
    def plural(self) -> str:
        return self.names.plural

    @property
    def folder(self) -> str:
        return self.names.folder

    @property
    def section(self) -> str:
        return self.names.section

    @property
    def title(self) -> str:
        """Of the list of all of them."""
        return self.list_title or self.names.label

    def describe(self, ctx: PageContext, record: R) -> str:
        """The record in a sentence of plain text, for search engines."""
        raise NotImplementedError

    def values(self, ctx: PageContext, record: R) -> dict[str, Any]:
        """What the template of its page shows beside what all pages of records have."""
        raise NotImplementedError

    def node(self, links: Links, record: R) -> Node:
        """What the page is about, in the words of schema.org."""
        raise NotImplementedError

    def page_title(self, ctx: PageContext, record: R) -> str:
        """Its title, with a word more where that of another is the same."""
        kinds = ctx.namesakes(record.heading)
        if len(kinds) == 1:
            return record.heading
        others = [kind for kind in kinds if kind != _SOURCE]
        is_distinct = self.id != _SOURCE and len(others) == 1
        return record.heading if is_distinct else self.distinct_title(record)

    def entries(self, ctx: PageContext) -> list[ListEntry]:
        """The list of all of them, in its order."""
        records = by_title(ctx.of_kind(self.model))
        return [
            ListEntry(one.id, initial(one.heading), self.note(one), self.facets_of(ctx, one))
            for one in records
        ]

    def note(self, record: R) -> str:
        """What stands beside its name in the list."""
        del record
        return ""

    def facets_of(self, ctx: PageContext, record: R) -> Mapping[str, Sequence[str]]:
        """Its values of the `facets`, by their names."""
        del ctx, record
        return {}

    def distinct_title(self, record: R) -> str:
        """A longer title, where another record has the same."""
        return f"{record.heading} ({self.id})"

    def entry(self, record: R) -> TimelineEntry | None:
        """Its own entry in the timeline; its statements have theirs."""
        del record
        return None

    def card(self, ctx: PageContext, record: R) -> CardWords:
        del ctx, record
        return CardWords()

    def spellings(self, record: R) -> Sequence[str]:
        """Other words under which people search for it."""
        del record
        return ()

    def found_as(self, ctx: PageContext, record: R, description: str) -> str:
        """A line under the title in the search, which does not say the title again."""
        del ctx, record
        return description

    def state(self, ctx: PageContext, record: R) -> tuple[Date | None, tuple[str, ...]]:
        """The date, and id and label of the status, by which a reader tells it from others."""
        del ctx, record
        return None, ()


class EntityKind(Kind[E]):
    """A kind of the context: people, places and all else that has names."""

    template = "context"

    def describe(self, ctx: PageContext, record: E) -> str:
        summary = ctx.plain(self.summary(record))
        return summary or f"{record.heading} in {ctx.explainer.title}"

    def summary(self, record: E) -> str:
        return record.summary or ""

    def values(self, ctx: PageContext, record: E) -> dict[str, Any]:
        return {
            "summary": self.summary(record),
            "text": record.body or "",
            "facts": self.facts(ctx, record),
            "names": [
                NameView(lang, language_name(lang), name)
                for lang, name in sorted(record.names.items())
            ],
            "also": record.also,
            "roles": [],
            "provisions": (),
            "said": said_views(statements_by(ctx, record.id)),
        }

    def facts(self, ctx: PageContext, record: E) -> list[Fact]:
        del ctx, record
        return []

    def node(self, links: Links, record: E) -> Node:
        return entity_node(links, record)

    def spellings(self, record: E) -> Sequence[str]:
        others = (*record.names.values(), *record.also)
        return tuple(dict.fromkeys(one for one in others if one != record.heading))


def said_views(statements: Sequence[Attribution]) -> list[SaidView]:
    """One line for all that someone said of a matter on a day, with how many statements it is."""
    of_a_day: dict[tuple[str, str, str], list[Attribution]] = {}
    for one in statements:
        of_a_day.setdefault((one.record, one.speaker, one.said.text), []).append(one)
    return [
        SaidView(
            first.path,
            first.title,
            first.anchor,
            first.said.words,
            counted(1 + len(others), "statement") if others else "",
        )
        for first, *others in of_a_day.values()
    ]


# Which style of the theme each status has: its colour and its shape.
_STYLES = {
    "supported": ("supported", "agreed", "held"),
    "disputed": ("disputed", "proposed", "offered"),
    "contradicted": ("contradicted", "refused", "cancelled"),
    "unverified": ("unverified", "open", "suspended"),
}
_BY_STATUS = {status: name for name, statuses in _STYLES.items() for status in statuses}
# A scale may have words of its own: then their ratings say what they come to.
_BY_RATING = {
    1: "contradicted",
    2: "contradicted",
    3: "disputed",
    4: "supported",
    5: "supported",
}
PLAIN = "plain"


def style(status: str) -> str:
    """The style of a status by its id; one that the styles do not know is plain."""
    return _BY_STATUS.get(status, PLAIN)


def style_of(status: Status) -> str:
    """The style of a status of the declared scale; without a rating, an unknown one is plain."""
    known = style(status.id)
    return _BY_RATING.get(status.rating or 0, PLAIN) if known == PLAIN else known


UNASSESSED = Status(id="unassessed", label="Not assessed yet", meaning="Not yet weighed.")


def status_called(ctx: PageContext, word: str) -> Status:
    """The status by its id; no word where nothing is assessed yet."""
    return ctx.explainer.status(word) if word else UNASSESSED
