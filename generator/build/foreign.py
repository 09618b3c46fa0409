"""Plugins and hooks beside our own, of which nobody can say what they make of a page."""

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import EVENTS

_OURS = "generator.build.plugin"
_OF_BUILDS = [one for one in EVENTS if one not in ("startup", "config", "serve", "shutdown")]
_SEARCH = "material/search"  # its settings, which are compared, are all that it makes of a config


def handlers(config: MkDocsConfig, *events: str) -> str:
    """The names of those that take part in these events."""
    origins = config.plugins._event_origins
    methods = [method for event in events for method in config.plugins.events[event]]
    others = [one for one in methods if type(getattr(one, "__self__", one)).__module__ != _OURS]
    return ", ".join(sorted({origins.get(one, "a hook") for one in others}))


def others(config: MkDocsConfig) -> bool:
    """Does any of them take part in a build?"""
    return bool(handlers(config, *_OF_BUILDS)) or handlers(config, "config") not in ("", _SEARCH)
