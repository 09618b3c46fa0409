"""The kinds of value that records are made of, and the marks that say what a text stands for.

A mark is put on a field with `Annotated`; `generator.data.walk` finds the marked values again.
"""

import re
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from pydantic import (
    AfterValidator,
    AnyUrl,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    PlainValidator,
    StringConstraints,
    UrlConstraints,
)
from pydantic_core import PydanticCustomError

from generator.core import dates, text


@dataclass(frozen=True, slots=True)
class Reference:
    """The text is the id of a record of one of these kinds (none given: of any kind)."""

    reason: str  # how the record that is named is mentioned: "speaker of a statement"
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Prose:
    """Prose (see `generator.core.prose`); `cited` asks each paragraph for a citation."""

    reason: str
    cited: bool = True


@dataclass(frozen=True, slots=True)
class Word:
    """The text is a word that the explainer itself declares: a topic or a status."""

    vocabulary: str  # the field of `explainer.yml` that declares it


Mark = Reference | Prose | Word


class Part(BaseModel):  # noqa: PLW1641 - pydantic gives what is frozen a hash
    """What every piece of a record has in common: frozen, and strict about its fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    RELIED_ON: ClassVar[tuple[str, ...]] = ()  # fields whose value is not replaced in silence

    def __eq__(self, other: object) -> bool:
        """Names in another order are others to whoever writes them down."""
        return self is other or (super().__eq__(other) is True and repr(self) == repr(other))


def _date(value: Any) -> dates.Date:
    if not isinstance(value, str):
        raise PydanticCustomError("date_type", "Input should be a date")
    try:
        return dates.parse(value)
    except ValueError as error:
        raise PydanticCustomError("edtf", "{reason}", {"reason": str(error)}) from error


def _boolean(value: Any) -> bool:
    """Exactly `true` or `false`: YAML's many other words for them are left to be texts."""
    if value in ("true", "false"):
        return bool(value == "true")
    raise PydanticCustomError("true_or_false", "Input should be `true` or `false`")


def _line(value: Any) -> Any:
    return " ".join(value.split()) if isinstance(value, str) else value


def _address(value: Any) -> Any:
    """Refuses what pydantic would mend in silence: the data would differ from what was written."""
    if isinstance(value, str) and not _ADDRESS.fullmatch(value):
        raise PydanticCustomError("url_parsing", "Input should be a web address")
    return value


def _unreserved(value: str) -> str:
    if value in text.RESERVED_IDS:
        raise PydanticCustomError("reserved_id", "Input should not be a reserved word")
    return value


_ADDRESS = re.compile(r"https?://[^\s\\]+")

Line = Annotated[str, BeforeValidator(_line), StringConstraints(min_length=1)]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Id = Annotated[
    str,
    StringConstraints(pattern=f"^{text.ID.pattern}$", max_length=text.MAX_ID),
    AfterValidator(_unreserved),
]
ID_LETTERS = f"use a–z, 0–9 and hyphens, at most {text.MAX_ID} characters"  # said to editors
Boolean = Annotated[bool, PlainValidator(_boolean)]
Edtf = Annotated[dates.Date, PlainValidator(_date)]
WebAddress = Annotated[
    AnyUrl,
    UrlConstraints(allowed_schemes=["http", "https"], host_required=True, max_length=2000),
    BeforeValidator(_address),
]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$")]
Wikidata = Annotated[str, StringConstraints(pattern=r"^Q[1-9][0-9]*$")]
