"""What a page is made of, as keys: one for its Markdown, one for the whole page.

Each takes in everything that can make a difference. What all pages share is digested once for a
build; where it cannot be known, there is no digest, and nothing that rests on it is kept.
"""

import json
import re
from collections import UserDict
from collections.abc import Iterator, Mapping, Sequence, Set
from datetime import date
from pathlib import Path
from typing import Any

import jinja2
import mkdocs
from jinja2 import nodes
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import StructureItem
from mkdocs.structure.files import File
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink
from mkdocs.theme import Theme

from generator.cache import code, key_of
from generator.site.site import Page

_PACKAGES = ("mkdocs", "mkdocs-material", "markdown", "pymdown-extensions", "pygments", "jinja2")
_PACKAGES_OF_PAGES = (*_PACKAGES, "markupsafe", "babel", "mkdocs-material-extensions")

# Python-Markdown's own extensions, which depend on nothing but the text and their options.
_PURE = re.compile(
    r"(markdown\.extensions\.)?(abbr|admonition|attr_list|codehilite|def_list|extra|fenced_code"
    r"|footnotes|md_in_html|meta|nl2br|sane_lists|smarty|tables|toc|wikilinks)"
)

# Where a build stands makes no difference; a template that reads it is in `_UNSEEN`.
# The others are patterns, of which pages know only what they lead to in the navigation.
_NOT_SETTINGS = frozenset(
    ("site_dir", "exclude_docs", "draft_docs", "not_in_nav", "hooks", "plugins")
)
# What our keys do not take in of other pages, and of the moment.
_UNSEEN_NAMES = frozenset(("pages", "build_date_utc"))
_UNSEEN_ATTRIBUTES = frozenset(
    ("meta", "content", "markdown", "toc", "file", "site_dir", "update_date")
)
# It lists all pages and is part of none, so no key takes it in. But their texts are packed then.
_SITEMAP = "sitemap.xml"
_UNSEEN_IN_SITEMAP = frozenset(("content", "markdown", "toc"))
_UNSEEN_FILTERS = frozenset(("attr", "random"))
# What the theme reads of other pages' front matter, in the navigation.
_SHOWN_IN_NAVIGATION = ("icon", "status", "subtitle", "title")


class NotPlainError(Exception):
    """A value that is more than data: nobody can say what it depends on."""


def plain(value: object) -> str:
    """A value as text that is equal for equal values. Raises NotPlainError."""
    try:
        return json.dumps(value, sort_keys=True, default=_plain, ensure_ascii=False)
    except (TypeError, ValueError) as error:
        raise NotPlainError(str(error)) from error


def _plain(value: object) -> object:
    match value:
        case date():
            return {"date": value.isoformat()}
        case Theme():
            return {**value, "name": value.name, "locale": str(value.locale)}
        case UserDict():
            return dict(value)
    raise TypeError(f"{type(value).__name__} is no plain value")


def settings_of_markdown(config: MkDocsConfig) -> bytes:
    """What the HTML of all pages rests on beside their Markdown. Raises NotPlainError."""
    for name in config.markdown_extensions:
        if not isinstance(name, str) or not _PURE.fullmatch(name):
            raise NotPlainError(f"the Markdown extension {name} may read anything")
    settings = (config.markdown_extensions, config.mdx_configs, config.validation)
    return key_of(
        "markdown settings", code(*_PACKAGES), plain(settings), str(config.use_directory_urls)
    )


def markdown_key(settings: bytes, file: File, source: Page) -> bytes:
    """The key of a page's HTML. Addresses that its links lead to are compared at each hit."""
    where = (file.src_uri, file.url, file.inclusion.value)
    return key_of("markdown", settings, plain(where), source.packed_body.digest)


def plain_settings(config: MkDocsConfig) -> list[Any]:
    """The settings that pages may show, and those of plugins."""
    values = {key: value for key, value in config.items() if key not in _NOT_SETTINGS}
    plugins = {name: getattr(one, "config", None) for name, one in config.plugins.items()}
    return [values, plugins]


def settings_of_pages(config: MkDocsConfig, nav: Navigation, env: jinja2.Environment) -> bytes:
    """What all pages share, the navigation with it. Raises NotPlainError."""
    environment = [sorted(part) for part in (env.filters, env.globals, env.tests, env.extensions)]
    return key_of(
        "page settings",
        code(*_PACKAGES_OF_PAGES),
        plain([plain_settings(config), environment, [_item(one) for one in nav.items]]),
        *_template_parts(config.theme, env),
    )


def page_key(settings: bytes, page: Page, texts: Sequence[bytes]) -> bytes:
    """The key of a whole page, from the digests of its front matter and of what became of its
    Markdown. With its file's path these tell its title, too, unless the navigation gives one.
    """
    beside = [one and (one.title, one.url) for one in (page.previous_page, page.next_page)]
    parts = [
        (page.url, page.abs_url, page.canonical_url, page.edit_url, page.update_date),
        (page.file.src_uri, page.file.dest_uri, page.is_homepage, beside),
        [vars(page).get("title"), *(item.title for item in page.ancestors)],
    ]
    return key_of("page", settings, plain(parts), *texts)


def contents(items: Any) -> list[dict[str, Any]]:
    """A table of contents in the words of Python-Markdown."""
    return [_entry(item) for item in items]


def _entry(item: AnchorLink) -> dict[str, Any]:
    return {
        "name": item.title,
        "id": item.id,
        "level": item.level,
        "children": contents(item.children),
    }


def _item(item: StructureItem) -> list[Any]:
    if isinstance(item, Page):
        shown: Mapping[str, Any] = item.meta
        meta = {key: shown[key] for key in _SHOWN_IN_NAVIGATION if key in shown}
        return [item.title, item.url, item.file.src_uri, item.canonical_url, meta]
    children = [_item(one) for one in getattr(item, "children", None) or []]
    return [item.title, getattr(item, "url", None), children]


def _template_parts(theme: Theme, env: jinja2.Environment) -> Iterator[str | bytes]:
    """Every file of the theme's folders, but of those that are known by their version."""
    packages = Path(mkdocs.__file__).parents[1]
    for folder in map(Path, theme.dirs):
        if any(folder.is_relative_to(packages / name) for name in ("mkdocs", "material")):
            continue
        yield str(folder)
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                data = path.read_bytes()
                _assert_seen(env, path, data)
                yield str(path.relative_to(folder))
                yield data


def _assert_seen(env: jinja2.Environment, path: Path, data: bytes) -> None:
    """Raises NotPlainError for a template that reads what no key takes in."""
    if b"{{" not in data and b"{%" not in data:
        return
    try:
        template = env.parse(data.decode())
    except (jinja2.TemplateSyntaxError, UnicodeDecodeError):
        return  # no template, or one that ends the build
    own = {"page"}.union(map(_namespace, template.find_all(nodes.Assign)))
    for node in template.find_all((nodes.Name, nodes.Getattr, nodes.Getitem, nodes.Filter)):
        word = _unseen_in_sitemap(node) if path.name == _SITEMAP else _unseen(node, own)
        if word:
            raise NotPlainError(f"{path.name}:{node.lineno} reads `{word}`")


def _namespace(node: nodes.Assign) -> str:
    """The name of a namespace that a template makes for itself."""
    match node:
        case nodes.Assign(
            target=nodes.Name(name=name), node=nodes.Call(node=nodes.Name(name=made))
        ):
            return str(name) if made == "namespace" else ""
    return ""


def _unseen_in_sitemap(node: nodes.Node) -> str:
    match node:
        case nodes.Getattr(attr=name) | nodes.Getitem(arg=nodes.Const(value=name)):
            return str(name) if name in _UNSEEN_IN_SITEMAP else ""
        case nodes.Filter(name="attr"):
            return "attr"
    return ""


def _unseen(node: nodes.Node, own: Set[str]) -> str:
    """What a node of a template reads that may be another page's, if it does."""
    match node:
        case nodes.Name(name=name, ctx="load") if name in _UNSEEN_NAMES:
            return str(name)
        case nodes.Filter(name=name) if name in _UNSEEN_FILTERS:
            return str(name)
        case nodes.Getattr(node=nodes.Name(name=name)) if name in own:
            return ""
        case nodes.Getattr(attr=name) | nodes.Getitem(arg=nodes.Const(value=name)):
            return str(name) if name in _UNSEEN_ATTRIBUTES else ""
    return ""
