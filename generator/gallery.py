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
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import astuple, dataclass
from functools import cache
from multiprocessing.connection import Connection, wait
from pathlib import Path

import PIL
from PIL import features

from generator import cards as drawing
from generator.cards.card import Card
from generator.cards.materials import COLOURS, FACES, KERNING, Materials, font_files
from generator.cards.studio import Studio
from generator.packed import Content, packed

FOLDER = Path(".cache", "cards")  # below the project's
_BATCH = 16  # cards that a process draws before it reports
_WORTH_IT = 4 * _BATCH  # with fewer cards, more processes save nothing

Progress = Callable[[int, int], None]  # how many are drawn, and of how many


@dataclass(frozen=True, slots=True)
class _Picture:
    """A picture that lies in the cache, for as long as nobody takes it away."""

    card: Card
    file: Path
    drawn_with: Materials

    @property
    def data(self) -> bytes:
        return _kept(self.file) or Studio(self.drawn_with).drawn(self.card)


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
    keys = {card: _key(card, drawn_with) for card in cards.values()}
    found: dict[Card, Content] = {
        card: _Picture(card, folder / key, drawn_with) for card, key in keys.items()
    }
    missing = [card for card, key in keys.items() if not _kept(folder / key)]
    for done, (card, picture) in enumerate(_drawn(missing, drawn_with), start=1):
        if not _keep(folder / keys[card], picture):
            found[card] = packed(picture)
        if on_progress is not None:
            on_progress(done, len(missing))
    _prune(folder, set(keys.values()))
    return {path: found[card] for path, card in cards.items()}


def _key(card: Card, drawn_with: Materials) -> str:
    text = json.dumps([astuple(card), drawn_with.digest, _code()])
    return f"{hashlib.sha256(text.encode()).hexdigest()}.png"


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


def _prune(folder: Path, names: set[str]) -> None:
    with suppress(OSError):
        for file in folder.iterdir():
            if file.name not in names:
                file.unlink(missing_ok=True)
