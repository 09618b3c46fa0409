"""A kind of record: what all kinds have in common, for each kind's module to say otherwise."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from generator.core.dates import Date
from generator.core.text import initial
from generator.data.records import Entity, Record, Status
from generator.kinds.linked_data import Links, Node, entity_node
from generator.kinds.tables import Table
from generator.kinds.timeline import TimelineEntry
from generator.query.context import PageContext, by_title, grouped
from generator.query.statements import Attribution, statements_by

_SOURCE = "source"  # the kind whose titles others chose

R = TypeVar("R", bound=Record)
E = TypeVar("E", bound=Entity)


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of facts: a label, and what stands beside it; none is shown where that is nothing."""

    label: str
    words: str = ""
    ids: tuple[str | None, ...] = ()  # of records, which are linked to, in place of words


@dataclass(frozen=True, slots=True)
class CardWords:
    """What a card says beside the title of its record."""

    sort: str = ""  # within its kind
    byline: str = ""
    when: Date | None = None
    status: str = ""
    style: str = ""  # of the status


class Kind(Generic[R]):
    """How records of a kind are shown. What it says in its attributes are messages."""

    model: type[R]
    template: str  # of its page, in `generator/templates/`
    description = ""  # of the list of all of them
    rank: float = 0.5  # what it adds to the rank of a page in the search; see `hit` in its worker
    boost: float = 1  # in the theme's own search, where that is in use
    stands_alone = False  # it is worth its page where nothing else mentions it
    has_feed = False  # of the changes of each record
    lane = ""  # of the line of time, where it has entries there
    facets: Mapping[str, str] = {}  # names and labels of what readers filter the list by
    table: Table | None = None

    def __init__(self) -> None:
        self.names = self.model.KIND
        self.id, self.plural, self.folder, self.section = self.names

    @property
    def title(self) -> str:
        """Of the list of all of them."""
        return self.names.label

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
        others = [kind for kind in kinds if kind != _SOURCE]
        is_distinct = len(kinds) == 1 or (self.id != _SOURCE and len(others) == 1)
        return record.heading if is_distinct else self.distinct_title(ctx, record)

    def in_order(self, ctx: PageContext) -> Sequence[R]:
        """All of them in the order of the list."""
        return by_title(ctx.of_kind(self.model))

    def group(self, ctx: PageContext, record: R) -> str:
        """The heading under which it stands in the list."""
        return initial(record.heading)

    def note(self, ctx: PageContext, record: R) -> str:
        """What stands beside its name in the list."""
        return ""

    def facets_of(self, ctx: PageContext, record: R) -> Mapping[str, Sequence[str]]:
        """Its values of the `facets`, by their names."""
        return {}

    def distinct_title(self, ctx: PageContext, record: R) -> str:
        """A longer title, where another record has the same."""
        return f"{record.heading} ({ctx.labels.gettext(self.names.singular).lower()})"

    def entry(self, ctx: PageContext, record: R) -> TimelineEntry | None:
        """Its own entry in the timeline; its statements have theirs."""
        return None

    def card(self, ctx: PageContext, record: R) -> CardWords:
        return CardWords()

    def spellings(self, record: R) -> Sequence[str]:
        """Other words under which people search for it."""
        return ()

    def found_as(self, ctx: PageContext, record: R, description: str) -> str:
        """A line under the title in the search, which does not say the title again."""
        return description

    def state(self, ctx: PageContext, record: R) -> tuple[Date | None, tuple[str, ...]]:
        """The date, and id and label of the status, by which a reader tells it from others."""
        return self.card(ctx, record).when, ()


class EntityKind(Kind[E]):
    """A kind of the context: people, places and all else that has names."""

    template = "context"

    def describe(self, ctx: PageContext, record: E) -> str:
        summary = ctx.plain(self.summary(record))
        if summary:
            return summary
        places = {"title": record.heading, "explainer": ctx.explainer.title}
        return ctx.labels.gettext("{title} in {explainer}", **places)

    def summary(self, record: E) -> str:
        return record.summary or ""

    def values(self, ctx: PageContext, record: E) -> dict[str, Any]:
        return {
            "summary": self.summary(record),
            "facts": self.facts(ctx, record),
            "said": by_matter_and_day(statements_by(ctx, record.id)),
        }

    def facts(self, ctx: PageContext, record: E) -> list[Fact]:
        return []

    def node(self, links: Links, record: E) -> Node:
        return entity_node(links, record)

    def spellings(self, record: E) -> Sequence[str]:
        others = (*record.names.values(), *record.also)
        return tuple(dict.fromkeys(name for name in others if name != record.heading))


def by_matter_and_day(statements: Sequence[Attribution]) -> list[tuple[Attribution, ...]]:
    """What someone said of a matter on a day is in one group: pages of others give it a line."""
    return list(grouped(((s.record, s.speaker, s.said.text), s) for s in statements).values())


# Which style of the theme each status has: its colour and its shape.
STYLES = {
    **dict.fromkeys(("supported", "agreed", "held"), "supported"),
    **dict.fromkeys(("disputed", "proposed", "offered"), "disputed"),
    **dict.fromkeys(("contradicted", "refused", "cancelled"), "contradicted"),
    **dict.fromkeys(("unverified", "open", "suspended"), "unverified"),
}
# A scale may have words of its own: then their ratings say what they come to.
_BY_RATING = {1: "contradicted", 2: "contradicted", 3: "disputed", 4: "supported", 5: "supported"}


def style_of(status: Status) -> str:
    """The style of a status of the declared scale; without a rating, an unknown one is plain."""
    return STYLES.get(status.id) or _BY_RATING.get(status.rating or 0, "plain")


def status_called(ctx: PageContext, word: str) -> Status:
    """The status by its id; no word where nothing is assessed yet."""
    if word:
        return ctx.explainer.status(word)
    _ = ctx.labels.gettext
    return Status.model_construct(
        id="unassessed", label=_("Not assessed yet"), meaning=_("Not yet weighed.")
    )
