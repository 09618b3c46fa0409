"""Small pages that are written in HTML and stand alone; every value is escaped by default."""

from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from generator.core import text
from generator.site.writer import TEMPLATES


def written(template: str, **values: Any) -> bytes:
    return _environment().get_template(f"{template}.html").render(**values).encode()


@cache
def part(name: str) -> str:
    """A file beside the templates, as it is."""
    return (TEMPLATES / name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        cache_size=-1,  # all of them: they are few, and need not be kept in order of use
        auto_reload=False,
    )
    environment.globals["counted"] = text.counted
    return environment
