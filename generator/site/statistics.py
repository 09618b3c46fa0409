"""What the explainer holds, in numbers: charts, each above the table that it is a picture of."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.data.paths import STATISTICS, topic_path
from generator.kinds.claim import claim_statuses, claims_on
from generator.kinds.source import Source
from generator.kinds.talk import talks
from generator.labels.english import language_name, words
from generator.query.context import PageContext
from generator.query.graph import question
from generator.query.statements import all_statements
from generator.site.charts import bars
from generator.site.claim_lists import tally
from generator.site.health import share
from generator.site.pages import write_page
from generator.site.site import Page

MOST = 15  # bars of a chart; what is beyond them is one bar more


class Category(NamedTuple):
    label: str
    number: int
    path: str = ""  # of a page about it
    anchor: str = ""  # where on that page


class Breakdown(NamedTuple):
    """All records or statements of a sort, by one of their properties."""

    plural: str  # "claims"
    by: str  # "status"
    number: int  # of all of them
    categories: tuple[Category, ...]  # in the order of the table
    note: str = ""  # how they are counted, where that is no matter of course

    @property
    def title(self) -> str:
        return f"{self.plural.capitalize()} by {self.by}"

    @property
    def anchor(self) -> str:
        return f"{self.plural}-by-{self.by}"

    @property
    def bars(self) -> list[tuple[str, int]]:
        """The categories with the most, in the order of the table, and the others in one."""
        most = sorted(self.categories, key=lambda category: -category.number)
        shown, others = set(most[:MOST]), most[MOST:]
        bars = [(own.label, own.number) for own in self.categories if own in shown]
        rest = f"Others ({len(others)})", sum(category.number for category in others)
        return [*bars, rest] if others else bars

    @property
    def is_long(self) -> bool:
        """A table of screens' length is folded: whoever wants it opens it."""
        return len(self.categories) > 3 * MOST


def statistics_page(ctx: PageContext) -> Page:
    return write_page(
        ctx,
        "statistics",
        STATISTICS,
        title="Statistics",
        description="How many claims, statements, sources and talks this explainer holds: by "
        "status, topic, speaker, year, language, standpoint and format.",
        charts=[
            (found, bars(found.bars, f"{found.title}, as bars. The table below has the numbers."))
            for found in breakdowns(ctx)
        ],
        share=share,
    )


@question
def breakdowns(ctx: PageContext) -> tuple[Breakdown, ...]:
    """All numbers of the page. Most edits change none, and then the page stands as it is."""
    return (*_of_claims(ctx), *_of_statements(ctx), *_of_sources(ctx), *_of_talks(ctx))


def _of_claims(ctx: PageContext) -> Iterator[Breakdown]:
    number = len(claim_statuses(ctx))
    statuses = [
        Category(one.status.label, one.number, one.path, one.status.id) for one in tally(ctx)
    ]
    yield Breakdown("claims", "status", number, tuple(statuses))
    topics = (
        Category(label, len(claims_on(ctx, id)), topic_path(id))
        for id, label in ctx.explainer.topics.items()
    )
    note = "A claim on several topics counts under each of them."
    yield Breakdown("claims", "topic", number, _most_first(topics), note)


def _of_statements(ctx: PageContext) -> Iterator[Breakdown]:
    found = all_statements(ctx)
    speakers = Counter(one.speaker for one in found)
    named = (Category(ctx.title(id), n, ctx.name(id).path) for id, n in speakers.items())
    yield Breakdown("statements", "speaker", len(found), _most_first(named))
    years = sorted(Counter(one.said.listed.year for one in found).items())
    note = "A statement counts in the year in which the timeline lists it."
    by_year = tuple(Category(str(year), number) for year, number in years)
    yield Breakdown("statements", "year", len(found), by_year, note)


def _of_sources(ctx: PageContext) -> Iterator[Breakdown]:
    found = ctx.of_kind(Source)
    yield _plain("sources", "language", [language_name(one.language) for one in found])
    note = "Each source's standpoint is told in free words, so similar ones may stand apart."
    yield _plain("sources", "standpoint", [one.standpoint for one in found], note)


def _of_talks(ctx: PageContext) -> Iterator[Breakdown]:
    found = talks(ctx)
    yield _plain("talks", "format", [words(one.format) for one in found])
    yield _plain("talks", "status", [words(one.status) for one in found])


def _plain(plural: str, by: str, values: Sequence[str], note: str = "") -> Breakdown:
    """Each thing has one value, about which there is no page."""
    numbers: Mapping[str, int] = Counter(values)
    categories = _most_first(Category(label, number) for label, number in numbers.items())
    return Breakdown(plural, by, len(values), categories, note)


def _most_first(categories: Iterable[Category]) -> tuple[Category, ...]:
    return tuple(sorted(categories, key=lambda one: (-one.number, one.label, one.path)))
