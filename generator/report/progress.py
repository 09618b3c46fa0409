"""How far something has come, in one line of a terminal that is gone when it is done."""

from typing import TextIO


class ProgressLine:
    """Prints nothing where there is no terminal: logs are for what has happened."""

    def __init__(self, words: str, stream: TextIO) -> None:
        self._words = words
        self._stream = stream if stream.isatty() else None
        self._shown = -1

    def __call__(self, done: int, total: int) -> None:
        """May be called for each thing that is done; prints for each per cent."""
        share = 100 * done // total
        if self._stream is None or share == self._shown:
            return
        self._shown = share
        line = f"{self._words}: {done:,} of {total:,}"
        end = "\r" + " " * len(line) + "\r" if done == total else ""
        self._stream.write(f"\r{line}{end}")
        self._stream.flush()
