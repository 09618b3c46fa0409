"""Writing the changes of a command, and telling what became of them."""

from collections.abc import Iterable
from pathlib import Path

from generator.cli.shell import complain
from generator.edit.file_changes import ChangedMeanwhileError, FileChange, how_far, write_changes


def write_all(root: Path, planned: Iterable[FileChange]) -> bool:
    """Writes all files or none; false if it was not all, which has been told then."""
    changes = list(planned)
    try:
        write_changes(root, changes)
    except ChangedMeanwhileError as error:
        complain(f"{error}; nothing was written: run the command again")
        return False
    except OSError as error:
        complain(f"{error}; {how_far(root, changes)}")
        return False
    except KeyboardInterrupt:
        complain(f"interrupted: {how_far(root, changes)}")
        raise
    return True
