"""The words of the interface in a site's language, and dates, numbers, lists and order by CLDR.

Messages are written in English where they are used. A language is one file beside this one, as
gettext knows it: `uk.po`, begun from `explainer.pot` by `pybabel init`.
"""

import gettext
import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache, partial
from io import BytesIO
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent
from pyuca import Collator

from generator.core.dates import Date, Point

FOLDER = Path(__file__).parent
ENGLISH = "en"  # the language of the messages
_DIALECTS = {ENGLISH: "en_GB"}  # the words are those of British English, and so are the dates

_SHORT_MONTH = re.compile(r"(?<!M)([ML])\1\1(?!\1)")

# Values of the data that readers see as something else than the value in capitals, by their type.
VALUES: Mapping[str, Mapping[str, str]] = {
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


def N_(message: str) -> str:  # noqa: N802 - gettext's own name
    """Marks a message that is translated where it is shown."""
    return message


class EnglishText(str):
    """A message in English on a site in another language: its pages mark it so."""

    __slots__ = ()


def joined(separator: str, words: Iterable[str]) -> str:
    """Words in a row; English if one of them is."""
    found = [*words]
    row = separator.join(found)
    return EnglishText(row) if any(isinstance(word, EnglishText) for word in found) else row


class _Untranslated(gettext.NullTranslations):
    def gettext(self, message: str) -> str:
        return EnglishText(message)

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        return EnglishText(singular if number == 1 else plural)

    def pgettext(self, context: str, message: str) -> str:
        del context
        return EnglishText(message)


class Labels:
    """All that a language says and how it says it. What its catalogue lacks is in English."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.locale = _locale(language)
        self._catalogue = _catalogue(language)
        compiled = BytesIO()
        write_mo(compiled, self._catalogue)
        compiled.seek(0)
        self._messages = gettext.GNUTranslations(compiled)
        if _base(language) != ENGLISH:
            self._messages.add_fallback(_Untranslated())
        self._dates: dict[str, str] = {}  # in words, by text

    def gettext(self, message: str, **values: object) -> str:
        """A message with its named places filled in: `gettext("Since {date}", date=…)`."""
        return _filled(self._messages.gettext(message), values)

    def ngettext(self, singular: str, plural: str, number: int, **values: object) -> str:
        """The form of a message that goes with a number, which stands at `{number}`."""
        message = self._messages.ngettext(singular, plural, number)
        return _filled(message, {"number": self.number(number), **values})

    def word(self, value: StrEnum) -> str:
        """A value of the data as readers see it; it may have other translations in other types."""
        return self._messages.pgettext(type(value).__name__, word(value))

    @property
    def for_theme(self) -> Mapping[str, Any]:
        """The translations by message, and whether English is to be marked where there is none."""
        found = (one for one in self._catalogue if isinstance(one.id, str) and not one.context)
        labels = {one.id: one.string for one in found if one.id}
        return {"labels": labels, "labels_missing": _base(self.language) != ENGLISH}

    def date(self, when: Date) -> str:
        """`28 February 2022`, `about May 2022`, `14–17 March 2022`, `since May 2022`."""
        shown = self._dates.get(when.text)
        if shown is None:
            shown = self._dates[when.text] = self._in_words(when)
        return shown

    def month(self, when: Date) -> str:
        """The heading under which a chronicle lists a date: `March 2022`, or only `2022`."""
        begin, end = when.ends
        point = begin or end
        assert point, when
        return self._point(Point(point.year, point.month))

    def number(self, number: float) -> str:
        return format_decimal(number, locale=self.locale)

    def share(self, number: int, of: int) -> str:
        """In percent, rounded down, so that all but one is never shown as all; nor one as none."""
        if not of:
            return "–"
        whole = 100 * number // of
        if number and not whole:
            return self.gettext("under {share}", share=format_percent(0.01, locale=self.locale))
        return format_percent(whole / 100, locale=self.locale)

    def listed(self, words: Iterable[str]) -> str:
        """`a`, `a and b`, `a, b and c`."""
        return format_list(list(words), locale=self.locale)

    def language_name(self, code: str) -> str:
        """`uk` is `Ukrainian`; a code that CLDR does not know stays a code."""
        names: Mapping[str, str] = self.locale.languages
        return names.get(code.replace("-", "_"), names.get(code.partition("-")[0], code))

    def _in_words(self, when: Date) -> str:
        begin, end = when.ends
        if begin and end:
            return self._point(begin) if begin is end else self._interval(begin, end)
        if begin:
            return self.gettext("since {date}", date=self._point(begin))
        assert end, when
        return self.gettext("until {date}", date=self._point(end))

    def _point(self, point: Point) -> str:
        day = date(point.year, point.month or 1, point.day or 1)
        if point.day:
            shown = format_date(day, "long", locale=self.locale)
        else:
            shown = format_skeleton("yMMMM" if point.month else "y", day, locale=self.locale)
        match point.qualifier:
            case "~":
                return self.gettext("about {date}", date=shown)
            case "?":
                return self.gettext("possibly {date}", date=shown)
            case "%":
                return self.gettext("possibly about {date}", date=shown)
        return shown

    def _interval(self, begin: Point, end: Point) -> str:
        """Both ends, without what they share: `14–17 March 2022`, `28 February – 3 March 2022`."""
        formats = self.locale.interval_formats
        patterns: Sequence[str] = ()
        if begin.year == end.year and not (begin.qualifier or end.qualifier):
            if begin.day and end.day:  # CLDR has the pattern with short names of months
                short = formats["yMMMd"]["d" if begin.month == end.month else "M"]
                patterns = [_SHORT_MONTH.sub(r"\g<0>\1", pattern) for pattern in short]
            elif begin.month and end.month and not (begin.day or end.day):
                patterns = formats["yMMMM"]["M"]
        if patterns:
            days = (date(point.year, point.month or 1, point.day or 1) for point in (begin, end))
            shown = "".join(map(partial(format_date, locale=self.locale), days, patterns))
        else:
            shown = formats[None].format(self._point(begin), self._point(end))
        return shown.replace("\u2009", " ")  # a thin space is not found as it is typed


def _filled(message: str, values: Mapping[str, object]) -> str:
    """English that is known as such stays so; `format` alone would make a plain text of it."""
    return type(message)(message.format(**values)) if values else message


def word(value: StrEnum) -> str:
    """A value of the data in English."""
    own = VALUES.get(type(value).__name__, {})
    return own.get(value) or value.replace("-", " ").capitalize()


@cache
def labels_in(language: str) -> Labels:
    return Labels(language)


def has_catalogue(language: str) -> bool:
    return _base(language) == ENGLISH or _file(language) is not None


@lru_cache(maxsize=65_536)
def sort_key(text: str) -> tuple[int, ...]:
    """The order of the Unicode Collation Algorithm, which is that of CLDR's root."""
    key: tuple[int, ...] = _collator().sort_key(text)
    return key


_collator = cache(Collator)  # it reads a long table, so it is made when it is needed


def _base(language: str) -> str:
    return language.partition("-")[0]


def _file(language: str) -> Path | None:
    files = (FOLDER / f"{name}.po" for name in (language, _base(language)))
    return next(filter(Path.is_file, files), None)


def _locale(language: str) -> Locale:
    for name in (_DIALECTS.get(language, language), _base(language)):
        with suppress(UnknownLocaleError, ValueError):
            return Locale.parse(name.replace("-", "_"))
    return Locale.parse(_DIALECTS[ENGLISH])


def _catalogue(language: str) -> Catalog:
    """Empty where there is none."""
    file = _file(language)
    if file is None:
        return Catalog()
    with file.open("rb") as text:
        found = read_po(text, locale=file.stem.replace("-", "_"))  # for the forms of plurals
    for message in [*found]:
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.id and (message.fuzzy or not all(forms)):  # not translated, or by a guess
            found.delete(message.id, message.context)
    return found
