"""What a record may be given: an id, and the values of its fields as FIELD=VALUE; or why not."""

from collections.abc import Collection, Sequence
from typing import Any

from generator.core.suggestions import did_you_mean
from generator.core.text import ID, MAX_ID, RESERVED_IDS
from generator.data.archive import Archive
from generator.kinds.kind import Kind
from generator.schema.models import Sort
from generator.schema.skeleton import settable


def unfit_id(archive: Archive, id: str, own: Collection[str] = ()) -> str:
    """Why a record cannot be given this id, if so. `own` are former ids that it may take back."""
    if not ID.fullmatch(id):
        return f"`{id}` is not an id; use lower-case a–z, 0–9 and single hyphens"
    if len(id) > MAX_ID:
        return f"`{id}` has {len(id)} characters, more than {MAX_ID}; shorten it"
    if id in RESERVED_IDS:
        return f"`{id}` is a reserved word; add a word to it"
    if id in archive.paths:
        return f"`{id}` is taken; it is the id of {archive.paths[id]}"
    if id in archive.unread:
        return f"`{id}` is taken; a file of that name could not be read"
    owner = owner_of(archive, id)
    if owner and id not in own:
        return f"`{id}` is taken; `{owner}` was called so, and is still found there"
    return ""


def owner_of(archive: Archive, former: str) -> str:
    """The record that once had this id, or nothing."""
    return next((id for id, record in archive.records.items() if former in record.formerly), "")


def given_values(
    kind: Kind[Any], settings: Sequence[str]
) -> tuple[dict[str, list[str]], list[str]]:
    """The values by path, and why some are refused.

    A path that is repeated adds to a list; ids may be parted by commas.
    """
    known, values = settable(kind.model), dict[str, list[str]]()
    refusals = []
    for setting in settings:
        path, _, value = setting.partition("=")
        field = known.get(path) or known.get(f"{path.rpartition('.')[0]}.*")
        if not value.strip():
            refusals.append(f"`--set {setting}` gives no value; write FIELD=VALUE")
        elif field is None:
            simple = ", ".join(name for name in known if "." not in name)
            advice = did_you_mean(path, known, f"among the fields are {simple}")
            refusals.append(f"a {kind.id} has no field `{path}`; {advice}")
        elif path in values and not field.is_list:
            refusals.append(f"`{path}` is set twice; it holds one value")
        else:
            has_words = field.is_list and field.shape.sort is Sort.WORD
            entries = value.split(",") if has_words else [value]
            stripped = (entry.strip() for entry in entries)
            values.setdefault(path, []).extend(entry for entry in stripped if entry)
    return values, refusals
