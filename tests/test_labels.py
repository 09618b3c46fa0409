"""Every word of the interface is in the catalogue, and speaks the site's language.

An explainer whose data are in Cyrillic letters is made in a pseudo-language, whose messages are
accented. Nothing in plain letters may be left of it but names, code and addresses.
"""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import chain
from pathlib import Path
from string import Formatter
from typing import Any
from xml.etree import ElementTree as ET

import pseudo
import pytest
import yaml
from archives import ROOT, markdown_in_html, minimal, texts
from babel.localedata import locale_identifiers
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from browsing import ALL_HERE
from catalogue import TEMPLATE, messages, template
from click.testing import CliRunner
from file_server import BELOW, serving
from icalendar import Calendar
from mkdocs.__main__ import cli
from mkdocs.utils import get_theme_dir
from page_kinds import PAGE_KINDS
from playwright.sync_api import Browser
from pseudo import LANGUAGE, english, english_attributes, english_texts, rewritten

from generator.build.engines import without_plugin
from generator.build.pipeline import Generation, make
from generator.checks.run import checked
from generator.core.dates import parse
from generator.data.project import read_texts
from generator.labels import labels
from generator.labels.labels import EnglishText, Labels, labels_in, sort_key
from generator.query.context import Settings
from generator.site.search import RECORDS
from generator.site.site import Page

pytest_plugins = ("browser_fixtures",)

EXAMPLE = ROOT / "examples" / "korean-armistice"


# -- The catalogue


def test_the_template_lists_every_message_that_is_used() -> None:
    assert TEMPLATE.read_bytes() == template(messages()), "make labels"


def test_a_message_and_its_plural_have_the_same_places() -> None:
    with TEMPLATE.open("rb") as file:
        found = [one.id for one in read_po(file) if isinstance(one.id, tuple)]
    assert found
    for singular, plural in found:
        assert _places(singular) | {"number"} == _places(plural) | {"number"}


def _places(message: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(message) if name}


def _misplaced(catalogue: Catalog) -> list[str]:
    """Messages of which a translation has places that they have not: it could not be filled in."""
    found = []
    for message in catalogue:
        forms = message.id if isinstance(message.id, tuple) else (message.id,)
        own = {place for form in forms for place in _places(str(form))}
        said = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.id and any(_places(str(text)) - own for text in said):
            found.append(str(forms[0]))
    return found


def test_translations_have_the_places_of_their_messages() -> None:
    wrong = Catalog(locale="uk")
    wrong.add("since {date}", "від {дати}")
    wrong.add(("{number} claim", "{number} claims"), ("{number} а", "{number} б", "{number} в"))
    assert _misplaced(wrong) == ["since {date}"]
    for file in labels.FOLDER.glob("*.po"):
        with file.open("rb") as text:
            assert _misplaced(read_po(text)) == [], file.name


def test_a_catalogue_is_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(labels, "FOLDER", tmp_path)
    (tmp_path / "uk.po").write_text(_UKRAINIAN)
    spoken = Labels("uk")
    assert spoken.gettext("Talks") == "Переговори"
    assert [spoken.ngettext("{number} claim", "{number} claims", n) for n in (1, 3, 5, 21)] == [
        "1 твердження-один",
        "3 твердження-кілька",
        "5 тверджень",
        "21 твердження-один",
    ]
    assert Labels("uk-UA").gettext("Talks") == "Переговори"


_UKRAINIAN = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 :"
" n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);\\n"

msgid "Talks"
msgstr "Переговори"

msgid "{number} claim"
msgid_plural "{number} claims"
msgstr[0] "{number} твердження-один"
msgstr[1] "{number} твердження-кілька"
msgstr[2] "{number} тверджень"
"""


def test_a_language_begins_with_pybabel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As CONTRIBUTING.md has it: plurals are those of the language, and what is empty or only
    guessed is no translation."""
    file = tmp_path / "uk.po"
    command = [sys.executable, "-m", "babel.messages.frontend", "init", "-i", str(TEMPLATE)]
    subprocess.run([*command, "-o", str(file), "-l", "uk"], check=True, capture_output=True)
    begun = file.read_text()
    assert "nplurals=3" in begun
    translated = begun.replace('msgid "Talks"\nmsgstr ""', 'msgid "Talks"\nmsgstr "Переговори"')
    translated = translated.replace('msgid "Menu"\nmsgstr ""', 'msgid "Menu"\nmsgstr "Меню"')
    translated = re.sub(
        r'((?:#:.*\n)+)(msgid "Data"\nmsgstr) ""', r'\1#, fuzzy\n\2 "Дата"', translated
    )
    assert translated.count("fuzzy") == begun.count("fuzzy") + 1
    file.write_text(translated)
    monkeypatch.setattr(labels, "FOLDER", tmp_path)
    spoken = Labels("uk")
    assert spoken.gettext("Talks") == "Переговори"
    untranslated = spoken.ngettext("{number} claim", "{number} claims", 4), spoken.gettext("Data")
    assert untranslated == ("4 claims", "Data")
    assert all(isinstance(text, EnglishText) for text in untranslated)
    assert spoken.for_theme == {
        "labels": {"Talks": "Переговори", "Menu": "Меню"},
        "labels_missing": True,
    }


def test_what_a_catalogue_lacks_is_english_and_known_as_such(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(labels, "FOLDER", tmp_path)
    (tmp_path / "uk.po").write_text(_UKRAINIAN)
    lacking = Labels("uk").gettext("as of {date}, by {publisher}", date="2022", publisher="A")
    assert (lacking, type(lacking)) == ("as of 2022, by A", EnglishText)
    assert type(Labels("uk").gettext("Talks")) is str
    assert type(Labels("en").gettext("Talks")) is str


def test_the_theme_is_told_texts_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings with anything else have no key, and then no page of a build is kept."""
    monkeypatch.setattr(labels, "FOLDER", tmp_path)
    (tmp_path / "uk.po").write_text(_UKRAINIAN)
    assert Labels("uk").for_theme == {"labels": {"Talks": "Переговори"}, "labels_missing": True}


# -- Dates, numbers, lists and order


@pytest.mark.parametrize(
    ("language", "edtf", "words"),
    [
        ("en", "2022-02-28", "28 February 2022"),
        ("en", "2022-05~", "about May 2022"),
        ("en", "2022-03-14/2022-03-17", "14–17 March 2022"),
        ("en", "2022-02-28/2022-03-03", "28 February – 3 March 2022"),
        ("en", "2022-05/2022-06", "May – June 2022"),
        ("en", "2021-12-28/2022-03-03", "28 December 2021 – 3 March 2022"),
        ("en", "2022-05/..", "since May 2022"),
        ("de", "2022-02-28", "28. Februar 2022"),
        ("de", "2022-03-14/2022-03-17", "14.–17. März 2022"),
        ("uk", "2022-02-28", "28 лютого 2022\u202fр."),
        ("ja", "2022-02-28", "2022年2月28日"),
    ],
)
def test_dates_are_those_of_the_language(language: str, edtf: str, words: str) -> None:
    assert labels_in(language).date(parse(edtf)) == words


@pytest.mark.exhaustive
def test_every_language_of_cldr_has_the_forms_of_intervals() -> None:
    days, months = parse("2022-03-14/2022-04-17"), parse("2022-03/2022-04")
    for name in locale_identifiers():
        spoken = Labels(name.replace("_", "-"))
        assert spoken.date(days) and spoken.date(months), name


@pytest.mark.parametrize(
    ("language", "number", "share", "words"),
    [
        ("en", "1,234", "5%", "a, b and c"),
        ("de", "1.234", "5\xa0%", "a, b und c"),
    ],
)
def test_numbers_and_lists_are_those_of_the_language(
    language: str, number: str, share: str, words: str
) -> None:
    spoken = labels_in(language)
    assert spoken.number(1234) == number
    assert spoken.share(5, 100) == share
    assert spoken.listed("abc") == words


def test_all_but_one_is_not_all_and_one_is_not_none() -> None:
    share = labels_in("en").share
    assert [share(999, 1000), share(1, 1000), share(0, 10), share(10, 10), share(0, 0)] == [
        "99%",
        "under 1%",
        "0%",
        "100%",
        "–",
    ]


def test_names_are_in_the_order_of_unicode() -> None:
    names = ["Zürich", "Ångström", "angel", "Łódź", "Lviv", "Єгипет", "Житомир", "Ель"]
    expected = ["angel", "Ångström", "Łódź", "Lviv", "Zürich", "Ель", "Єгипет", "Житомир"]
    assert sorted(names, key=sort_key) == expected


# -- An explainer in the pseudo-language


@pytest.fixture(scope="module")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """There is a catalogue of the pseudo-language."""
    folder = tmp_path_factory.mktemp("labels")
    pseudo.catalogue(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(labels, "FOLDER", folder)
        labels_in.cache_clear()
        yield
    labels_in.cache_clear()


@pytest.fixture(scope="module")
def translated(spoken: None) -> Generation:
    """The real data, rewritten; without their fingerprints nothing is proven."""
    files = {one.path: one.data for one in read_texts(ROOT)}
    done = make(texts(rewritten(files)), _SETTINGS)
    assert done.site is not None, done.found
    return done


_SETTINGS = Settings(
    "https://example.org/repository", "https://example.org/explainer/", date(2026, 11, 1)
)


@pytest.mark.parametrize("kind", [kind for kind in PAGE_KINDS if kind != "not found"])
def test_no_page_has_a_word_of_its_own(translated: Generation, kind: str) -> None:
    assert translated.site is not None
    address = PAGE_KINDS[kind]
    stem = address.rstrip("/")
    pages = translated.site.pages
    page = pages.get(f"{stem}.md") or pages[f"{address}index.md"]
    html = markdown_in_html(page.markdown.split("---\n", 2)[2])
    html = _OF_PYTHON_MARKDOWN.sub("", html)  # which is told them when it makes a site
    assert [*english_texts(html), *english_attributes(html)] == []
    assert [words for words in _told(page) if english(words)] == []


_OF_PYTHON_MARKDOWN = re.compile(r' title="(?:Permanent link|Jump back[^"]*)"')


def _told(page: Page) -> Iterator[str]:
    """What the front matter says of a page to readers."""
    meta = page.meta
    yield from (page.title, page.description, meta.get("changed", ""), meta.get("held", ""))
    yield from (crumb.title for crumb in page.crumbs)
    yield from (one["title"] for one in meta["alternates"])
    yield re.sub(r"https?://\S+", "", meta.get("cite", ""))
    yield from (meta.get("card", {}).get("alt", ""), meta.get("embed", {}).get("label", ""))
    yield from _named(meta["jsonld"])


def _named(node: Any) -> Iterator[str]:
    """Names and descriptions of linked data."""
    if isinstance(node, list):
        yield from chain.from_iterable(map(_named, node))
    elif isinstance(node, Mapping):
        for name, value in node.items():
            if name in ("name", "description", "roleName") and isinstance(value, str):
                yield value
            else:
                yield from _named(value)


def test_no_feed_has_a_word_of_its_own(translated: Generation) -> None:
    assert translated.site is not None
    feeds = {p: d for p, d in translated.site.assets.items() if p.endswith("changes.atom")}
    assert len(feeds) > 1
    for path, data in feeds.items():
        root = ET.fromstring(data)
        shown = [one.text or "" for one in root.iter() if one.tag.endswith(("title", "content"))]
        shown += [one.get("label", "") for one in root.iter()]
        assert [text for text in shown if english(text)] == [], path
        for item in json.loads(translated.site.assets[path.replace(".atom", ".json")])["items"]:
            assert not english(item["title"]), path


def test_the_calendar_has_no_word_of_its_own(translated: Generation) -> None:
    assert translated.site is not None
    calendar = Calendar.from_ical(translated.site.assets["talks.ics"])
    names = ("name", "x-wr-calname", "summary", "description", "location")
    told = [str(entry.get(name, "")) for entry in calendar.walk() for name in names]
    assert any(told)
    assert [text for text in told if english(text)] == []


def test_no_card_has_a_word_of_its_own(translated: Generation) -> None:
    assert translated.site is not None
    for path, card in translated.site.cards.items():
        told = card._replace(tone="")
        assert not any(map(english, told)), path


def test_no_embed_has_a_word_of_its_own(translated: Generation) -> None:
    assert translated.site is not None
    frames = [p for p in translated.site.assets if p.endswith("embed/index.html")]
    assert frames
    for path in frames:
        html = translated.site.assets[path].decode()
        assert [*english_texts(html), *english_attributes(html)] == [], path
        answer = json.loads(translated.site.assets[path.replace("index.html", "oembed.json")])
        assert not english(answer["title"])


def test_the_search_has_no_word_of_its_own(translated: Generation) -> None:
    assert translated.site is not None
    found = json.loads(translated.site.assets[RECORDS])
    assert not english(found["also"].replace("{name}", ""))
    assert not any(map(english, found["kinds"]))
    for entry in found["entries"]:
        status = entry.get("status", ["", ""])[1]
        told = [entry["title"], entry.get("summary", ""), entry.get("date", ""), status]
        assert not any(map(english, [*told, entry["kind"]])), entry


def test_what_is_held_back_says_so_in_the_language(spoken: None) -> None:
    files = rewritten(minimal({"site-data/context/events/calm-2021.yml": _DRAFT}))
    done = make(texts(files), Settings(is_preview=True, today=date(2021, 7, 1)))
    assert done.site is not None, done.found
    held = [page.meta["held"] for page in done.site.pages.values() if "held" in page.meta]
    assert held and not any(map(english, held))


_DRAFT = """\
title: A calm
date: 2021-05-03
draft: true
sources: [lake-post-2021-05-04]
summary: It was strong. [@lake-post-2021-05-04]
"""


# -- The theme around it


def project(folder: Path) -> Path:
    """The example, rewritten, with the settings and the theme of this project."""
    files = rewritten({one.path: one.data for one in read_texts(EXAMPLE)})
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    settings = _SAID_BY_PUBLISHERS.sub(_in_cyrillic, (ROOT / "mkdocs.yml").read_text())
    (folder / "mkdocs.yml").write_text(settings)
    shutil.copytree(ROOT / "overrides", folder / "overrides")
    language = folder / "overrides" / "partials" / "languages" / f"{LANGUAGE}.html"
    language.parent.mkdir()
    language.write_text(_words_of_the_theme())
    return folder


_SAID_BY_PUBLISHERS = re.compile(
    r"^( +- (?=[A-Z])|site_name: |copyright: \"| +name: (?=S)| +title: )"
    r"(.*?)((?:: [a-z].*|:|\")?)$",
    re.MULTILINE,
)


def _in_cyrillic(found: re.Match[str]) -> str:
    return found[1] + pseudo.in_cyrillic(found[2]) + found[3]


def _words_of_the_theme() -> str:
    """Material's own words, as its file for a language has them."""
    english = Path(get_theme_dir("material"), "partials/languages/en.html").read_text()
    kept = ("language", "direction", "search.config.")

    def translated(found: re.Match[str]) -> str:
        words = found[2] if found[1].startswith(kept) else pseudo.pseudo(found[2])
        return f'"{found[1]}": "{words}"'

    return re.sub(r'"([\w.]+)": "([^"]*)"', translated, english).replace('"en"', f'"{LANGUAGE}"')


def _build(folder: Path) -> Path:
    _built(folder)
    return folder / "site"


def _built(folder: Path) -> str:
    """What MkDocs says."""
    command = ["build", "--strict", "--config-file", str(folder / "mkdocs.yml")]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SITE_URL", f"http://127.0.0.1{BELOW}")
        patch.setenv("REPOSITORY_URL", "https://example.org/repository")
        done = CliRunner().invoke(cli, command)
    assert done.exit_code == 0, done.output
    return done.output


@pytest.fixture(scope="module")
def built(spoken: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _build(project(tmp_path_factory.mktemp("translated")))


def test_no_page_of_the_theme_has_a_word_of_its_own(built: Path) -> None:
    pages = [*built.rglob("*.html")]
    assert len(pages) > 50
    for page in pages:
        html = page.read_text()
        assert [*english_texts(html), *english_attributes(html)] == [], page
        assert f'<html lang="{LANGUAGE}"' in html
        assert not re.search('lang="en">⟦', html), (
            f"{page}: what is translated is marked as English"
        )


def test_the_words_are_in_the_settings_of_other_engines(spoken: None) -> None:
    settings = yaml.load(without_plugin("site_name: A\n", LANGUAGE), Loader=yaml.SafeLoader)
    assert settings["extra"]["labels"]["Menu"] == pseudo.pseudo("Menu")


def test_a_translated_site_is_built_from_the_store_again(built: Path) -> None:
    """Its words are settings like others."""
    assert "All pages are rendered" not in _built(built.parent)


def test_a_site_without_a_catalogue_marks_what_is_english(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(labels, "FOLDER", tmp_path)
    labels_in.cache_clear()
    try:
        site = _build(project(tmp_path))
    finally:
        labels_in.cache_clear()
    marked = 0
    for page in site.rglob("*.html"):
        html = re.sub("<title>.*?</title>", "", page.read_text())  # no element may stand there
        assert [*english_texts(html)] == [], page
        marked += html.count('<span lang="en">')
    assert marked > 1000


def test_check_tells_that_there_is_no_catalogue() -> None:
    files = minimal()
    files["site-data/explainer.yml"] += b"language: tlh\n"
    found = checked(texts(files))[1]
    assert [finding.rule.id for finding in found] == ["no-catalogue"]


@pytest.mark.browser
def test_scripts_take_their_words_from_the_page(built: Path, chromium: Browser) -> None:
    with serving(built) as server, chromium.new_context() as context:
        page = context.new_page()
        for address in ("claims/", "timeline/"):
            page.goto(server.address + address)
            page.wait_for_selector(".x-filter form")
            form = page.inner_text(".x-filter form")
            assert "⟦" in form and not english(form)
            page.locator(".x-filter select").first.select_option(index=1)
            assert not english(page.inner_text(".x-filter form"))  # with the button that clears it
        page.goto(server.address)
        page.wait_for_function(ALL_HERE)
        page.keyboard.press("/")
        page.keyboard.type(pseudo.in_cyrillic("armistice"))
        page.keyboard.press("End")  # a key that there is on every keyboard
        page.wait_for_selector(".x-hit")
        assert not english(page.inner_text(".md-search-result"))
        assert "⟦" in page.inner_text(".x-hit >> nth=0")


@pytest.mark.browser
def test_a_search_that_fails_says_so_in_the_language(built: Path, chromium: Browser) -> None:
    with serving(built) as server, chromium.new_context() as context:
        page = context.new_page()
        page.route("**/records.json", lambda route: route.abort())
        page.goto(server.address)
        page.wait_for_function(ALL_HERE)
        page.keyboard.press("/")
        page.keyboard.type("x")
        page.wait_for_selector(".md-search-result__item")
        told = page.inner_text(".md-search-result__list")
        assert "⟦" in told and not english(told)
