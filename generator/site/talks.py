"""The page of a talk, and all talks side by side."""

from dataclasses import dataclass

from generator.site import questions
from generator.core.dates import Date
from generator.data.kinds import BY_ID
from generator.data.records import Claim, Delegate, Person, Talk, TalkStatus
from generator.site.claims import ClaimCard, card
from generator.site.page_context import PageContext
from generator.site.paths import HOME
from generator.site.site import Crumb, Page
from generator.site.statements import statement_views
from generator.labels.english import words

INDEX = "talks/index.md"


@dataclass(frozen=True, slots=True)
class DelegateView:
    person: str
    role: str
    is_head: bool


@dataclass(frozen=True, slots=True)
class SideView:
    organisation: str
    delegates: list[DelegateView]


@dataclass(frozen=True, slots=True)
class TalkRow:
    """A talk in the list of all talks."""

    id: str
    path: str
    title: str
    when: Date
    year: int
    place: str  # an id; empty for calls and video links
    format: str
    status: str
    status_id: str
    sides: tuple[str, ...]
    outcome: str  # prose


def talk_page(ctx: PageContext, talk: Talk) -> Page:
    return ctx.record_page(
        "talk",
        talk,
        ctx.plain(talk.summary),
        when=talk.span.words,
        format=words(talk.format),
        status=words(talk.status),
        sides_label="Invited" if talk.status is TalkStatus.OFFERED else "Delegations",
        sides=[
            SideView(side.organisation, [_delegate(ctx, one) for one in side.delegates])
            for side in talk.parties
        ],
        outcomes=[(words(one.kind), one.kind.value, one.text) for one in talk.outcomes],
        followers=list(ctx.ask(questions.followers, talk.id)),
        statements=statement_views(ctx, talk),
        claims=_claims(ctx, talk),
    )


def _delegate(ctx: PageContext, delegate: Delegate) -> DelegateView:
    """A delegate with the role that the talk names, or the only one that the person has."""
    person = ctx.record(delegate.person)
    assert isinstance(person, Person)
    only = person.roles[0].title if len(person.roles) == 1 else ""
    return DelegateView(delegate.person, delegate.role or only, delegate.head)


def _claims(ctx: PageContext, talk: Talk) -> list[ClaimCard]:
    """The claims that mention the talk."""
    records = (
        ctx.record(id) for id in ctx.ask(questions.mentioning, talk.id, "claim")
    )
    return [card(ctx, record) for record in records if isinstance(record, Claim)]


def talk_row(talk: Talk) -> TalkRow:
    return TalkRow(
        id=talk.id,
        path=f"talks/{talk.id}.md",
        title=talk.title,
        when=talk.span,
        year=talk.start.listed.year,
        place=talk.place or "",
        format=words(talk.format),
        status=words(talk.status),
        status_id=talk.status.value,
        sides=tuple(side.organisation for side in talk.parties),
        outcome=talk.outcomes[0].text if talk.outcomes else "",
    )


def talks_index(ctx: PageContext) -> Page:
    rows = [talk_row(talk) for talk in ctx.ask(questions.talks)]
    years = dict.fromkeys(row.year for row in rows)
    return ctx.page(
        "talks",
        INDEX,
        title="Talks",
        description=f"All {len(rows)} rounds, calls and offers side by side: when, where, who, "
        "and what came of them.",
        crumbs=(Crumb("Home", HOME),),
        meta={"hide": ["navigation", "toc"]},
        years=[(year, [row for row in rows if row.year == year]) for year in years],
    )
