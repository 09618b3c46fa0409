"""A build beside the last site, whose place it takes once MkDocs has said its last word.

The site that it replaces is kept in the cache for the next build, which then writes only what that
site does not hold. So two folders take turns.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import ClassVar, Final

from mkdocs import utils
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

from generator.build.atomic_folder import Replacement
from generator.packed import Content, Packed, packed
from generator.preview.endings import undisturbed
from generator.refilled import Refilled

FORMER = Path(".cache", "former-site")  # below the project's folder


class WholeBuild:
    """Lets MkDocs build in a folder beside the one it is told. Raises OSError if it cannot be."""

    def __init__(self, config: MkDocsConfig, *, is_dirty: bool) -> None:
        self.is_finished = False  # every page is written; `--strict` may still refuse them
        self._config = config
        self._site_dir = config.site_dir
        self._former: Path | None = None
        self._until_end = ExitStack()
        self._replacement = Replacement(Path(config.site_dir))
        if is_dirty:
            self._replacement.begin_with_old()
        config.site_dir = os.fspath(self._replacement.new)

    def refill(self, former: Path) -> None:
        """Called once MkDocs has emptied its folder: fills it with the site before the last."""
        self._former = former
        if self._replacement.begin_with(former):
            self._until_end.enter_context(_refilling(self._config.site_dir))

    def finish(self) -> None:
        """Called once every page is written, though `--strict` may still refuse them."""
        self._until_end.close()
        self.is_finished = True

    def end(self) -> None:
        """Called while MkDocs shuts down, also with an exception on its way."""
        with undisturbed():
            self._until_end.close()
            if self.is_finished and sys.exception() is None:
                self._replacement.take_over(self._former)
            else:
                self._replacement.drop()
        self._config.site_dir = self._site_dir  # `gh-deploy` reads the site after this


class _Stays(str):
    """In place of a whole page of which the file is there: MkDocs takes its bytes to write them."""

    def encode(self, encoding: str = "utf-8", errors: str = "strict") -> bytes:
        del encoding, errors
        return _NOT_WRITTEN


STAYS: Final = _Stays("The page is there.")
_NOT_WRITTEN: Final = b"This is never written."


def _nothing_is_there(path: str, digest: bytes) -> bool:
    del path, digest
    return False


class GeneratedFile(File):
    """A file of the generator's, written as pages are; it stays packed until it is asked for."""

    source: Content
    # Does a file hold what has this digest? Then it stays, and nothing need be unpacked. It never
    # does where another plugin takes part: that would be asked about what is to be written.
    is_there: ClassVar[Callable[[str, bytes], bool]] = staticmethod(_nothing_is_there)

    @classmethod
    def of(cls, config: MkDocsConfig, path: str, source: Content) -> "GeneratedFile":
        file = cls.generated(config, path, content=b"")
        assert isinstance(file, cls)
        file.source = source
        return file

    @property
    def content_bytes(self) -> bytes:
        return self.source.data

    @content_bytes.setter
    def content_bytes(self, value: bytes) -> None:
        self.source = packed(value)

    @property
    def content_string(self) -> str:
        return self.content_bytes.decode()

    @content_string.setter
    def content_string(self, value: str) -> None:
        self.content_bytes = value.encode()

    def copy_file(self, dirty: bool = False) -> None:
        del dirty  # what is in memory is new
        path, source = self.abs_dest_path, self.source
        if not (isinstance(source, Packed) and GeneratedFile.is_there(path, source.digest)):
            utils.write_file(self.content_bytes, path)


@contextmanager
def _refilling(folder: str) -> Iterator[None]:
    """Lets MkDocs write what differs from what the folder holds."""
    refilled = Refilled(folder)

    def write_file(content: bytes, output_path: str) -> None:
        if content is not _NOT_WRITTEN:
            refilled.write(output_path, content)

    def copy_file(source_path: str, output_path: str) -> None:
        refilled.write(output_path, Path(source_path).read_bytes())

    before = utils.write_file, utils.copy_file
    utils.write_file, utils.copy_file = write_file, copy_file
    GeneratedFile.is_there = refilled.keeps
    try:
        yield
    finally:
        utils.write_file, utils.copy_file = before
        GeneratedFile.is_there = staticmethod(_nothing_is_there)
        refilled.end()
