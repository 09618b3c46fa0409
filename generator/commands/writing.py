"""What editing commands share: ending an interrupted change, writing a new one, telling of both."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from generator.edit.transaction import (
    JOURNAL,
    Change,
    ChangedMeanwhileError,
    DamagedJournalError,
    Recovery,
    commit,
    is_unfinished,
    recover,
)


def complain(message: str) -> None:
    click.echo(f"explainer: {message}", err=True)


def end_unfinished(root: Path) -> bool:
    """Ends what an earlier command had begun; false if that cannot be done."""
    try:
        _tell(recover(root))
    except DamagedJournalError as error:
        complain(f"{error}; nothing was written: look at `git status`, then delete {JOURNAL}")
        return False
    return True


def write_all(root: Path, changes: Iterable[Change]) -> bool:
    """Writes all files or none; false if it was none, which has been told then."""
    try:
        _tell_left_alone(commit(root, changes))
    except ChangedMeanwhileError as error:
        complain(f"{error}; nothing was written: run the command again")
        return False
    except OSError as error:
        begun = is_unfinished(root)
        complain(f"{error}; {'the next edit ends this one' if begun else 'nothing was written'}")
        return False
    except KeyboardInterrupt:
        recovery = recover(root)
        _tell(recovery)
        if recovery is None:
            complain("interrupted before or after writing: `git status` shows which")
        raise
    return True


def _tell(recovery: Recovery | None) -> None:
    if recovery is not None:
        done = "finished" if recovery.is_finished else "undone"
        complain(f"a change that was interrupted has been {done}")
        _tell_left_alone(recovery.left_alone)


def _tell_left_alone(paths: Sequence[str]) -> None:
    for path in paths:
        complain(f"{path} was changed by somebody else meanwhile and is left as it is")
