"""Makes the small web fonts of this folder, and their style sheets, from the full families.

Run it with Python, fontTools, Brotli and npm at hand; what it makes is committed:

    pip install fonttools brotli && python overrides/assets/fonts/make.py

It also calculates the fallback faces: the fonts that a reader's device has, stretched until a
line of text is as long and as high as in ours, so that nothing jumps when ours arrive.
"""

import logging
import re
import subprocess
import tarfile
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import kerning
from fontTools import subset
from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

HERE = Path(__file__).parent
PROJECT = HERE.parent.parent.parent
PACKAGES = (
    "source-serif@4.5.1",
    "source-sans@3.52.0",
    # Metrics of what devices have: Tinos stands for Times New Roman, Arimo for Arial.
    "@fontsource/tinos@5.3.0",
    "@fontsource/arimo@5.3.0",
    "@fontsource/noto-serif@5.3.0",
    "@fontsource/roboto@5.3.0",
)

# What nearly every page needs and little more, because both files of it arrive before the first
# picture is whole: plain Latin, and the letters that names around the subject have, of Turkish and
# Polish, and the usual ones of Czech and of Western Europe. They stand in one file with the plain
# letters, whose outlines they reuse: a file of their own would be three times as large as what they
# add.
LATIN = (
    *range(0x20, 0x7F),
    *map(ord, "\N{NO-BREAK SPACE}«°·»–—‘’“”„…€→"),
    *map(ord, "ÄÉÓÖÜßàáâäçèéêëíîïñóôöúüýÇ"),
    *map(ord, "ĞğİıŞşĄąĆćĘęŁłŃńŚśŹźŻżČčěřŠšŽž"),
)
# There if needed: the other signs and letters of Western Europe and of Czech; Slovak, Hungarian,
# Romanian, Baltic, Croatian, Belarusian in Latin letters.
EXTENDED = (
    *map(ord, "¡§©®±¿×÷‚′″‹›№←−≈"),
    *map(ord, "ÀÁÂÃÅÆÈÊËÌÍÎÏÐÑÒÔÕØÙÚÛÝÞãåæìðòõøùûþÿ"),
    *map(ord, "ĎďĚŇňŘŤťŮůĹĺĽľŔŕŐőŰűĂăȘșȚțŢţĀāĒēĢģĪīĶķĻļŅņŪūĖėĮįŲųĐđŬŭŒœ"),
)
# Russian, Ukrainian and Belarusian.
CYRILLIC = (*range(0x410, 0x450), *map(ord, "ЁёЄєІіЇїЎўҐґ"))
SUBSETS = {"latin": LATIN, "latin-ext": EXTENDED, "cyrillic": CYRILLIC}
WEIGHTS = (400, 600)
# Cyrillic stands in quotations and names, never in headings: one weight, half the size. It is a
# family of its own, because browsers take those faces of a family whose weights fit best, and do
# not look into the others for a letter that these lack. Bold letters they make themselves.
ONE_WEIGHT = "cyrillic"
# What a browser can do without, once a font is a subset with few axes.
NEEDLESS = ("HVAR", "MVAR", "STAT", "BASE", "GSUB", "GDEF", "GPOS")
# How far a point of the bolder letters may be from where it was drawn, in thousandths of the size:
# a twentieth of a pixel in the largest heading. A point that may stand where its neighbours lead it
# needs no entry of its own.
TOLERANCE = 1


# Keys, links and citations in the records, which readers do not see as they are written.
MARKUP = re.compile(
    r"\[\[[\w-]+\|?|\]\]|\[@[^\]]*\]|^[ -]*[\w-]+:( [a-z\d-]+$)?|^ *- [a-z\d-]+$", re.M
)


@dataclass(frozen=True)
class Device:
    """A font that devices have: the file that has its metrics, and the names it goes by."""

    name: str
    package: str
    stem: str
    regular: tuple[str, ...]
    bold: tuple[str, ...]


@dataclass(frozen=True)
class Family:
    name: str
    stem: str
    package: str
    file: str
    axes: dict[str, float]  # all but the weight, and where they are kept
    kerned: bool
    devices: tuple[Device, ...]

    @property
    def cyrillic(self) -> str:
        return self.name.replace(" ", " Cyrillic ")


FAMILIES = (
    Family(
        "Explainer Serif",
        "serif",
        "source-serif-4.5.1",
        "VAR/SourceSerif4Variable-Roman.ttf",
        {"opsz": 20},
        True,
        (
            Device(
                "Times",
                "fontsource-tinos-5.3.0",
                "tinos",
                ("Times New Roman", "Liberation Serif", "Tinos"),
                ("Times New Roman Bold", "Liberation Serif Bold", "Tinos Bold"),
            ),
            Device(
                "Noto",
                "fontsource-noto-serif-5.3.0",
                "noto-serif",
                ("Noto Serif", "NotoSerif"),
                ("Noto Serif Bold", "NotoSerif-Bold"),
            ),
        ),
    ),
    Family(
        "Explainer Sans",
        "sans",
        "source-sans-3.52.0",
        "VF/SourceSans3VF-Upright.ttf",
        {},
        False,  # labels are short, and set loosely
        (
            Device(
                "Arial",
                "fontsource-arimo-5.3.0",
                "arimo",
                ("Arial", "Liberation Sans", "Arimo", "Helvetica Neue"),
                ("Arial Bold", "Liberation Sans Bold", "Arimo Bold", "Helvetica Neue Bold"),
            ),
            Device(
                "Roboto",
                "fontsource-roboto-5.3.0",
                "roboto",
                ("Roboto", "Roboto Regular"),
                ("Roboto Bold",),
            ),
        ),
    ),
)


def main() -> None:
    logging.disable(logging.WARNING)
    letters = _letters()
    faces, fallbacks = [], []
    with tempfile.TemporaryDirectory() as folder:
        packages = Path(folder)
        _fetch(packages)
        for family in FAMILIES:
            for name, characters in SUBSETS.items():
                file = f"{family.stem}-{name}.woff2"
                weights = WEIGHTS[:1] if name == ONE_WEIGHT else WEIGHTS
                _subset(packages / family.package / family.file, family, characters, weights, file)
                called = family.cyrillic if name == ONE_WEIGHT else family.name
                faces.append(_face(called, file, characters, weights))
            fallbacks += _fallbacks(packages, family, letters)
            licence = (packages / family.package / "LICENSE.md").read_text(encoding="utf-8")
            (HERE / f"OFL-{family.stem}.txt").write_text(licence, encoding="utf-8")
    head = "/* Made by make.py beside this file. */\n"
    (HERE / "faces.css").write_text(head + "\n".join(faces) + "\n", encoding="utf-8")
    (HERE / "fallback.css").write_text("\n".join(fallbacks) + "\n", encoding="utf-8")
    kerning.main()


def _fetch(folder: Path) -> None:
    subprocess.run(["npm", "pack", "--silent", *PACKAGES], cwd=folder, check=True)  # noqa: S603, S607
    for archive in folder.glob("*.tgz"):
        with tarfile.open(archive) as tar:
            tar.extractall(folder / archive.name.removesuffix(".tgz"), filter="data")
    for inner in folder.glob("*/package"):
        for path in inner.iterdir():
            path.rename(inner.parent / path.name)


def _letters() -> Counter[str]:
    """How often each character stands in this site's texts, for the mean width of one.

    It is the records' prose that counts, with its many names and numbers: calculated from plain
    English, lines in the fallback would be one per cent too long, and paragraphs a line longer.
    """
    data = PROJECT / "site-data"
    records = [data / "explainer.yml", *sorted(data.glob("[!fs]*/**/*.yml"))]
    texts = (MARKUP.sub("", path.read_text("utf-8")) for path in records)
    count = Counter("".join(" ".join(text.split()) for text in texts))
    return Counter({char: n for char, n in count.items() if " " <= char <= "~"})


def _subset(
    source: Path,
    family: Family,
    characters: Iterable[int],
    weights: tuple[int, ...],
    file: str,
) -> None:
    font = _part(source, family, characters, weights[0] if len(weights) == 1 else weights)
    # One kerning for all weights, that of headings, where it is seen: text differs by a hair.
    pairs = kerning.pairs(_part(source, family, characters, weights[-1])) if family.kerned else {}
    for table in NEEDLESS:
        if table in font:
            del font[table]
    if pairs:
        _kern(font, pairs)
    if "gvar" in font:
        _simplify(font)
    _rename(font, family.name)
    font.flavor = "woff2"
    font.save(HERE / file, reorderTables=True)


def _part(
    source: Path,
    family: Family,
    characters: Iterable[int],
    weight: int | tuple[int, ...],
) -> TTFont:
    options = subset.Options()
    options.layout_features = ["kern"]
    options.hinting = False
    options.notdef_outline = False
    font = TTFont(source, recalcTimestamp=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    return instancer.instantiateVariableFont(font, {"wght": weight, **family.axes})


def _kern(font: TTFont, pairs: Mapping[str, int]) -> None:
    """Kerning as one table of classes: little more than half of the original's layers of them."""
    names = font.getBestCmap()

    def group(characters: str) -> str:
        return f"[{' '.join(names[ord(char)] for char in characters)}]"

    lefts, rights, columns = kerning.table(pairs)
    rules = [
        f"pos {group(left)} {group(right)} {value};"
        for right, column in zip(rights, columns, strict=True)
        for left, value in zip(lefts, column, strict=True)
        if value
    ]
    scripts = [f"languagesystem {script} dflt;" for script in ("DFLT", "latn", "cyrl")]
    lines = (*scripts, "feature kern {", *rules, "} kern;")
    addOpenTypeFeaturesFromString(font, "\n".join(lines))


def _simplify(font: TTFont) -> None:
    glyphs, metrics = font["glyf"], font["hmtx"].metrics
    for name, variations in font["gvar"].variations.items():
        points, control = glyphs._getCoordinatesAndControls(name, metrics)
        for variation in variations:
            variation.calcInferredDeltas(points, control.endPts)
            variation.roundDeltas()
            variation.optimize(points, control.endPts, TOLERANCE)


def _rename(font: TTFont, name: str) -> None:
    """A subset is a changed version, which must not carry the reserved name of the original."""
    for record in font["name"].names:
        if record.nameID == 1:
            record.string = name
    # The copyright, the name and the style; the licence stands beside the files.
    font["name"].names = [one for one in font["name"].names if one.nameID in (0, 1, 2)]


def _face(family: str, file: str, characters: Iterable[int], weights: tuple[int, ...]) -> str:
    return (
        f'@font-face{{font-family:"{family}";font-weight:{" ".join(map(str, weights))};'
        f'font-display:swap;src:url("{file}") format("woff2");unicode-range:{_ranges(characters)}}}'
    )


def _ranges(characters: Iterable[int]) -> str:
    runs: list[list[int]] = []
    for code in sorted(set(characters)):
        if runs and code == runs[-1][1] + 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return ",".join(f"U+{a:X}" if a == b else f"U+{a:X}-{b:X}" for a, b in runs)


def _fallbacks(packages: Path, family: Family, letters: Counter[str]) -> Iterable[str]:
    for weight, css_weight in ((400, "400"), (700, "600 700")):
        ours = _instance(packages / family.package / family.file, min(weight, WEIGHTS[1]))
        for device in family.devices:
            stem = f"{device.stem}-latin-{weight}-normal.woff2"
            theirs = TTFont(packages / device.package / "files" / stem)
            ratio = _mean_width(ours, letters) / _mean_width(theirs, letters)
            up = ours["head"].unitsPerEm * ratio
            names = device.regular if weight == WEIGHTS[0] else device.bold
            local = ",".join(f'local("{name}")' for name in names)
            yield (
                f'@font-face{{font-family:"{family.name} {device.name}";font-weight:{css_weight};'
                f"src:{local};size-adjust:{ratio:.2%};"
                f"ascent-override:{ours['hhea'].ascent / up:.2%};"
                f"descent-override:{-ours['hhea'].descent / up:.2%};line-gap-override:0%}}"
            )


def _instance(source: Path, weight: int) -> TTFont:
    """One weight of a family, with the plain letters only: all that its mean width needs."""
    font = TTFont(source)
    subsetter = subset.Subsetter()
    subsetter.populate(unicodes=range(0x20, 0x7F))
    subsetter.subset(font)
    axes = {axis.axisTag: axis.defaultValue for axis in font["fvar"].axes}
    return instancer.instantiateVariableFont(font, axes | {"wght": weight})


def _mean_width(font: TTFont, letters: Counter[str]) -> float:
    """The mean advance of a character of running text, in ems."""
    names, widths = font.getBestCmap(), font["hmtx"]
    known = {char: n for char, n in letters.items() if ord(char) in names}
    total = sum(widths[names[ord(char)]][0] * n for char, n in known.items())
    return total / sum(known.values()) / font["head"].unitsPerEm


if __name__ == "__main__":
    main()
