"""The words that readers see for the values of the data, and for languages."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache

from babel import Locale

# By the vocabulary of the data that a value is of: a word of one may be a word of another, too.
_WORDS: Mapping[str, Mapping[str, str]] = {
    "ChangeKind": {
        "correction": "Correction",
        "update": "Update",
        "clarification": "Clarification",
    },
    "ClaimKind": {
        "factual": "Factual claim",
        "prediction": "Prediction",
        "opinion": "Opinion",
        "offer": "Offer",
        "allegation": "Allegation",
    },
    "OrganisationKind": {
        "state": "State",
        "body": "Body",
        "outlet": "Outlet",
        "channel": "Channel",
        "party": "Political party",
        "company": "Company",
        "group": "Group",
    },
    "OutcomeKind": {
        "agreed": "Agreed",
        "proposed": "Proposed",
        "refused": "Refused",
        "open": "Left open",
    },
    "Precision": {
        "exact": "exact",
        "approximate": "approximate",
    },
    "Read": {
        "full": "Read in full",
        "excerpt": "Read as an excerpt",
        "not-read": "Not read; listed as the original",
    },
    "RelationKind": {
        "repeats": "Repeats",
        "contradicts": "Contradicts",
        "narrows": "Narrows",
        "answers": "Answers",
    },
    "SourceType": {
        "news": "News",
        "official": "Official",
        "interview": "Interview",
        "transcript": "Transcript",
        "reference": "Reference work",
        "dataset": "Data set",
        "social": "Social media",
        "analysis": "Analysis",
    },
    "Stance": {
        "supports": "For",
        "contradicts": "Against",
        "context": "Context",
    },
    "TalkFormat": {
        "in-person": "In person",
        "online": "Online",
        "phone": "By phone",
        "shuttle": "Shuttle",
        "statement": "Statement",
    },
    "TalkStatus": {
        "held": "Held",
        "offered": "Offered",
        "cancelled": "Cancelled",
        "suspended": "Suspended",
    },
}


def words(value: StrEnum) -> str:
    """A value of the data as readers see it."""
    return _WORDS[type(value).__name__][value]


@cache
def language_name(code: str) -> str:
    """`uk` is `Ukrainian`; a code that CLDR does not know stays a code."""
    languages: Mapping[str, str] = Locale("en").languages
    return languages.get(code.replace("-", "_"), languages.get(code.partition("-")[0], code))
