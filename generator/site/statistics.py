"""The explainer in numbers, counted anew at each build: what it holds, and how sound it is."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.data.paths import HEALTH, STATISTICS, topic_path
from generator.kinds.claim import ClaimStatus, Stance, claim_statuses, claims_on
from generator.kinds.source import Read, Source
from generator.kinds.talk import talks
from generator.labels.labels import Labels, sort_key
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

    anchor: str  # `claims-by-status`
    title: str
    by: str  # the name of the property
    number: int  # of all of them
    categories: tuple[Category, ...]  # in the order of the table
    note: str = ""  # how they are counted, where that is no matter of course

    def bars(self, labels: Labels) -> list[tuple[str, int]]:
        """The categories with the most, in the order of the table, and the others in one."""
        most = sorted(self.categories, key=lambda category: -category.number)
        shown, others = set(most[:MOST]), most[MOST:]
        bars = [(own.label, own.number) for own in self.categories if own in shown]
        if others:
            label = labels.gettext("Others ({number})", number=labels.number(len(others)))
            bars.append((label, sum(category.number for category in others)))
        return bars

    @property
    def is_long(self) -> bool:
        """A table of screens' length is folded: whoever wants it opens it."""
        return len(self.categories) > 3 * MOST


def statistics_page(ctx: PageContext) -> Page:
    """What the explainer holds: charts, each above the table that it is a picture of."""
    labels, _ = ctx.labels, ctx.labels.gettext
    charts = []
    for found in breakdowns(ctx):
        title = _("{title}, as bars. The table below has the numbers.", title=found.title)
        charts.append((found, bars(labels, found.bars(labels), title)))
    return write_page(
        ctx,
        "statistics",
        STATISTICS,
        title=_("Statistics"),
        description=_(
            "How many claims, statements, sources and talks this explainer holds: by status, "
            "topic, speaker, year, language, standpoint and format."
        ),
        charts=charts,
    )


@question
def breakdowns(ctx: PageContext) -> tuple[Breakdown, ...]:
    """All numbers of the page. Most edits change none, and then the page stands as it is."""
    return (*_of_claims(ctx), *_of_statements(ctx), *_of_sources(ctx), *_of_talks(ctx))


def _of_claims(ctx: PageContext) -> Iterator[Breakdown]:
    number, _ = len(claim_statuses(ctx)), ctx.labels.gettext
    statuses = [
        Category(count.status.label, len(count.ids), count.path, count.status.id)
        for count in tally(ctx)
    ]
    title = _("Claims by status")
    yield Breakdown("claims-by-status", title, _("Status"), number, tuple(statuses))
    topics = (
        Category(label, len(claims_on(ctx, id)), topic_path(id))
        for id, label in ctx.explainer.topics.items()
    )
    note = _("A claim on several topics counts under each of them.")
    found, title = _most_first(topics), _("Claims by topic")
    yield Breakdown("claims-by-topic", title, _("Topic"), number, found, note)


def _of_statements(ctx: PageContext) -> Iterator[Breakdown]:
    found, _ = all_statements(ctx), ctx.labels.gettext
    number = len(found)
    speakers = Counter(said.speaker for said in found)
    named = (Category(ctx.title(id), n, ctx.name(id).path) for id, n in speakers.items())
    title = _("Statements by speaker")
    yield Breakdown("statements-by-speaker", title, _("Speaker"), number, _most_first(named))
    years = sorted(Counter(said.said.listed.year for said in found).items())
    note = _("A statement counts in the year in which the timeline lists it.")
    by_year = tuple(Category(str(year), said) for year, said in years)
    title = _("Statements by year")
    yield Breakdown("statements-by-year", title, _("Year"), number, by_year, note)


def _of_sources(ctx: PageContext) -> Iterator[Breakdown]:
    found, _ = ctx.of_kind(Source), ctx.labels.gettext
    languages = [ctx.labels.language_name(source.language) for source in found]
    title = _("Sources by language")
    yield _plain("sources-by-language", title, _("Language"), languages)
    standpoints, title = [source.standpoint for source in found], _("Sources by standpoint")
    note = _("Each source's standpoint is told in free words, so similar ones may stand apart.")
    yield _plain("sources-by-standpoint", title, _("Standpoint"), standpoints, note)


def _of_talks(ctx: PageContext) -> Iterator[Breakdown]:
    _, word = ctx.labels.gettext, ctx.labels.word
    formats = [word(talk.format) for talk in talks(ctx)]
    statuses = [word(talk.status) for talk in talks(ctx)]
    yield _plain("talks-by-format", _("Talks by format"), _("Format"), formats)
    yield _plain("talks-by-status", _("Talks by status"), _("Status"), statuses)


def _plain(anchor: str, title: str, by: str, values: Sequence[str], note: str = "") -> Breakdown:
    """Each thing has one value, about which there is no page."""
    numbers: Mapping[str, int] = Counter(values)
    categories = _most_first(Category(label, number) for label, number in numbers.items())
    return Breakdown(anchor, title, by, len(values), categories, note)


def _most_first(categories: Iterable[Category]) -> tuple[Category, ...]:
    return tuple(sorted(categories, key=lambda one: (-one.number, sort_key(one.label), one.path)))


def health_page(ctx: PageContext) -> Page:
    """How sound the explainer is, for readers and editors."""
    _ = ctx.labels.gettext
    claims = claim_statuses(ctx).values()
    assessed = [claim for claim in claims if claim.as_of]
    return write_page(
        ctx,
        "health",
        HEALTH,
        title=_("State of the explainer"),
        description=_(
            "How many quotations are proven, how the sources were read, how much is cited, and "
            "which claims need another look, counted at each build."
        ),
        statistics=all_citation_statistics(ctx),
        sources=_sources(ctx),
        number_of_sources=len(ctx.of_kind(Source)),
        statuses=tally(ctx),
        number_of_claims=len(claims),
        # Which claim has gone longest without an assessment; the first by id where several have.
        oldest=min(assessed, key=lambda claim: (claim.as_of, claim.claim), default=None),
        # With what is missing. Opinions and the like, which evidence cannot prove, miss nothing.
        one_sided=[(claim.claim, _lacking(ctx, claim)) for claim in claims if claim.missing],
    )


def _sources(ctx: PageContext) -> Mapping[str, int]:
    """How many were read and kept in which way, by the words for it."""
    sources, _ = ctx.of_kind(Source), ctx.labels.gettext
    covers = [print.covers for source in sources if (print := ctx.fingerprint(source.id))]
    return {
        **{ctx.labels.word(read): sum(source.read is read for source in sources) for read in Read},
        _("With an archived copy"): sum(source.archive_url is not None for source in sources),
        _("With a fingerprint of the whole text"): covers.count(Covers.WHOLE),
        _("With a fingerprint of an excerpt"): covers.count(Covers.EXCERPT),
    }


def _lacking(ctx: PageContext, claim: ClaimStatus) -> str:
    """Which side of the evidence its newest assessment lists nothing on, or that it lists none."""
    _, status = ctx.labels.gettext, ctx.explainer.status(claim.status).label
    if len(claim.missing) > 1:
        return _("{status}, nothing for or against", status=status)
    if claim.missing[0] is Stance.SUPPORTS:
        return _("{status}, nothing for", status=status)
    return _("{status}, nothing against", status=status)
