"""The pictures of cards: kept in the store, or drawn by several processes."""

from collections.abc import Mapping
from contextlib import closing
from functools import cache

from PIL import features

from generator.build.pool import with_progress
from generator.build.store import Store, code, key_of
from generator.cards.card import Card
from generator.cards.materials import Materials
from generator.cards.renderer import Renderer


def pictures(cards: Mapping[str, Card], drawn_with: Materials, store: Store) -> Mapping[str, bytes]:
    """The PNG of each card, by its path."""
    keys = {path: _key(card, drawn_with) for path, card in cards.items()}
    found, missing = {}, {}
    for path, key in keys.items():
        picture = store.get(key)
        if picture is None:
            missing[key] = cards[path]
        else:
            found[key] = picture
    if missing:
        renderer = Renderer(drawn_with)
        made = with_progress(lambda key: renderer.drawn(missing[key]), [*missing], "Drawing cards")
        with closing(made) as drawn:
            for key, picture in drawn:
                store.put(key, picture)
                found[key] = picture
    return {path: found[key] for path, key in keys.items()}


def _key(card: Card, drawn_with: Materials) -> bytes:
    return key_of("card", code("pillow"), _libraries(), drawn_with.digest, repr(card))


@cache
def _libraries() -> str:
    """The libraries of Pillow on which a picture's bytes depend."""
    return " ".join(str(features.version(name)) for name in ("freetype2", "zlib", "zlib_ng"))
