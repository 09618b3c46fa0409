"""The explainer's generator: structured YAML about talks, claims and context becomes a site."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.core.diagnostics import Diagnostic
    from generator.data.archive import Archive


def load(root: str | Path = ".") -> "tuple[Archive, tuple[Diagnostic, ...]]":
    """The archive of the project in a folder, and everything that is wrong with it today."""
    # Imported only here: whoever imports one module of the generator pays for no other.
    from generator.checks.run import checked  # noqa: PLC0415
    from generator.data.project import read_texts, today  # noqa: PLC0415

    return checked(read_texts(Path(root)), today())
