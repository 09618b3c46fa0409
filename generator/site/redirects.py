"""What stands at old addresses: an address that was published never dies."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from urllib.parse import urljoin

from generator.data.archive import Archive
from generator.data.paths import address, href
from generator.query.context import PageContext
from generator.site.addresses import addresses, ends, moves
from generator.site.site import Page

_PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url={target}">
<link rel="canonical" href="{canonical}">
</head>
<body>
<main>
<h1>This page has moved</h1>
<p><a href="{target}">{title}</a></p>
</main>
</body>
</html>
"""


def led_on(archive: Archive) -> Sequence[tuple[str, str]]:
    """Every old address and where it leads now."""
    return sorted(ends(archive, addresses(archive)).items()) if any(moves(archive)) else []


def redirects(
    ctx: PageContext, pages: Mapping[str, Page], moved: Sequence[tuple[str, str]]
) -> Iterator[tuple[str, bytes]]:
    """One page for each old address of a page, without a script and without a plugin."""
    titles = {f"/{address(page.path)}": page.title for page in pages.values()}
    for before, now in moved:
        if before.endswith("/"):
            target = href(before[1:], now[1:])
            page = _PAGE.format(
                language=escape(ctx.explainer.language),
                title=escape(titles.get(now, ctx.explainer.title)),
                target=escape(target),
                canonical=escape(urljoin(ctx.site_url, now[1:]) if ctx.site_url else target),
            )
            yield f"{before[1:]}index.html", page.encode()


def copies(
    assets: Mapping[str, bytes], moved: Sequence[tuple[str, str]]
) -> Iterator[tuple[str, bytes]]:
    """The files at their old addresses: programs that ask for one follow no page."""
    for before, now in moved:
        file = assets.get(now[1:])
        if file is not None and not before.endswith("/"):
            yield before[1:], file
