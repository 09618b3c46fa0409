"""The words that readers see for the values of the data, and for languages."""

from collections.abc import Mapping
from functools import cache

from babel import Locale

from generator.data.records import (
    ChangeKind,
    ClaimKind,
    OrganisationKind,
    OutcomeKind,
    Precision,
    Read,
    RelationKind,
    SourceType,
    Stance,
    TalkFormat,
    TalkStatus,
)

Value = (
    ChangeKind
    | ClaimKind
    | OrganisationKind
    | OutcomeKind
    | Precision
    | Read
    | RelationKind
    | SourceType
    | Stance
    | TalkFormat
    | TalkStatus
)

_WORDS: tuple[tuple[Value, str], ...] = (
    (ChangeKind.CORRECTION, "Correction"),
    (ChangeKind.UPDATE, "Update"),
    (ChangeKind.CLARIFICATION, "Clarification"),
    (ClaimKind.FACTUAL, "Factual claim"),
    (ClaimKind.PREDICTION, "Prediction"),
    (ClaimKind.OPINION, "Opinion"),
    (ClaimKind.OFFER, "Offer"),
    (ClaimKind.ALLEGATION, "Allegation"),
    (OrganisationKind.STATE, "State"),
    (OrganisationKind.BODY, "Body"),
    (OrganisationKind.OUTLET, "Outlet"),
    (OrganisationKind.CHANNEL, "Channel"),
    (OrganisationKind.PARTY, "Political party"),
    (OrganisationKind.COMPANY, "Company"),
    (OrganisationKind.GROUP, "Group"),
    (OutcomeKind.AGREED, "Agreed"),
    (OutcomeKind.PROPOSED, "Proposed"),
    (OutcomeKind.REFUSED, "Refused"),
    (OutcomeKind.OPEN, "Left open"),
    (Precision.EXACT, "exact"),
    (Precision.APPROXIMATE, "approximate"),
    (Read.FULL, "Read in full"),
    (Read.EXCERPT, "Read as an excerpt"),
    (Read.NOT_READ, "Not read; listed as the original"),
    (RelationKind.REPEATS, "Repeats"),
    (RelationKind.CONTRADICTS, "Contradicts"),
    (RelationKind.NARROWS, "Narrows"),
    (RelationKind.ANSWERS, "Answers"),
    (SourceType.NEWS, "News"),
    (SourceType.OFFICIAL, "Official"),
    (SourceType.INTERVIEW, "Interview"),
    (SourceType.TRANSCRIPT, "Transcript"),
    (SourceType.REFERENCE, "Reference work"),
    (SourceType.DATASET, "Data set"),
    (SourceType.SOCIAL, "Social media"),
    (SourceType.ANALYSIS, "Analysis"),
    (Stance.SUPPORTS, "For"),
    (Stance.CONTRADICTS, "Against"),
    (Stance.CONTEXT, "Context"),
    (TalkFormat.IN_PERSON, "In person"),
    (TalkFormat.ONLINE, "Online"),
    (TalkFormat.PHONE, "By phone"),
    (TalkFormat.SHUTTLE, "Shuttle"),
    (TalkFormat.STATEMENT, "Statement"),
    (TalkStatus.HELD, "Held"),
    (TalkStatus.OFFERED, "Offered"),
    (TalkStatus.CANCELLED, "Cancelled"),
    (TalkStatus.SUSPENDED, "Suspended"),
)

# A word of one vocabulary is equal to the same word of another, and may be shown otherwise.
_BY_TYPE = {(type(value), value.value): shown for value, shown in _WORDS}


def words(value: Value) -> str:
    return _BY_TYPE[type(value), value]


@cache
def language_name(code: str) -> str:
    """`uk` is `Ukrainian`; a code that CLDR does not know stays a code."""
    languages: Mapping[str, str] = Locale("en").languages
    return languages.get(code.replace("-", "_"), languages.get(code.partition("-")[0], code))
