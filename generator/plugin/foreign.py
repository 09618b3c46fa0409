"""Plugins and hooks beside our own, of which nobody can say what they make of a page."""

from mkdocs.config.defaults import MkDocsConfig

_OURS = __package__


def handlers(config: MkDocsConfig, *events: str) -> str:
    """The names of those that take part in these events."""
    origins = config.plugins._event_origins
    methods = [method for event in events for method in config.plugins.events[event]]
    others = [one for one in methods if type(getattr(one, "__self__", one)).__module__ != _OURS]
    return ", ".join(sorted({origins.get(one, "a hook") for one in others}))
