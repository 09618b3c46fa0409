"""Plugins and hooks beside ours, of which nobody can say what they make of a page."""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import EVENTS

_OURS = "generator.build.plugin"
_SEARCH = "material.plugins.search.plugin"
_OF_BUILDS = [event for event in EVENTS if event not in ("startup", "serve", "shutdown")]


def participants(config: MkDocsConfig) -> str:
    """The names of those that take part in a build."""
    return ", ".join(
        sorted(
            name
            for name, plugin in config.plugins.items()
            if type(plugin).__module__ != _OURS
            and not (type(plugin).__module__ == _SEARCH and has_own_search(config))
            and any(hasattr(plugin, f"on_{event}") for event in _OF_BUILDS)
        )
    )


def without_unread_index(config: MkDocsConfig) -> None:
    """Where our search is in the theme, nothing reads the index of the theme's: it is not made."""
    if has_own_search(config):
        for event in ("page_context", "post_build"):
            config.plugins.events[event][:] = [
                method
                for method in config.plugins.events[event]
                if type(getattr(method, "__self__", None)).__module__ != _SEARCH
            ]


def has_own_search(config: MkDocsConfig) -> bool:
    return any(Path(folder, "assets/search/worker.js").is_file() for folder in config.theme.dirs)
