"""The words that readers see for the values of the data, and for languages."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache

from babel import Locale

# What readers see where it is not just the value in capitals. By the vocabulary of the data that a
# value is of: a word of one may be a word of another, too.
_WORDS: Mapping[str, Mapping[str, str]] = {
    "ClaimKind": {"factual": "Factual claim"},
    "OrganisationKind": {"party": "Political party"},
    "OutcomeKind": {"open": "Left open"},
    "Precision": {"exact": "exact", "approximate": "approximate"},
    "Read": {
        "full": "Read in full",
        "excerpt": "Read as an excerpt",
        "not-read": "Not read; listed as the original",
    },
    "SourceType": {
        "reference": "Reference work",
        "dataset": "Data set",
        "social": "Social media",
    },
    "Stance": {"supports": "For", "contradicts": "Against"},
    # A quotation that departs from its source is an error: it never reaches a page.
    "State": {
        "proven": "Found in the source, word for word, by machine.",
        "outside": "Not machine-checked: only an excerpt of the source was read.",
        "unchecked": "Not machine-checked.",
        "departs": "Not as in the source.",
    },
    "TalkFormat": {"phone": "By phone"},
}


def words(value: StrEnum) -> str:
    """A value of the data as readers see it."""
    own = _WORDS.get(type(value).__name__, {})
    return own.get(value) or value.replace("-", " ").capitalize()


@cache
def language_name(code: str) -> str:
    """`uk` is `Ukrainian`; a code that CLDR does not know stays a code."""
    languages: Mapping[str, str] = Locale("en").languages
    return languages.get(code.replace("-", "_"), languages.get(code.partition("-")[0], code))
