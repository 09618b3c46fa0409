"""The explainer in numbers, counted anew at each build: what it holds, and how sound it is."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.core.text import listed
from generator.data.paths import HEALTH, STATISTICS, topic_path
from generator.kinds.claim import claim_statuses, claims_on
from generator.kinds.source import Read, Source
from generator.kinds.talk import talks
from generator.labels.english import language_name, words
from generator.proof.fingerprint import Covers
from generator.query.context import PageContext
from generator.query.graph import question
from generator.query.statements import all_citation_statistics, all_statements
from generator.site.charts import bars
from generator.site.lists import tally
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
    """What the explainer holds: charts, each above the table that it is a picture of."""
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
        Category(count.status.label, count.number, count.path, count.status.id)
        for count in tally(ctx)
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
    speakers = Counter(said.speaker for said in found)
    named = (Category(ctx.title(id), n, ctx.name(id).path) for id, n in speakers.items())
    yield Breakdown("statements", "speaker", len(found), _most_first(named))
    years = sorted(Counter(said.said.listed.year for said in found).items())
    note = "A statement counts in the year in which the timeline lists it."
    by_year = tuple(Category(str(year), number) for year, number in years)
    yield Breakdown("statements", "year", len(found), by_year, note)


def _of_sources(ctx: PageContext) -> Iterator[Breakdown]:
    found = ctx.of_kind(Source)
    yield _plain("sources", "language", [language_name(source.language) for source in found])
    note = "Each source's standpoint is told in free words, so similar ones may stand apart."
    yield _plain("sources", "standpoint", [source.standpoint for source in found], note)


def _of_talks(ctx: PageContext) -> Iterator[Breakdown]:
    found = talks(ctx)
    yield _plain("talks", "format", [words(talk.format) for talk in found])
    yield _plain("talks", "status", [words(talk.status) for talk in found])


def _plain(plural: str, by: str, values: Sequence[str], note: str = "") -> Breakdown:
    """Each thing has one value, about which there is no page."""
    numbers: Mapping[str, int] = Counter(values)
    categories = _most_first(Category(label, number) for label, number in numbers.items())
    return Breakdown(plural, by, len(values), categories, note)


def _most_first(categories: Iterable[Category]) -> tuple[Category, ...]:
    return tuple(
        sorted(categories, key=lambda category: (-category.number, category.label, category.path))
    )


def health_page(ctx: PageContext) -> Page:
    """How sound the explainer is, for readers and editors."""
    assessed = [claim for claim in claim_statuses(ctx).values() if claim.as_of]
    return write_page(
        ctx,
        "health",
        HEALTH,
        title="State of the explainer",
        description="How many quotations are proven, how the sources were read, how much is cited, "
        "and which claims need another look, counted at each build.",
        share=share,
        statistics=all_citation_statistics(ctx),
        sources=_sources(ctx),
        number_of_sources=len(ctx.of_kind(Source)),
        claims=tally(ctx),
        number_of_claims=len(claim_statuses(ctx)),
        # Which claim has gone longest without an assessment; the first by id where several have.
        oldest=min(assessed, key=lambda claim: (claim.as_of, claim.claim), default=None),
        one_sided=_one_sided(ctx),
    )


def share(number: int, of: int) -> str:
    """Rounded down, so that all but one is never shown as all; nor is one shown as none."""
    if not of:
        return "–"
    whole = 100 * number // of
    return "under 1 %" if number and not whole else f"{whole} %"


def _sources(ctx: PageContext) -> Mapping[str, int]:
    """How many were read and kept in which way, by the words for it."""
    sources = ctx.of_kind(Source)
    prints = [ctx.fingerprint(source.id) for source in sources]
    covers = [fingerprint.covers for fingerprint in prints if fingerprint]
    return {
        **{words(read): sum(source.read is read for source in sources) for read in Read},
        "With an archived copy": sum(source.archive_url is not None for source in sources),
        "With a fingerprint of the whole text": covers.count(Covers.WHOLE),
        "With a fingerprint of an excerpt": covers.count(Covers.EXCERPT),
    }


def _one_sided(ctx: PageContext) -> list[tuple[str, str]]:
    """Claims whose newest assessment lists no evidence for them, or none against them, with that.

    Opinions, offers and predictions, which evidence cannot prove, are left out.
    """
    return [
        (
            claim.claim,
            f"{ctx.explainer.status(claim.status).label}, nothing {listed(claim.missing, 'or')}",
        )
        for claim in claim_statuses(ctx).values()
        if claim.missing
    ]
