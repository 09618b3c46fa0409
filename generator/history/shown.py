"""The values of a record in a few words."""

from collections.abc import Mapping

from generator.core.dates import Date
from generator.data.archive import Archive
from generator.data.fields import Part
from generator.data.records import Statement


def shown(value: object, archive: Archive) -> str:
    """A value in a few words; records by their titles."""
    match value:
        case None:
            return ""
        case Date():
            return value.words
        case Statement():
            words_said = f"“{value.quote.text}”" if value.quote else value.paraphrase
            return f"{shown(value.speaker, archive)}, {value.said.words}: {words_said}"
        case str():
            record = archive.records.get(value)
            return record.heading if record else str(value)
        case tuple():
            return "; ".join(shown(entry, archive) for entry in value)
        case Mapping():
            return "; ".join(f"{key}: {shown(entry, archive)}" for key, entry in value.items())
        case Part():
            values = (getattr(value, name) for name in type(value).model_fields)
            return ", ".join(filter(None, (shown(entry, archive) for entry in values)))
    return str(value)
