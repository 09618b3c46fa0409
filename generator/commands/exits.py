"""The exit codes that every command shares."""

from enum import IntEnum


class Exit(IntEnum):
    FINE = 0
    BAD_DATA = 1  # the data has errors
    WRONG_USAGE = 2
    OUR_FAULT = 3
    INTERRUPTED = 130
