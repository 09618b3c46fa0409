"""The pictures of cards: drawn anew where they must be, by several processes, and kept by digest.

What is kept only saves time: a picture that is missing or damaged is drawn again, and a folder that
cannot be written to does no harm.
"""

import hashlib
import json
import multiprocessing
import os
import tempfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import astuple
from functools import cache
from itertools import islice
from pathlib import Path

import PIL
from PIL import features

from generator import cards as drawing
from generator.cards.card import Card
from generator.cards.materials import COLOURS, FACES, KERNING, Materials, font_files
from generator.cards.studio import Studio

FOLDER = Path(".cache", "cards")  # below the project's
_BATCH = 16  # cards that a process draws before it reports
_WORTH_IT = 4 * _BATCH  # with fewer cards, more processes save nothing

Progress = Callable[[int, int], None]  # how many are drawn, and of how many


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
) -> Mapping[str, bytes]:
    """The PNG of each card, by its path; what is kept in the project is then just these."""
    folder = root / FOLDER
    keys = {card: _key(card, drawn_with) for card in cards.values()}
    found = {card: picture for card, key in keys.items() if (picture := _kept(folder / key))}
    missing = [card for card in keys if card not in found]
    for done, (card, picture) in enumerate(_drawn(missing, drawn_with), start=1):
        found[card] = picture
        _keep(folder / keys[card], picture)
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
    """Each card with its picture, in order; the processes that help may end at any time."""
    pictures = _by_processes(cards, drawn_with) if _may_fork(cards) else iter(())
    number = 0
    with suppress(BrokenProcessPool):
        for number, picture in enumerate(pictures, start=1):
            yield cards[number - 1], picture
    if number < len(cards):
        studio = Studio(drawn_with)
        for card in cards[number:]:
            yield card, studio.drawn(card)


def _may_fork(cards: Sequence[Card]) -> bool:
    can = "fork" in multiprocessing.get_all_start_methods()
    return can and len(cards) >= _WORTH_IT and _processors() > 1


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _by_processes(cards: Sequence[Card], drawn_with: Materials) -> Iterator[bytes]:
    """Forked, they have everything at once; what they draw is what one alone would draw."""
    rest = iter(cards)
    batches = list(iter(lambda: list(islice(rest, _BATCH)), []))
    with ProcessPoolExecutor(
        min(_processors(), len(batches)),
        mp_context=multiprocessing.get_context("fork"),
        initializer=_begin,
        initargs=(drawn_with,),
    ) as executor:
        for batch in executor.map(_draw_batch, batches):
            yield from batch


_studio: list[Studio] = []  # of a process that helps


def _begin(drawn_with: Materials) -> None:
    _studio[:] = [Studio(drawn_with)]


def _draw_batch(cards: Sequence[Card]) -> list[bytes]:
    return [_studio[0].drawn(card) for card in cards]


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


def _keep(file: Path, picture: bytes) -> None:
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


def _prune(folder: Path, names: set[str]) -> None:
    with suppress(OSError):
        for file in folder.iterdir():
            if file.name not in names:
                file.unlink(missing_ok=True)
