"""The names of languages, from CLDR."""

from collections.abc import Mapping
from functools import cache

from babel import Locale


@cache
def language_name(code: str) -> str:
    """`uk` is `Ukrainian`; a code that CLDR does not know stays a code."""
    languages: Mapping[str, str] = Locale("en").languages
    return languages.get(code.replace("-", "_"), languages.get(code.partition("-")[0], code))
