"""The project that a command works on: its texts, its archive now and earlier, and changes."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path

import click

from generator.cli.shell import Exit, Stop, complain
from generator.core.diagnostics import Diagnostic
from generator.core.files import bytes_of
from generator.core.text import counted
from generator.data.archive import Archive
from generator.data.project import MARKER, NoProjectError, find_root, read_texts, today
from generator.data.source_text import SourceText
from generator.edit.file_changes import ChangedMeanwhileError, FileChange, how_far, write_changes
from generator.history.revision import texts_at
from generator.kinds.loading import load_archive

pass_project = click.pass_obj


class Project:
    """Looked for, and read, only when a command asks for it."""

    def __init__(self, named: Path | None) -> None:
        self._named = named  # the folder given on the command line

    @cached_property
    def root(self) -> Path:
        if self._named is None:
            return find_root(Path.cwd())
        if not (self._named / MARKER).is_dir():
            raise NoProjectError(f"there is no folder `{MARKER}` in {self._named}")
        return self._named

    @cached_property
    def texts(self) -> Sequence[SourceText]:
        return read_texts(self.root)

    @cached_property
    def loaded(self) -> tuple[Archive, list[Diagnostic]]:
        return load_archive(self.texts, today())

    @property
    def archive(self) -> Archive:
        return self.loaded[0]

    def archive_at(self, revision: str) -> Archive:
        """The archive as it was at a git revision.

        Tells on stderr how much there is to compare with, so that nothing passes by being empty.
        """
        archive, _ = load_archive(texts_at(self.root, revision), today())
        number = counted(len(archive.records), "record")
        click.echo(f"compared with {number} of {revision}", err=True)
        if archive.unread:
            left_out = counted(len(archive.unread), "file")
            click.echo(
                f"{left_out} of {revision} could not be read and had no part in it", err=True
            )
        return archive

    def derive(self, texts: Mapping[str, str], command: str, *, is_check: bool) -> int:
        """Writes the files that are derived from something else, or names those that are stale.

        How their lines end does not count: git may have changed that.
        """
        derived = [
            FileChange(path, bytes_of(self.root / path), text.encode())
            for path, text in texts.items()
        ]
        stale = [
            file for file in derived if (file.before or b"").replace(b"\r\n", b"\n") != file.after
        ]
        number = counted(len(derived), "derived file")
        if is_check and stale:
            for file in stale:
                click.echo(f"{file.path}: out of date: run `{command}` and commit what it writes")
            return Exit.BAD_DATA
        if is_check:
            click.echo(f"{number}, all up to date", err=True)
            return Exit.FINE
        self.write(*stale)
        for file in stale:
            click.echo(f"wrote {file.path}", err=True)
        click.echo(f"{number}, {len(stale)} written", err=True)
        return Exit.FINE

    def write(self, *changes: FileChange) -> None:
        """Writes all files or none. Whatever prevents it ends the command, which says how far
        it came."""
        try:
            write_changes(self.root, changes)
        except ChangedMeanwhileError as error:
            raise Stop(f"{error}; nothing was written: run the command again") from error
        except OSError as error:
            raise Stop(f"{error}; {how_far(self.root, changes)}") from error
        except KeyboardInterrupt:
            complain(f"interrupted: {how_far(self.root, changes)}")
            raise
