"""The texts of a project as they stood at a git revision; nothing is checked out."""

import os
import subprocess
import tarfile
from io import BytesIO
from pathlib import Path

from generator.data.project import FOLDERS
from generator.data.source_text import SourceText


class RevisionError(Exception):
    """A revision cannot be read: there is no git, no repository, or no such revision."""


def texts_at(root: Path, revision: str) -> list[SourceText]:
    """Every file of the data and of the hand-written pages, in order of path.

    The project may lie in a folder of the repository. Files that only lie in the working tree
    play no part; nor do links and submodules.
    """
    _git(root, "rev-parse", "--is-inside-work-tree", fault="no git repository")
    spelled, fault = f"{revision}^{{commit}}", f"git knows no revision `{revision}`"
    found = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", spelled, fault=fault)
    commit = found.decode().split()[-1]
    known = _git(root, "ls-tree", "-z", "--name-only", commit, "--", *FOLDERS)
    folders = [os.fsdecode(name) for name in known.split(b"\0") if name]
    if not folders:
        return []
    packed = _git(root, "archive", "--format=tar", commit, "--", *folders)
    with tarfile.open(fileobj=BytesIO(packed)) as files:
        read = {member.name: files.extractfile(member) for member in files if member.isreg()}
        return [SourceText(path, file.read()) for path, file in sorted(read.items()) if file]


def _git(root: Path, *words: str, fault: str = "") -> bytes:
    """What git prints; what it complains of otherwise, in one line."""
    try:
        return subprocess.run(  # noqa: S603 - the words are ours, and no shell reads them
            ["git", *words],  # noqa: S607 - where git lies, PATH says
            cwd=root,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            env={**os.environ, "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0"},
            check=True,
        ).stdout
    except OSError as error:
        raise RevisionError("git is not installed, or cannot be run") from error
    except subprocess.CalledProcessError as error:
        complaint = " ".join(error.stderr.decode(errors="replace").split()).removeprefix("fatal: ")
        reasons = [reason for reason in (fault, complaint) if reason]
        raise RevisionError(": ".join(reasons) or f"git {words[0]} failed") from error
