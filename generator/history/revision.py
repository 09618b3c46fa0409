"""The texts of a project as they stood at a git revision; nothing is checked out."""

import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.data.source_text import SourceText

_FOLDERS = ("site-data", "content")
_REGULAR = b"100"  # how the modes of ordinary files begin; links and submodules are left out


class RevisionError(Exception):
    """A revision cannot be read: there is no git, no repository, or no such revision."""


@dataclass(frozen=True, slots=True)
class _Entry:
    path: str  # in the project
    object: str


def texts_at(root: Path, revision: str) -> list[SourceText]:
    """Every file of the data and of the hand-written pages, in order of path.

    The project may lie in a folder of the repository. Files that only lie in the working tree
    play no part.
    """
    commit = _commit(root, revision)
    entries = sorted(_entries(root, commit), key=lambda entry: entry.path)
    contents = _contents(root, [entry.object for entry in entries])
    return [SourceText(entry.path, data) for entry, data in zip(entries, contents, strict=True)]


def _commit(root: Path, revision: str) -> str:
    if not _git(root, "rev-parse", "--is-inside-work-tree", fault="no git repository"):
        raise RevisionError(f"{root} is in no git repository")
    spelled = f"{revision}^{{commit}}"
    fault = f"git knows no revision `{revision}`"
    found = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", spelled, fault=fault)
    return found.decode().split()[-1]


def _entries(root: Path, commit: str) -> Iterator[_Entry]:
    prefix = _git(root, "rev-parse", "--show-prefix").decode().strip("\r\n")
    folders = [f"{prefix}{folder}" for folder in _FOLDERS]
    listed = _git(root, "ls-tree", "-r", "-z", "--full-tree", commit, "--", *folders)
    for line in filter(None, listed.split(b"\0")):
        about, _, path = line.partition(b"\t")
        mode, _, object = about.split()
        if mode.startswith(_REGULAR):
            yield _Entry(os.fsdecode(path).removeprefix(prefix), object.decode())


def _contents(root: Path, objects: list[str]) -> Iterator[bytes]:
    """The contents of objects, in their order, from one process."""
    answer = _git(root, "cat-file", "--batch", stdin="".join(f"{object}\n" for object in objects))
    at = 0
    for object in objects:
        end = answer.index(b"\n", at)
        _, kind, *size = answer[at:end].split()
        if not size:  # a clone may be partial, and its server out of reach
            raise RevisionError(f"git has no content for object {object}: {kind.decode()}")
        begin, at = end + 1, end + 1 + int(size[0]) + 1
        yield answer[begin : at - 1]


def _git(root: Path, *words: str, stdin: str = "", fault: str = "") -> bytes:
    """What git prints; what it complains of otherwise, in one line."""
    try:
        done = subprocess.run(  # noqa: S603 - the words are ours, and no shell reads them
            ["git", *words],  # noqa: S607 - where git lies, PATH says
            cwd=root,
            input=stdin.encode(),
            capture_output=True,
            env={**os.environ, "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0"},
            check=False,
        )
    except OSError as error:
        raise RevisionError("git is not installed, or cannot be run") from error
    if done.returncode != 0:
        complaint = " ".join(done.stderr.decode(errors="replace").split()).removeprefix("fatal: ")
        raise RevisionError(": ".join(filter(None, (fault, complaint))) or f"git {words[0]} failed")
    return done.stdout
