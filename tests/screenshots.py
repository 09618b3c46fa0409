"""Pictures of each kind of page, in both schemes and three widths, for eyes to look at.

    python tests/screenshots.py [FOLDER]

builds the site and writes FOLDER/KIND-WIDTH-SCHEME.png (FOLDER is `screenshots` if not given), and
the two pictures that README.md begins with to docs/pictures/.
"""

import shutil
import sys
import tempfile
from itertools import product
from pathlib import Path
from typing import NamedTuple

from archives import ROOT
from browsing import FLAGS, PROGRAMS, build
from file_server import serving
from page_kinds import PAGE_KINDS, SCHEMES, WIDTHS, Scheme
from PIL import Image
from playwright.sync_api import Browser, sync_playwright

TALLEST = 4000  # pixels of a page that are shown
COLOURS = 64  # of a picture of README.md: enough for flat colours and the edges of letters


class Picture(NamedTuple):
    """A picture of README.md: what is seen of a page before anyone scrolls."""

    path: str  # of the page
    width: int
    height: int
    density: int  # pixels of the picture to one of the page


PICTURES = {
    "home.png": Picture("", 1280, 860, 1),
    "claim-on-a-phone.png": Picture("claims/half-an-hour-by-plane/", 390, 844, 2),
}


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        site = Path(name)
        build(site)
        program = next(filter(None, map(shutil.which, PROGRAMS)), None)
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        with serving(site) as server:
            for width, scheme in product(WIDTHS, SCHEMES):
                _take(browser, server.address, folder, width, scheme)
            for drawn, picture in PICTURES.items():
                _draw(browser, server.address, ROOT / "docs" / "pictures" / drawn, picture)
        browser.close()


def _take(browser: Browser, address: str, folder: Path, width: int, scheme: Scheme) -> None:
    with browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme
    ) as context:
        page = context.new_page()
        for kind, path in PAGE_KINDS.items():
            page.goto(address + path, wait_until="networkidle")
            height = page.evaluate("document.documentElement.scrollHeight")
            file = folder / f"{kind.replace(' ', '-')}-{width}-{scheme}.png"
            page.screenshot(
                path=file,
                full_page=True,
                clip={"x": 0, "y": 0, "width": width, "height": min(height, TALLEST)},
            )
            print(file, file=sys.stderr)


def _draw(browser: Browser, address: str, file: Path, picture: Picture) -> None:
    path, width, height, density = picture
    with browser.new_context(
        viewport={"width": width, "height": height}, device_scale_factor=density
    ) as context:
        page = context.new_page()
        page.goto(address + path, wait_until="networkidle")
        page.screenshot(path=file)
    with Image.open(file) as full:
        few = full.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(file, optimize=True)
    print(file, file=sys.stderr)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "screenshots"))
