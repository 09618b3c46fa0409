"""What all commands share: the project, findings on stdout, and how they end.

A command ends with an exit code and, whatever else happens, in one line on stderr.
"""

import os
from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum
from functools import cached_property, partial
from pathlib import Path

import click

from generator.core.diagnostics import Diagnostic
from generator.core.files import bytes_of
from generator.core.text import counted
from generator.data.archive import Archive
from generator.data.project import MARKER, read_texts, today
from generator.data.source_text import SourceText
from generator.edit.file_changes import ChangedMeanwhileError, FileChange, how_far, write_changes
from generator.history.revision import texts_at
from generator.kinds.registry import load_archive
from generator.report.formats import FORMATS

NAME = "explainer"


class Exit(IntEnum):
    """The exit codes that every command shares."""

    FINE = 0
    BAD_DATA = 1  # the data has errors
    WRONG_USAGE = 2
    OUR_FAULT = 3
    INTERRUPTED = 130


class StopError(Exception):
    """Ends a command that cannot do what was asked for, with a line on stderr."""

    def __init__(self, message: str, code: Exit = Exit.WRONG_USAGE) -> None:
        super().__init__(message)
        self.code = code


def complain(message: str) -> None:
    click.echo(f"{NAME}: {' '.join(message.split())}", err=True)


def refuse(reasons: Iterable[str]) -> int:
    """Tells every reason why nothing is written."""
    for reason in reasons:
        complain(reason)
    click.echo("nothing was written", err=True)
    return Exit.WRONG_USAGE


flag = partial(click.option, is_flag=True)
url_option = partial(click.option, default="", metavar="URL", show_envvar=True)
format_option = click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    help="How findings are printed.  [default: full; github under GitHub Actions]",
)


def print_findings(
    found: Sequence[Diagnostic], sources: Iterable[SourceText], form: str | None = None
) -> None:
    """The lines that findings are about are taken from `sources`."""
    default = "github" if os.environ.get("GITHUB_ACTIONS") == "true" else "full"
    named = {finding.span.path for finding in found}
    texts = {source.path: source.text for source in sources if source.path in named}
    is_plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    # Without a word on colours, click prints them on terminals alone.
    report = FORMATS[form or default](found, texts)
    click.echo(report, nl=False, color=False if is_plain else None)


class Project:
    """Looked for, and read, only when a command asks for it."""

    def __init__(self, named: Path | None) -> None:
        self._named = named  # the folder given on the command line

    @cached_property
    def root(self) -> Path:
        """The folder that was named, or the nearest at or above this one, with `site-data`."""
        folders = [self._named] if self._named else [Path.cwd(), *Path.cwd().parents]
        for folder in folders:
            if (folder / MARKER).is_dir():
                return folder
        there = self._named or f"{folders[0]} or above it"
        advice = "go to the explainer's folder, or name it with `--project DIR`"
        raise StopError(f"there is no folder `{MARKER}` in {there}; {advice}")

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
            left_out = f"{counted(len(archive.unread), 'file')} of {revision}"
            click.echo(f"{left_out} could not be read and had no part in it", err=True)
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
        if is_check:
            for file in stale:
                click.echo(f"{file.path}: out of date: run `{command}` and commit what it writes")
            if not stale:
                click.echo(f"{number}, all up to date", err=True)
            return Exit.BAD_DATA if stale else Exit.FINE
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
            raise StopError(f"{error}; nothing was written: run the command again") from error
        except OSError as error:
            raise StopError(f"{error}; {how_far(self.root, changes)}") from error
        except KeyboardInterrupt:
            complain(f"interrupted: {how_far(self.root, changes)}")
            raise
