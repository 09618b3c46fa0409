"""What a page is made of, as keys: each takes in everything that can make a difference.

What all pages share is digested once for a build. What templates can read beyond that, such as the
texts of other pages, is noted while they do (`generated_page.note_reading`); what links look up is
kept with the page and compared.
"""

import json
import re
from collections import UserDict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import mkdocs
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import StructureItem
from mkdocs.structure.nav import Navigation
from mkdocs.theme import Theme

from generator.build.generated_page import SHOWN_IN_NAVIGATION, GeneratedPage
from generator.build.store import code, key_of

_PACKAGES = (
    *("mkdocs", "mkdocs-material", "mkdocs-material-extensions", "jinja2", "markupsafe"),
    *("markdown", "pymdown-extensions", "pygments", "babel"),
)

# Python-Markdown's own extensions, which depend on nothing but the text and their options.
_PURE = re.compile(
    r"(markdown\.extensions\.)?(abbr|admonition|attr_list|codehilite|def_list|extra|fenced_code"
    r"|footnotes|md_in_html|meta|nl2br|sane_lists|smarty|tables|toc|wikilinks)"
)

# What needs no part in the key: the folder of the site makes no difference, what the patterns lead
# to is seen in the navigation, and plugins are looked at by themselves.
_NOT_SETTINGS = {"site_dir", "exclude_docs", "draft_docs", "not_in_nav", "hooks", "plugins"}


class UnknownInputError(Exception):
    """It is not known what pages depend on."""


def settings_key(config: MkDocsConfig) -> bytes:
    """What all pages share but for the navigation. Raises UnknownInputError."""
    for name in config.markdown_extensions:
        if not isinstance(name, str) or not _PURE.fullmatch(name):
            raise UnknownInputError(f"the Markdown extension {name} may read anything")
    values = {name: value for name, value in config.items() if name not in _NOT_SETTINGS}
    plugins = {name: getattr(one, "config", None) for name, one in config.plugins.items()}
    settings = _text([values, plugins])
    return key_of("settings", code(*_PACKAGES), settings, *_theme_files(config.theme))


def shared_key(settings: bytes, nav: Navigation) -> bytes:
    """What all pages share: the settings, and what the navigation shows."""
    return key_of("shared", settings, _text([_item(item) for item in nav.items]))


def page_key(shared: bytes, page: GeneratedPage) -> bytes:
    beside = [near and (near.title, near.url) for near in (page.previous_page, page.next_page)]
    parts = [
        (page.url, page.abs_url, page.canonical_url, page.edit_url, page.update_date),
        (page.file.src_uri, page.file.dest_uri, page.is_homepage, page.title, beside),
        [item.title for item in page.ancestors],
    ]
    return key_of("page", shared, _text(parts), page.file.content_string)


def _text(value: object) -> str:
    """A value as text that is equal for equal values. Raises UnknownInputError."""
    try:
        return json.dumps(value, sort_keys=True, default=_plain, ensure_ascii=False)
    except (TypeError, ValueError) as error:
        raise UnknownInputError(str(error)) from error


def _plain(value: object) -> object:
    match value:
        case date():
            return {"date": value.isoformat()}
        case Theme():
            return {**value, "name": value.name, "locale": str(value.locale)}
        case UserDict():
            return dict(value)
    raise TypeError(f"{type(value).__name__} is no plain value")


def _item(item: StructureItem) -> list[Any]:
    if isinstance(item, GeneratedPage):
        meta = {name: item.meta[name] for name in SHOWN_IN_NAVIGATION if name in item.meta}
        return [item.title, item.url, item.file.src_uri, item.canonical_url, meta]
    children = [_item(child) for child in getattr(item, "children", None) or []]
    return [item.title, getattr(item, "url", None), children]


def _theme_files(theme: Theme) -> Iterator[str | bytes]:
    """Every file of the theme's folders, but of those that are known by their version."""
    packages = Path(mkdocs.__file__).parents[1]
    for folder in map(Path, theme.dirs):
        if any(folder.is_relative_to(packages / name) for name in ("mkdocs", "material")):
            continue
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                yield str(path)
                yield path.read_bytes()
