"""Colour for terminals; whether there is any is decided by the shell, once."""

from dataclasses import dataclass
from enum import StrEnum

from generator.core.diagnostics import Severity


class Ink(StrEnum):
    """What is coloured, with the terminal's codes for it."""

    ERROR = "1;31"
    WARNING = "1;33"
    PLACE = "1"
    GUTTER = "34"
    NOTE = "1;34"
    HELP = "1;36"


INK_OF = {Severity.ERROR: Ink.ERROR, Severity.WARNING: Ink.WARNING}


@dataclass(frozen=True, slots=True)
class Paint:
    is_on: bool = False

    def __call__(self, ink: Ink, text: str) -> str:
        return f"\x1b[{ink}m{text}\x1b[0m" if self.is_on and text else text


PLAIN = Paint()
