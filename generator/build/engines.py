"""A rendered site as a project of its own, for engines that run no plugin."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

import yaml
from mkdocs.utils import get_theme_dir
from yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode

from generator.labels.labels import labels_in

ENGINES = ("mkdocs", "properdocs", "zensical")
SETTINGS = "mkdocs.yml"
PAGES = "content"
THEME = "overrides"
_PLUGIN = "explainer"
_UP = re.compile(r'(<[^<>]*\shref=")\.\./')
_TEXT = "tag:yaml.org,2002:str"
_HEAD = "# Made by `explainer render` from the project's own mkdocs.yml; changes here are lost.\n"


def theme_language(language: str, folders: Iterable[str]) -> str:
    """The name under which a theme speaks a language; empty if it does not."""
    for name in (language, language.partition("-")[0]):
        if any(Path(folder, f"partials/languages/{name}.html").is_file() for folder in folders):
            return name
    return ""


def project(
    language: str, tree: Mapping[str, bytes], settings: str, theme: Mapping[str, bytes], engine: str
) -> dict[str, bytes]:
    """The files of a project that an engine builds which reads MkDocs' settings.

    `tree` is a site's Markdown tree with its pictures, in this language; `theme` are the files of
    the folder that the settings name as `custom_dir`, by path below it.
    """
    return {
        SETTINGS: without_plugin(settings, language).encode(),
        **{f"{PAGES}/{path}": _page(path, data, engine) for path, data in tree.items()},
        **{f"{THEME}/{path}": data for path, data in theme.items() if _is_of_theme(path)},
    }


def custom_dir(settings: str) -> str:
    """The folder of the project's own part of the theme, or nothing."""
    theme = _entry(_root(settings), "theme")
    return _scalar(_entry(theme, "custom_dir")) if isinstance(theme, MappingNode) else ""


def without_plugin(settings: str, language: str) -> str:
    """MkDocs' settings without our plugin, whose pages are written already.

    The settings are changed as YAML's nodes, so that tags such as `!ENV` stay what they are.
    """
    root = _root(settings)
    _set(root, "docs_dir", PAGES)
    _set(root, "site_dir", "site")
    plugins, theme = _entry(root, "plugins"), _entry(root, "theme")
    if isinstance(plugins, CollectionNode):
        plugins.value = [plugin for plugin in plugins.value if _plugin_name(plugin) != _PLUGIN]
    if isinstance(theme, MappingNode):
        if _entry(theme, "custom_dir"):
            _set(theme, "custom_dir", THEME)
        # Zensical has two looks, and ours is made for the one that it has in common with Material.
        _set(theme, "variant", "classic")
        if name := theme_language(language, [get_theme_dir("material")]):
            _set(theme, "language", name)
    extra = yaml.compose(yaml.safe_dump(labels_in(language).for_theme), Loader=yaml.SafeLoader)
    own = _entry(root, "extra")
    if isinstance(own, MappingNode) and isinstance(extra, MappingNode):
        extra.value = [*own.value, *extra.value]
    _set(root, "extra", extra)
    return _HEAD + yaml.serialize(root, Dumper=yaml.SafeDumper, allow_unicode=True, width=100)


def _page(path: str, data: bytes, engine: str) -> bytes:
    """A file of the tree as the engine reads it.

    Addresses within HTML, as in our maps, are relative to the page's address. Zensical takes them
    for relative to its Markdown file, which lies a folder higher unless it is an index.
    """
    if engine != "zensical" or not path.endswith(".md") or path.endswith("index.md"):
        return data
    return _UP.sub(r"\1", data.decode()).encode()


def _root(settings: str) -> MappingNode:
    root = yaml.compose(settings, Loader=yaml.SafeLoader)
    if not isinstance(root, MappingNode):
        raise ValueError(f"{SETTINGS} is not a mapping")
    return root


def _entry(node: MappingNode, key: str) -> Node | None:
    return next((value for name, value in node.value if _scalar(name) == key), None)


def _set(node: MappingNode, key: str, value: Node | str | None) -> None:
    kept = [pair for pair in node.value if _scalar(pair[0]) != key]
    new = ScalarNode(_TEXT, value) if isinstance(value, str) else value
    node.value = [*kept, (ScalarNode(_TEXT, key), new)]


def _scalar(node: Node | None) -> str:
    return str(node.value) if isinstance(node, ScalarNode) else ""


def _plugin_name(plugin: Node | tuple[Node, Node]) -> str:
    """Of `search`, of a mapping with the only key `search`, or of this key with its value."""
    if isinstance(plugin, MappingNode):
        plugin = plugin.value[0]
    return _scalar(plugin[0] if isinstance(plugin, tuple) else plugin)


def _is_of_theme(path: str) -> bool:
    """MkDocs publishes no program, no readme and nothing hidden of a theme; others would."""
    pure = PurePosixPath(path)
    hidden = any(part.startswith((".", "__")) for part in pure.parts)
    return not (hidden or pure.suffix == ".py" or pure.stem.lower() == "readme")
