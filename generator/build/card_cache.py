"""The pictures of cards: kept in the store, or drawn by several processes."""

from collections.abc import Mapping
from contextlib import closing

from PIL import features

from generator.build.pool import with_progress
from generator.build.store import Store, code, key_of
from generator.cards.card import Card
from generator.cards.materials import Materials
from generator.cards.renderer import Renderer


def pictures(cards: Mapping[str, Card], drawn_with: Materials, store: Store) -> Mapping[str, bytes]:
    """The PNG of each card, by its path."""
    # All cards share their materials, the code and the libraries that make the bytes.
    libraries = (str(features.version(name)) for name in ("freetype2", "zlib", "zlib_ng"))
    files = (part for item in sorted(drawn_with.files.items()) for part in item)
    shared = key_of("cards", code("pillow"), *libraries, *files)
    keys = {path: key_of("card", shared, repr(card)) for path, card in cards.items()}
    found = {key: kept for key in keys.values() if (kept := store.get(key)) is not None}
    missing = {key: cards[path] for path, key in keys.items() if key not in found}
    if missing:
        renderer = Renderer(drawn_with)
        made = with_progress(lambda key: renderer.drawn(missing[key]), [*missing], "Drawing cards")
        with closing(made) as drawn:
            for key, picture in drawn:
                store.put(key, picture)
                found[key] = picture
    return {path: found[key] for path, key in keys.items()}
