"""Small pages that are written in HTML and stand alone; every value is escaped by default."""

from functools import cache
from typing import Any

from generator.site.writer import TEMPLATES, environment


def written(template: str, **values: Any) -> bytes:
    return _html().get_template(f"{template}.html").render(**values).encode()


@cache
def part(name: str) -> str:
    """A file beside the templates, as it is."""
    return (TEMPLATES / name).read_text(encoding="utf-8")


_html = cache(environment)
