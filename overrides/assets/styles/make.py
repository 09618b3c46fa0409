"""Puts the style sheets of this folder into one file, `explainer.css` beside the folder.

    python overrides/assets/styles/make.py

One file, the same for all pages, is fetched once and held by the reader's browser. It is made here
and checked in, rather than at build, so that any engine can serve it; a test asks whether it is in
step with its sources, and whether a browser reads the same rules in it as in them.
"""

import re
from pathlib import Path

HERE = Path(__file__).parent
MADE = HERE.parent / "explainer.css"
SHEETS = ("page.css", "map.css", "time.css", "bars.css")
FONTS = ("fallback.css", "faces.css")


def written() -> str:
    """The sheets as they are written, in their order."""
    sheets = [_text(name) for name in SHEETS]
    light, dark = (_text(f"{scheme}.css") for scheme in ("light", "dark"))
    schemes = (
        f"body{{{light}}}\n"
        f'body[data-md-color-scheme="slate"]{{{dark}}}\n'
        # Without JavaScript nobody can choose a scheme: the device's is taken.
        f"@media screen and (prefers-color-scheme: dark){{.no-js body{{{dark}}}}}\n"
    )
    return "\n".join([_faces("".join(sheets)), schemes, *sheets])


def shortened(css: str) -> str:
    """Without comments, and without the spaces that part nothing.

    A space stays where it may mean something: between selectors, and around `+` and `-` in `calc`.
    """
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r" ?([{};,]) ?", r"\1", css)
    css = re.sub(r"(?<=[\w-]): (?=[^{}]*[;}])", ":", css)
    return css.replace(";}", "}").strip()


def made() -> str:
    return f"/* Made by styles/make.py. */\n{shortened(written())}\n"


def _faces(styles: str) -> str:
    """The font faces that these styles name; others are for the cards alone."""
    fonts = "".join(_text(f"../fonts/{name}") for name in FONTS)
    faces = re.finditer(r'@font-face{font-family:("[^"]+").*}', fonts)
    named = [face[0] for face in faces if face[1] in styles]
    return "\n".join(named).replace('url("', 'url("fonts/')


def _text(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


if __name__ == "__main__":
    MADE.write_text(made(), encoding="utf-8")
