"""The lists: talks side by side, claims by status and topic, sources, and those of the context."""

from collections.abc import Mapping
from functools import partial
from math import ceil
from typing import Any, NamedTuple

from generator.core.text import initial
from generator.data.paths import TOPICS, index_of, topic_path
from generator.data.records import Status
from generator.kinds.claim import Claim, claim_card, claim_statuses, claims_on
from generator.kinds.kind import Kind, status_called
from generator.kinds.place import Place
from generator.kinds.source import Source
from generator.kinds.talk import Talk, talks
from generator.labels.labels import sort_key
from generator.query.context import PageContext, grouped
from generator.query.graph import question
from generator.site.geography import places_map
from generator.site.pages import home_crumb, write_page
from generator.site.site import Crumb, Page
from generator.site.writer import rendered

CLAIMS = index_of(Claim.KIND)
PER_PAGE = 200


def entity_list(ctx: PageContext, kind: Kind[Any]) -> Page:
    """All records of a kind, in groups, with what readers may filter them by."""
    path, _ = index_of(kind.names), ctx.labels.gettext
    return write_page(
        ctx,
        "entity_list",
        path,
        title=_(kind.title),
        description=_(kind.description),
        map=places_map(ctx, path) if kind.model is Place else None,
        facets={name: _(label) for name, label in kind.facets.items()},
        kind=kind,
        groups=grouped((kind.group(ctx, record), record) for record in kind.in_order(ctx)),
    )


def talk_list(ctx: PageContext) -> Page:
    return write_page(
        ctx,
        "talks",
        index_of(Talk.KIND),
        title=ctx.labels.gettext("Talks"),
        description=ctx.labels.ngettext(
            "One round, call or offer: when, where, who, and what came of it.",
            "All {number} rounds, calls and offers side by side: when, where, who, and what came "
            "of them.",
            len(talks(ctx)),
        ),
        meta={"hide": ["navigation", "toc"]},
        talks=talks(ctx),
    )


def source_list(ctx: PageContext) -> Page:
    sources = sorted(
        ctx.of_kind(Source), key=lambda source: (sort_key(source.publisher), source.id)
    )
    return write_page(
        ctx,
        "sources",
        index_of(Source.KIND),
        title=ctx.labels.gettext("Sources"),
        description=ctx.labels.ngettext(
            "One source, with publisher, date, language and whose voice it is.",
            "All {number} sources, with publisher, date, language and whose voice each of them is.",
            len(sources),
        ),
        number=len(sources),
        groups=grouped((initial(source.publisher), source) for source in sources),
        title_of=partial(_title, ctx),
    )


def _title(ctx: PageContext, source: Source) -> str:
    """The list is long enough without a font for other letters; the source's page has its title."""
    is_latin = not any(letter.isalpha() and letter > "\u024f" for letter in source.title)
    if is_latin:
        return source.title
    language = ctx.labels.language_name(source.language)
    return ctx.labels.gettext("page in {language}", language=language)


@question
def claim_cards(ctx: PageContext, id: str) -> Mapping[str, str]:
    """A claim as the lists show it: by the path of a list, from whose folder it links."""
    claim = ctx.find(id)
    if not isinstance(claim, Claim):
        return {}
    shown = claim_card(ctx, claim)
    # What stands in one folder links alike.
    return {path: rendered(ctx, "card", path, card=shown) for path in (CLAIMS, TOPICS)}


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
    _, crumbs = ctx.labels.gettext, (home_crumb(ctx),)
    return write_page(
        ctx,
        "claims",
        paths[number - 1],
        title=_("Claims") if number == 1 else _("Claims, page {page}", page=number),
        description=ctx.labels.ngettext(
            "One claim of {explainer}, with who made it, when, and what the evidence says.",
            "All {number} claims of {explainer}, with who made them, when, and what the evidence "
            "says.",
            len(claims),
            explainer=ctx.explainer.title,
        ),
        crumbs=crumbs if number == 1 else (*crumbs, Crumb(_("Claims"), CLAIMS)),
        total=len(claims),
        pages=[(path, _("Page {page}", page=at)) for at, path in enumerate(paths, start=1)],
        number=number,
        statuses=[(count, cards[count.status.id]) for count in counts if count.status.id in cards],
    )


class StatusCount(NamedTuple):
    """The claims that have a status, and on which page of claims they begin."""

    status: Status
    ids: tuple[str, ...]  # in the order in which they are listed
    path: str  # empty where no claim has the status


def tally(ctx: PageContext) -> list[StatusCount]:
    """The claims by status: all of the scale, and those not weighed yet if there are any."""
    found = claim_statuses(ctx).values()
    claims = grouped((claim.status, claim.claim) for claim in found)
    counts = []
    before = 0
    for word in (*(status.id for status in ctx.explainer.scale), ""):
        status, ids = status_called(ctx, word), claims.get(word, ())
        if ids or word:
            path = claim_list_path(before // PER_PAGE + 1) if ids else ""
            counts.append(StatusCount(status, ids, path))
        before += len(ids)
    return counts


def claim_list_path(number: int) -> str:
    return CLAIMS if number == 1 else f"{Claim.KIND.section}/page-{number}.md"


def topic_page(ctx: PageContext, topic: str) -> Page:
    label, _ = ctx.explainer.topics[topic], ctx.labels.gettext
    return write_page(
        ctx,
        "topic",
        topic_path(topic),
        title=label,
        description=_(
            "Claims about: {topic}. Who made them, when, and what the evidence says.", topic=label
        ),
        crumbs=(home_crumb(ctx), Crumb(_("Topics"), TOPICS)),
        cards=[claim_cards(ctx, claim)[TOPICS] for claim in claims_on(ctx, topic)],
    )


def topic_list(ctx: PageContext) -> Page:
    _, title = ctx.labels.gettext, ctx.explainer.title
    return write_page(
        ctx,
        "topics",
        TOPICS,
        title=_("Topics"),
        description=_("The topics of {explainer}, with the claims on each.", explainer=title),
        claims_on=claims_on,
    )
