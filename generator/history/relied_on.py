"""What readers rely on in a record, and what is said where it is another now."""

from collections.abc import Iterable, Iterator, Mapping

from generator.core.dates import Date
from generator.data.fields import Part
from generator.data.records import Quote, Statement, Status
from generator.data.walk import Path
from generator.history.differences import Difference
from generator.history.pairs import Pairs
from generator.history.wording import departure, is_respelt
from generator.kinds.claim import Assessment, Evidence
from generator.kinds.talk import Outcome

TELL = "tell readers in `changes`, or put back what was there"
ADD = "put a newer assessment above it instead, and tell readers in `changes`"

_TITLES: Mapping[tuple[type[Part], str], str] = {
    (Quote, "text"): "the quotation",
    (Quote, "translation"): "the translation",
    (Outcome, "text"): "the outcome",
    (Status, "meaning"): "the meaning",
}

# Where in a record, what has happened there, and what to do.
Finding = tuple[Path, str, str]


def relied_on(found: Iterable[Difference], pairs: Pairs) -> Iterator[Finding]:
    for difference in found:
        is_entry_gone = difference.after is None and isinstance(difference.path[-1], int)
        path = difference.path[:-1] if is_entry_gone else difference.path
        message = _removal(difference) if difference.after is None else ""
        message = message or _replacement(difference, pairs)
        # Assessments are never changed, not even with a note; but words are quoted as they are.
        is_of_assessment = path[0] == "assessments" and "quote" not in path
        if message:
            yield path, message, ADD if is_of_assessment else TELL


def _removal(difference: Difference) -> str:
    match difference.before:
        case Statement(speaker=speaker, said=said):
            return f"a statement of `{speaker}` of {said.words} was taken out"
        case Outcome(kind=kind):
            return f"an outcome ({kind}) was taken out"
        case Assessment(as_of=day):
            return f"the assessment as of {day.words} was taken out"
        case Evidence(stance=stance, source=source):
            return f"evidence that {stance} the claim, from `{source}`, was taken out"
        case Quote():
            return "the quotation was taken out"
        case Status(id=id):
            return f"the status `{id}` was taken out"
    return ""


def _replacement(difference: Difference, pairs: Pairs) -> str:
    holder, name, old = difference.holder, str(difference.path[-1]), difference.before
    if name in holder.RELIED_ON:  # what was unknown before may be filled in
        former = pairs.id(old) if isinstance(old, str) else old
        return "" if old is None else replaced(name, former, difference.after)
    if title := _TITLES.get((type(holder), name)):
        return _reworded(difference, pairs, title)
    match holder, name:
        case Status(), "rating":
            return f"`rating` was {old or 'no rating'} and is {difference.after or 'no rating'}"
        case Assessment(as_of=day), "as_of" | "status" | "summary":
            which = f"the assessment as of {day.words} was overwritten"
            match name, difference.after:
                case "as_of", Date() as newer:
                    return f"{which} by one as of {newer.words}"
                case "status", status:
                    return f"{which}: {replaced(name, old, status)}"
            return _reworded(difference, pairs, f"{which}:")
    return ""


def _reworded(difference: Difference, pairs: Pairs, what: str) -> str:
    """Quotations are kept to the letter; prose of our own may be spelt otherwise."""
    old, new = str(difference.before or ""), str(difference.after or "")
    is_quoted = isinstance(difference.holder, Quote)
    if not old if is_quoted else is_respelt(old, new, pairs):
        return ""
    before, after = departure(old, new)
    return f"{what} “{before}” is “{after}” now"


def replaced(name: str, old: object, new: object) -> str:
    now = "is gone" if new is None else f"is `{_written(new)}`"
    return f"`{name}` was `{_written(old)}` and {now}"


def _written(value: object) -> str:
    return value.text if isinstance(value, Date) else str(value)
