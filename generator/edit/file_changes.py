"""Writing several files: each as a whole, and all or none as long as the process lives.

A process that is killed between two files leaves both as a whole, one new and one old. Changes are
made in the order in which they are given, and new names are given last: whoever plans them sees to
it that the same command, run again, makes the rest of them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.core.files import alone_in, bytes_of, laid_beside, sweep, write_whole


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file gets other bytes, another name, or both. Paths are relative to the root."""

    path: str
    before: bytes | None  # nothing where there is no such file yet
    after: bytes
    target: str = ""  # its new name, if it gets one

    def is_made(self, root: Path) -> bool:
        return bytes_of(root / (self.target or self.path)) == self.after

    def is_as_before(self, root: Path) -> bool:
        return bytes_of(root / self.path) == self.before


class ChangedMeanwhileError(Exception):
    """Files are no longer as they were read; nothing was written."""


def write_changes(root: Path, changes: Sequence[FileChange]) -> None:
    """Makes all changes. Whatever is raised, those that were made are undone."""
    with alone_in(root):
        _assert_as_read(root, changes)
        edits = [change for change in changes if change.before != change.after]
        try:
            parts = [laid_beside(root / edit.path, edit.after, is_synced=True) for edit in edits]
            for edit, part in zip(edits, parts, strict=True):
                _assert_as_read(root, [edit])
                part.replace(root / edit.path)
            for change in changes:
                if change.target:
                    (root / change.path).rename(root / change.target)
        except BaseException:
            _undo(root, changes)
            raise
        finally:
            for folder in {(root / change.path).parent for change in changes}:
                sweep(folder)


def how_far(root: Path, changes: Sequence[FileChange]) -> str:
    """What became of changes that were broken off, for the editor."""
    if all(change.is_made(root) for change in changes):
        return "all was written"
    if all(change.is_as_before(root) for change in changes):
        return "nothing was written"
    return "a part was written: run the command again, or look at `git status`"


def _assert_as_read(root: Path, changes: Iterable[FileChange]) -> None:
    stale = [change.path for change in changes if not change.is_as_before(root)]
    stale += [c.target for c in changes if c.target and (root / c.target).exists()]
    if stale:
        raise ChangedMeanwhileError(f"changed meanwhile: {', '.join(stale)}")


def _undo(root: Path, changes: Sequence[FileChange]) -> None:
    """Puts back what was there, but for files that somebody else has changed meanwhile."""
    for change in reversed(changes):
        path = root / change.path
        if change.target and change.is_made(root) and not path.exists():
            (root / change.target).rename(path)
        if change.before != change.after and bytes_of(path) == change.after:
            if change.before is None:
                path.unlink()
            else:
                write_whole(path, change.before)
