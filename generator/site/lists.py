"""The lists: talks side by side, claims by status and topic, sources, and those of the context."""

from collections.abc import Mapping
from math import ceil
from typing import Any, NamedTuple

from generator.core.text import initial
from generator.data.paths import TOPICS, index_of, topic_path
from generator.data.records import Status
from generator.kinds.claim import Claim, claim_card, claim_statuses, claims_on
from generator.kinds.kind import UNASSESSED, Kind
from generator.kinds.place import Place
from generator.kinds.source import Source
from generator.kinds.talk import Talk, talks
from generator.labels.english import language_name
from generator.query.context import PageContext, grouped
from generator.query.graph import question
from generator.site.geography import places_map
from generator.site.pages import HOME_CRUMB, write_page
from generator.site.site import Crumb, Page
from generator.site.writer import rendered

CLAIMS = index_of(Claim.KIND)
PER_PAGE = 200
_LISTS = (CLAIMS, TOPICS)  # what stands in one folder links alike


def entity_list(ctx: PageContext, kind: Kind[Any]) -> Page:
    """All records of a kind, in groups, with what readers may filter them by."""
    path = index_of(kind.names)
    return write_page(
        ctx,
        "entity_list",
        path,
        title=kind.title,
        description=kind.description,
        intro=kind.description,
        map=places_map(ctx, path) if kind.model is Place else None,
        facets=kind.facets,
        kind=kind,
        groups=grouped((kind.group(record), record) for record in kind.in_order(ctx)),
    )


def talk_list(ctx: PageContext) -> Page:
    return write_page(
        ctx,
        "talks",
        index_of(Talk.KIND),
        title="Talks",
        description=f"All {len(talks(ctx))} rounds, calls and offers side by side: when, where, "
        "who, and what came of them.",
        meta={"hide": ["navigation", "toc"]},
        talks=talks(ctx),
    )


def source_list(ctx: PageContext) -> Page:
    sources = sorted(
        ctx.of_kind(Source), key=lambda source: (source.publisher.casefold(), source.id)
    )
    return write_page(
        ctx,
        "sources",
        index_of(Source.KIND),
        title="Sources",
        description=f"All {len(sources)} sources, with publisher, date, language and whose voice "
        "each of them is.",
        number=len(sources),
        # By initial, each with its title and how many pages mention it.
        groups=grouped(
            (initial(source.publisher), (source, _title(source), len(ctx.backlinks(source.id))))
            for source in sources
        ),
    )


def _title(source: Source) -> str:
    """The list is long enough without a font for other letters; the source's page has its title."""
    is_latin = not any(letter.isalpha() and letter > "\u024f" for letter in source.title)
    return source.title if is_latin else f"page in {language_name(source.language)}"


@question
def claim_cards(ctx: PageContext, id: str) -> Mapping[str, str]:
    """A claim as the lists show it: by the path of a list, from whose folder it links."""
    claim = ctx.find(id)
    if not isinstance(claim, Claim):
        return {}
    shown = claim_card(ctx, claim)
    return {path: rendered(ctx, "card", path, card=shown) for path in _LISTS}


@question
def number_of_claim_pages(ctx: PageContext) -> int:
    """The list of claims goes on on further pages beyond PER_PAGE of them."""
    return max(1, ceil(len(claim_statuses(ctx)) / PER_PAGE))


def claim_list(ctx: PageContext, number: int) -> Page:
    """A page of the list of all claims; the first one is number 1."""
    counts = tally(ctx)
    claims = [(count.status.id, claim) for count in counts for claim in count.ids]
    part = claims[(number - 1) * PER_PAGE : number * PER_PAGE]
    cards = grouped((status, claim_cards(ctx, claim)[CLAIMS]) for status, claim in part)
    paths = [claim_list_path(at) for at in range(1, number_of_claim_pages(ctx) + 1)]
    crumbs = (HOME_CRUMB,)
    return write_page(
        ctx,
        "claims",
        paths[number - 1],
        title="Claims" if number == 1 else f"Claims, page {number}",
        description=f"All {len(claims)} claims of {ctx.explainer.title}, with who made them, "
        "when, and what the evidence says.",
        crumbs=crumbs if number == 1 else (*crumbs, Crumb("Claims", CLAIMS)),
        total=len(claims),
        pages=[(path, f"Page {at}") for at, path in enumerate(paths, start=1)],
        number=number,
        statuses=[(count, cards[count.status.id]) for count in counts if count.status.id in cards],
        topics=[(topic_path(id), label) for id, label in ctx.explainer.topics.items()],
    )


class StatusCount(NamedTuple):
    """The claims that have a status, and on which page of claims they begin."""

    status: Status
    ids: tuple[str, ...]  # in the order in which they are listed
    path: str  # empty where no claim has the status

    @property
    def number(self) -> int:
        return len(self.ids)


def tally(ctx: PageContext) -> list[StatusCount]:
    """The claims by status: all of the scale, and those not weighed yet if there are any."""
    found = claim_statuses(ctx).values()
    claims = grouped((claim.status or UNASSESSED.id, claim.claim) for claim in found)
    counts = []
    before = 0
    for status in (*ctx.explainer.scale, UNASSESSED):
        ids = claims.get(status.id, ())
        if ids or status is not UNASSESSED:
            path = claim_list_path(before // PER_PAGE + 1) if ids else ""
            counts.append(StatusCount(status, ids, path))
        before += len(ids)
    return counts


def claim_list_path(number: int) -> str:
    return CLAIMS if number == 1 else f"{Claim.KIND.section}/page-{number}.md"


def topic_page(ctx: PageContext, topic: str) -> Page:
    label = ctx.explainer.topics[topic]
    return write_page(
        ctx,
        "topic",
        topic_path(topic),
        title=label,
        description=f"Claims about: {label}. Who made them, when, and what the evidence says.",
        crumbs=(HOME_CRUMB, Crumb("Topics", TOPICS)),
        cards=[claim_cards(ctx, claim)[TOPICS] for claim in claims_on(ctx, topic)],
    )


def topic_list(ctx: PageContext) -> Page:
    return write_page(
        ctx,
        "topics",
        TOPICS,
        title="Topics",
        description=f"The topics of {ctx.explainer.title}, with the claims on each.",
        topics=[
            (topic_path(id), label, len(claims_on(ctx, id)))
            for id, label in ctx.explainer.topics.items()
        ],
    )
