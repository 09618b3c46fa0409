"""Why an edit is refused, and which ids a record may be given."""

from collections.abc import Collection
from dataclasses import dataclass

from generator.core.text import ID, MAX_ID, RESERVED_IDS
from generator.data.archive import Archive


@dataclass(frozen=True, slots=True)
class Refusal:
    """What was asked for cannot be done; nothing is written."""

    message: str
    help: str = ""

    def __str__(self) -> str:
        return f"{self.message}; {self.help}" if self.help else self.message


def unfit_id(archive: Archive, id: str, own: Collection[str] = ()) -> Refusal | None:
    """Why a record cannot be given this id. `own` are the former ids that it may take back."""
    if not ID.fullmatch(id):
        return Refusal(f"`{id}` is not an id", "use lower-case a–z, 0–9 and single hyphens")
    if len(id) > MAX_ID:
        return Refusal(f"`{id}` has {len(id)} characters, more than {MAX_ID}", "shorten it")
    if id in RESERVED_IDS:
        return Refusal(f"`{id}` is a reserved word", "add a word to it")
    if id in archive.paths:
        return Refusal(f"`{id}` is taken", f"it is the id of {archive.paths[id]}")
    if id in archive.unread:
        return Refusal(f"`{id}` is taken", "a file of that name could not be read")
    owner = owner_of(archive, id)
    if owner and id not in own:
        return Refusal(f"`{id}` is taken", f"`{owner}` was called so, and is still found there")
    return None


def owner_of(archive: Archive, former: str) -> str:
    """The record that once had this id, or nothing."""
    return next((id for id, record in archive.records.items() if former in record.formerly), "")
