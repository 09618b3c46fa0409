"""Pages at the former addresses of records: an address that was published never dies."""

from collections.abc import Iterator, Mapping
from html import escape
from urllib.parse import urljoin

from generator.model.kinds import kind_of
from generator.model.records import title_of
from generator.pages.making import Making
from generator.pages.paths import address, path_of, way
from generator.pages.site import Asset, Page

_PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<title>{title}</title>
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url={target}">
<link rel="canonical" href="{canonical}">
</head>
<body>
<p>This page has moved: <a href="{target}">{title}</a></p>
</body>
</html>
"""


def redirects(making: Making, pages: Mapping[str, Page]) -> Iterator[Asset]:
    """One page an id that a record had before, without a script and without a plugin."""
    del pages
    for record in making.archive.records.values():
        now = address(path_of(record))
        for former in record.formerly:
            before = f"{kind_of(record).section}/{former}/"
            target = way(before, now)
            page = _PAGE.format(
                language=escape(making.explainer.language),
                title=escape(title_of(record)),
                target=escape(target),
                canonical=escape(urljoin(making.site_url, now) if making.site_url else target),
            )
            yield Asset(f"{before}index.html", page.encode())
