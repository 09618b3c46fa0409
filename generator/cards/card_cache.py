"""The pictures of cards: drawn anew where they must be, by several processes, and kept by digest.

What is kept only saves time: a picture that is missing or damaged is drawn again, and a folder that
cannot be written to does no harm.
"""

import hashlib
import json
import multiprocessing
import os
import signal
import tempfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from multiprocessing.connection import Connection, wait
from pathlib import Path

import PIL
from PIL import features

from generator import cards as drawing
from generator.cards.card import Card
from generator.cards.materials import COLOURS, FACES, KERNING, Materials, font_files
from generator.cards.renderer import Studio
from generator.packed import Content, packed

FOLDER = Path(".cache", "cards")  # below the project's
_BATCH = 16  # cards that a process draws before it reports
_WORTH_IT = 4 * _BATCH  # with fewer cards, more processes save nothing

Progress = Callable[[int, int], None]  # how many are drawn, and of how many


@dataclass(frozen=True, slots=True)
class _Picture:
    """A picture that lies in the cache, if it is whole."""

    card: Card
    file: Path
    drawn_with: Materials

    @property
    def data(self) -> bytes:
        if picture := _kept(self.file):
            return picture
        picture = Studio(self.drawn_with).drawn(self.card)
        _keep(self.file, picture)
        return picture


def materials(assets: Path) -> Materials | None:
    """What lies in a theme's `assets`; none if it lacks the fonts or colours of cards."""
    try:
        faces = (assets / FACES).read_bytes()
        paths = [FACES, COLOURS, *font_files(faces)]
        files = {path: (assets / path).read_bytes() for path in paths}
    except FileNotFoundError:
        return None
    with suppress(FileNotFoundError):
        files[KERNING] = (assets / KERNING).read_bytes()
    return Materials(files)


def pictures(
    cards: Mapping[str, Card],
    drawn_with: Materials,
    root: Path,
    on_progress: Progress | None = None,
) -> Mapping[str, Content]:
    """The PNG of each card, by its path; what is kept in the project is then just these."""
    folder = root / FOLDER
    names = dict(zip(cards, _names(cards.values(), drawn_with), strict=True))
    by_name = {names[path]: card for path, card in cards.items()}
    found: dict[str, Content] = {
        name: _Picture(card, folder / name, drawn_with) for name, card in by_name.items()
    }
    kept = _listed(folder)
    missing = {card: name for name, card in by_name.items() if name not in kept}
    for done, (card, picture) in enumerate(_drawn([*missing], drawn_with), start=1):
        if not _keep(folder / missing[card], picture):
            found[missing[card]] = packed(picture)
        if on_progress is not None:
            on_progress(done, len(missing))
    _prune(folder, kept - by_name.keys())
    return {path: found[name] for path, name in names.items()}


def _names(cards: Iterable[Card], drawn_with: Materials) -> Iterator[str]:
    """The name of each picture's file: a digest of all that it is drawn from."""
    same = hashlib.sha256(json.dumps([drawn_with.digest, _code()]).encode())
    for card in cards:
        digest = same.copy()
        digest.update(repr(card).encode())
        yield f"{digest.hexdigest()}.png"


@cache
def _code() -> list[str]:
    """What draws: our own code, and the libraries that a picture's bytes depend on."""
    own = sorted(Path(drawing.__file__).parent.glob("*.py"))
    libraries = ("freetype2", "zlib", "zlib_ng")
    return [
        PIL.__version__,
        *(str(features.version(name)) for name in libraries),
        *(hashlib.sha256(file.read_bytes()).hexdigest() for file in own),
    ]


def _drawn(cards: Sequence[Card], drawn_with: Materials) -> Iterator[tuple[Card, bytes]]:
    """Each card with its picture, in any order; the processes that help may end at any time."""
    rest = dict.fromkeys(cards)
    if _may_fork(cards):
        for card, picture in _by_processes(cards, drawn_with):
            del rest[card]
            yield card, picture
    if rest:
        studio = Studio(drawn_with)
        for card in rest:
            yield card, studio.drawn(card)


def _may_fork(cards: Sequence[Card]) -> bool:
    can = "fork" in multiprocessing.get_all_start_methods()
    return can and len(cards) >= _WORTH_IT and _processors() > 1


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _by_processes(cards: Sequence[Card], drawn_with: Materials) -> Iterator[tuple[Card, bytes]]:
    """Forked, they have everything at once; what they draw is what one alone would draw.

    Each has a pipe of its own and no lock, so that one that is killed stops no other.
    """
    context = multiprocessing.get_context("fork")
    helpers = {}
    for share in (cards[at :: _processors()] for at in range(_processors())):
        reading, writing = context.Pipe(duplex=False)
        helper = context.Process(target=_draw_share, args=(share, drawn_with, writing), daemon=True)
        helper.start()
        writing.close()
        helpers[reading] = helper
    open_pipes = list(helpers)
    try:
        while open_pipes:
            for pipe in wait(open_pipes):
                assert isinstance(pipe, Connection)
                try:
                    batch = pipe.recv()
                except (EOFError, OSError):
                    open_pipes.remove(pipe)
                    continue
                yield from batch
    finally:
        for pipe, helper in helpers.items():
            pipe.close()
            helper.kill()
            helper.join()


def _draw_share(share: Sequence[Card], drawn_with: Materials, pipe: Connection) -> None:
    """What a process does that helps: it leaves signals, and their handlers, to its parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    studio = Studio(drawn_with)
    for at in range(0, len(share), _BATCH):
        pipe.send([(card, studio.drawn(card)) for card in share[at : at + _BATCH]])


def _kept(file: Path) -> bytes:
    """The picture in a file; nothing if it is not there, or not whole."""
    try:
        data = file.read_bytes()
    except OSError:
        return b""
    return data if _is_whole(data) else b""


def _is_whole(data: bytes) -> bool:
    """Does each part of the PNG have the sum that is written behind it, up to its end?"""
    at = 8
    while at + 12 <= len(data):
        end = at + 8 + int.from_bytes(data[at : at + 4], "big")
        if zlib.crc32(data[at + 4 : end]).to_bytes(4, "big") != data[end : end + 4]:
            return False
        if data[at + 4 : at + 8] == b"IEND":
            return end + 4 == len(data)
        at = end + 4
    return False


def _keep(file: Path, picture: bytes) -> bool:
    """Whether it could be kept."""
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=file.parent, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(picture)
            Path(name).replace(file)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        return True
    return False


def _listed(folder: Path) -> set[str]:
    with suppress(OSError):
        return {file.name for file in folder.iterdir()}
    return set()


def _prune(folder: Path, names: Iterable[str]) -> None:
    for name in names:
        with suppress(OSError):
            (folder / name).unlink()
