"""`explainer audit`: what is wrong with the HTML of a built site, where, each cause once."""

import json
from collections.abc import Mapping
from pathlib import Path

import html5lib
import pytest
from archives import ROOT
from click.testing import CliRunner, Result
from file_server import BELOW, Server
from page_kinds import PAGE_KINDS
from playwright.sync_api import Page
from projects import wait

from generator.audit.built import BUDGET, HEADERS, Built, Target, Where
from generator.audit.markup import Tag, pieces
from generator.audit.page import audit_page
from generator.audit.policy import source_of
from generator.audit.run import audit, weights
from generator.build import pool
from generator.build.pool import parallel_map
from generator.cli import main
from generator.cli.rules import AUDIT_RULES
from generator.core.diagnostics import Diagnostic

pytest_plugins = ("browser_fixtures",)

ADDRESS = "https://example.org/lake/"
POLICY = "script-src 'self' {}; style-src 'self'; img-src 'self'".format(source_of("go()"))
# Line 3 is where a test puts something into the head, line 6 into the body.
PAGE = """\
<!doctype html><html lang="en"><head><title>{title}</title>
<meta http-equiv="Content-Security-Policy" content="{policy}">
{head}
</head>
<body><p id="here">A page.</p>
{body}
</body></html>
"""


def page(body: str = "", head: str = "", title: str = "A page", policy: str = POLICY) -> str:
    return PAGE.format(body=body, head=head, title=title, policy=policy)


SITE = {
    "index.html": page(title="Home"),
    "404.html": page(title="Lost"),
    "claims/late/index.html": page('<h2 id="said">Said</h2>', title="Late"),
    "assets/map.png": "a picture",
    "assets/site.css": "a { color: red }",
    "assets/site.js": "go()",
    "data.json": "{}",
}


def built(overlay: Mapping[str, str], address: str = ADDRESS) -> Built:
    files = {name: text.encode() for name, text in {**SITE, **overlay}.items()}
    return Built(frozenset(files), files.__getitem__, address)


def found(overlay: Mapping[str, str], budget: int = BUDGET) -> tuple[Diagnostic, ...]:
    return audit(built(overlay), budget, parallel_map)


def found_in(text: str, name: str = "about/index.html") -> list[str]:
    """`line:column rule message` of everything that is wrong with a site with this page."""
    return [
        f"{one.span.line}:{one.span.column} {one.rule.id} {one.message}"
        for one in found({name: text})
    ]


def test_a_sound_site_has_no_findings() -> None:
    body = (
        '<p><a href="../claims/late/#said">late</a> <a href="../">home</a> <a href="#here">x</a>'
        '<a href="https://example.org/lake/claims/late/">late</a> <a href="mailto:a@b.c">m</a>'
        '<a href="https://elsewhere.example/#:~:text=late">e</a> <a href="?q=late">q</a>'
        '<img src="../assets/map.png" alt=""><br/><svg><path d="M0 0"/></svg></p>'
        "<ul><li>one<li>two</ul><table><tr><td>a<td>b</table>"
    )
    head = (
        '<script src="../assets/site.js"></script><script>go()</script>'
        '<script type="application/ld+json">{"@id": "https://example.org/lake/#it"}</script>'
        '<link rel="stylesheet" href="../assets/site.css">'
    )
    assert found_in(page(body, head, "About")) == []


WRONG = {
    "dead-link": [
        ('<a href="../claims/early/">x</a>', "6:1 nothing is at `claims/early/`"),
        ('<p>See\n<a href="/claims/late/">x</a></p>', "7:1 nothing is at `/claims/late/`"),
        ('<a href="../../x/">x</a>', "6:1 nothing is at `../../x/`"),
        ('<a href="../Claims/late/">x</a>', "6:1 nothing is at `Claims/late/`"),
        ('<img src="../assets/mop.png" alt="">', "6:1 nothing is at `assets/mop.png`"),
        ('<a href="https://example.org/lake/x/">x</a>', "6:1 nothing is at `x/`"),
        ('<form action="../find/"></form>', "6:1 nothing is at `find/`"),
        ("<script type=application/ld+json>{'@id': 'https://example.org/lake/x/#it'}</script>",
         "6:1 nothing is at `x/`, which the linked data names"),
    ],
    "dead-anchor": [
        ('<a href="#there">x</a>', "6:1 there is no `#there` on this page"),
        ('<a href="../claims/late/#sad">x</a>', "6:1 there is no `#sad` on `claims/late/`"),
        ('<svg><use href="#there"></use></svg>', "6:6 there is no `#there` on this page"),
    ],
    "link-without-slash": [
        ('<a href="../claims/late">x</a>', "6:1 the page is at `claims/late/`"),
    ],
    "repeated-anchor": [
        ('<p id="a"></p> <p id="a"></p>', "6:16 the `id` `a` stands here again"),
        ('<p id="here"></p>', "6:1 the `id` `here` stands here again"),
    ],
    "missing-alt": [
        ('<img src="../assets/map.png">', "6:1 the picture `map.png` has no `alt`"),
    ],
    "foreign-request": [
        ('<script src="https://cdn.example/x.js"></script>',
         "6:1 `https://cdn.example/x.js` is on another host"),
        ('<img src="//cdn.example/x.png" alt="">', "6:1 `//cdn.example/x.png` is on another host"),
        ('<img srcset="../assets/map.png 1x, https://c.example/x.png 2x" alt="">',
         "6:1 `https://c.example/x.png` is on another host"),
        ('<iframe src="https://video.example/"></iframe>',
         "6:1 `https://video.example/` is on another host"),
    ],
    "inline-handler": [
        ('<p>x</p><button onclick="go()">x</button>', "6:9 `<button>` has an `onclick`"),
        ("<svg onload=go()></svg>", "6:1 `<svg>` has an `onload`"),
    ],
    "script-address": [
        ('<a href=" JavaScript:go()">x</a>', "6:1 `JavaScript:go()` is a script"),
        ('<a href="java&#10;script:go()">x</a>', "6:1 `javascript:go()` is a script"),
    ],
    "against-policy": [
        ("<script>stop()</script>", "6:1 the script `stop()…` is not in the policy"),
        ('<p style="color: red">x</p>', "6:1 a `style` attribute is not allowed"),
        ("<style>a { color: red }</style>", "6:1 a `<style>` is not allowed"),
        ('<img src="data:image/png;base64,AA" alt="">',
         "6:1 `img-src` does not allow `data:image/png;base64,AA`"),
    ],
    "malformed-html": [
        ("<em>late</strong>", "6:9 `</strong>` closes nothing"),
        ("<div><em>late</div></em>", "6:14 `</div>` comes before `</em>`"),
        ("<p>one<div>two</div></p>", "6:21 `</p>` closes nothing"),
        ("<p><em>one<div>two</div></em></p>", "6:11 `<div>` stands in a `<p>`, which it ends"),
        ('<a href="#here"><a href="#here">x</a></a>', "6:17 `<a>` stands in another `<a>`"),
        ("<div/>", "6:1 `<div/>` is not closed by its slash"),
        ("</br>", "6:1 `<br>` has no end tag"),
        ('<p class="a" class="b">x</p>', "6:1 the attribute `class` stands twice in one tag"),
        ("<p>1 <2</p><b", "6:12 `</body` is no attribute"),
        ("<p>a <? b ?></p>", "6:6 `<` begins no tag here; as a character it is `&lt;`"),
        ("<!-- for ever", "6:1 the comment has no end"),
        ("<script>for ever", "6:1 `<script>` is never closed"),
        ("<section>", "7:1 `</body>` comes before `</section>`"),
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "body", "wanted"),
    [(rule, body, wanted) for rule, cases in WRONG.items() for body, wanted in cases],
)
def test_a_fault_is_found_at_its_place(rule: str, body: str, wanted: str) -> None:
    place, _, message = wanted.partition(" ")
    assert f"{place} {rule} {message}" in found_in(page(body, title="About"))
    others = {line.split()[1] for line in found_in(page(body, title="About"))} - {rule}
    assert others <= {"malformed-html"}  # what never ends hides the end of the page


def test_a_page_must_have_a_title_a_language_and_a_policy() -> None:
    assert found_in("<!doctype html><html><head></head><body></body></html>") == [
        "1:1 missing-language `<html>` has no `lang`",
        "1:1 missing-policy the page sets no content security policy",
        "1:1 missing-title the page has no title",
    ]


def test_a_script_before_the_policy_is_not_ruled_by_it() -> None:
    text = page(title="About").replace("<title>", "<script>go()</script><title>")
    assert found_in(text) == ["1:1 missing-policy a script stands before the policy"]


def test_two_pages_with_one_title_are_told_of() -> None:
    (one,) = found({"about/index.html": page(title="Late")})
    assert one.rule.id == "repeated-title"
    assert [note.span.path for note in one.notes] == ["about/index.html"]


def test_a_page_that_only_leads_on_may_have_the_title_of_the_other() -> None:
    refresh = '<meta http-equiv="refresh" content="0; url={}">'
    moved = page(head=refresh.format("../claims/late/"), title="Late")
    assert found({"old/index.html": moved}) == ()
    dead = page(head=refresh.format("../claims/early/"), title="Late")
    assert [one.rule.id for one in found({"old/index.html": dead})] == ["dead-link"]


def test_what_the_page_for_lost_readers_links_to_does_not_depend_on_the_address() -> None:
    good = page('<a href="/lake/claims/late/">x</a>', title="Lost")
    bad = page('<a href="claims/late/">x</a>', title="Lost")
    assert found({"404.html": good}) == ()
    assert [one.rule.id for one in found({"404.html": bad})] == ["dead-link"]


@pytest.mark.parametrize("name", ["feed.xml", "sitemap.xml", "data.json", "talks.ics", "data.csv"])
def test_addresses_in_feeds_and_data_are_followed(name: str) -> None:
    text = "<loc>https://example.org/lake/claims/late/</loc>,\nhttps://example.org/lake/gone/,x"
    (one,) = found({name: text})
    assert (one.rule.id, one.message) == ("dead-link", "nothing is at `gone/`")
    assert str(one.span) == f"{name}:2:1"


def test_lines_that_a_calendar_folds_are_read_as_one() -> None:
    good = "URL:https://example.org/lake/cl\r\n aims/late/\r\n"
    bad = "UID:x\r\nURL:https://example.org/lake/cl\r\n aims/early/\r\n"
    assert found({"talks.ics": good}) == ()
    (one,) = found({"talks.ics": bad})
    assert (one.message, one.span.line) == ("nothing is at `claims/early/`", 2)


def test_style_sheets_load_what_is_there_and_from_here() -> None:
    css = 'a { background: url("gone.png") }\n@import "https://fonts.example/x.css";'
    assert [(one.rule.id, one.span.line) for one in found({"assets/site.css": css})] == [
        ("dead-link", 1),
        ("foreign-request", 2),
    ]


def test_a_page_over_the_budget_names_its_heaviest_parts() -> None:
    body = '<img src="../assets/map.png" alt="">'
    overlay = {"about/index.html": page(body, title="About"), "assets/map.png": "x" * 5000}
    (one,) = found(overlay, budget=4096)
    assert one.rule.id == "heavy-page"
    assert "`assets/map.png` 5" in one.help


def test_a_fault_of_the_frame_is_told_once() -> None:
    """With the number of files that have it, and the first of them."""
    broken = {
        f"{name}/index.html": page('<a href="../gone/">x</a>', title=name)
        for name in ("a", "b", "c")
    }
    (one,) = found(broken)
    assert one.span.path == "a/index.html"
    assert [(note.span.path, note.message) for note in one.notes] == [
        ("b/index.html", "the same here and 1 other file")
    ]


def test_every_rule_is_tried() -> None:
    elsewhere = {"missing-title", "missing-language", "missing-policy", "repeated-title"}
    assert {rule.id for rule in AUDIT_RULES} == {*WRONG, *elsewhere, "heavy-page"}


@pytest.mark.parametrize(
    "rule", [rule for rule in AUDIT_RULES if rule.wrong], ids=lambda one: one.id
)
def test_the_example_of_a_rule_breaks_it(rule: object) -> None:
    wrong, right, id = (getattr(rule, name) for name in ("wrong", "right", "id"))
    if wrong.startswith("<html"):
        text = page(title="About").replace('<html lang="en">', wrong)
    else:
        text = page(wrong, title="About")
    assert id in {line.split()[1] for line in found_in(text)}
    assert not right or right != wrong


# -- Addresses


@pytest.mark.parametrize(
    ("page_path", "href", "where", "path"),
    [
        ("claims/late/index.html", "../../about/", Where.DEAD, "about/"),
        ("claims/late/index.html", "../..", Where.INSIDE, "index.html"),
        ("claims/late/index.html", ".", Where.INSIDE, "claims/late/index.html"),
        ("claims/late/index.html", "#said", Where.INSIDE, "claims/late/index.html"),
        ("index.html", "claims/late/?x=1#said", Where.INSIDE, "claims/late/index.html"),
        ("index.html", "./claims/../data.json", Where.INSIDE, "data.json"),
        ("index.html", "claims/l%61te/", Where.INSIDE, "claims/late/index.html"),
        ("index.html", "/lake/", Where.INSIDE, "index.html"),
        ("index.html", "/lake/.", Where.INSIDE, "index.html"),
        ("index.html", "/", Where.DEAD, "/"),
        ("index.html", "data.json/", Where.DEAD, "data.json/"),
        ("index.html", "http://example.org/lake/", Where.OUTSIDE, "http://example.org/lake/"),
        ("index.html", "tel:+1", Where.OTHER, "tel:+1"),
        ("index.html", "data:text/html,x", Where.OTHER, "data:text/html,x"),
    ],
)
def test_an_address_leads_where_a_browser_would_go(
    page_path: str, href: str, where: Where, path: str
) -> None:
    target = built({}).target(page_path, href)
    assert (target.where, target.path) == (where, path)


def test_a_near_miss_is_recognised() -> None:
    def advice(href: str) -> Target:
        return built({}).target("index.html", href)

    assert advice("claims/lade/").help == "did you mean `late`?"
    assert advice("claims/Late/").help == "did you mean `claims/late/`? Servers tell case"


# -- The site of this project


@pytest.mark.parametrize("kind", ["home", "talk", "claim", "claims", "place", "data", "not found"])
def test_tags_are_cut_as_a_parser_of_html_cuts_them(kind: str, site_folder: Path) -> None:
    file = site_folder / PAGE_KINDS[kind]
    text = (file / "index.html" if file.is_dir() else file).read_text(encoding="utf-8")
    # Scripts are off, so that what stands in `<noscript>` is tags for both.
    parsed = html5lib.HTMLParser(namespaceHTMLElements=False).parse(text, scripting=False)
    implied = {"html", "head", "body", "tbody", "colgroup"}
    theirs = sorted(
        (str(element.tag).rpartition("}")[2].lower(), *_ids(element.attrib))
        for element in parsed.iter()
        if isinstance(element.tag, str)
    )
    ours = sorted((tag.name, *_ids(tag.attributes)) for tag in pieces(text) if isinstance(tag, Tag))
    assert len(ours) > 200
    assert [one for one in ours if one[0] not in implied] == [
        one for one in theirs if one[0] not in implied
    ]


def _ids(attributes: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(f"{name}={attributes[name]}" for name in ("id", "href") if name in attributes)


def explainer(*words: str) -> Result:
    return CliRunner(env={"GITHUB_ACTIONS": None}).invoke(main, ["--project", str(ROOT), *words])


def test_the_site_below_a_path_has_no_findings(site_folder: Path) -> None:
    done = explainer("audit", str(site_folder))
    assert done.output.splitlines() == [done.stderr.strip()], done.output
    assert done.stderr.startswith("no findings in ")
    assert done.stderr.endswith(f" pages of http://127.0.0.1{BELOW}\n")
    assert done.exit_code == 0


def test_a_broken_page_fails_the_command_in_every_format(tmp_path: Path) -> None:
    for name, text in {**SITE, "index.html": page('<a href="x/">x</a>', title="Home")}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    done = explainer("audit", str(tmp_path), "--format", "concise")
    assert done.exit_code == 1
    assert done.stdout.startswith(f"{tmp_path}/index.html:6:1: error[dead-link] nothing is at `x/`")
    (told,) = json.loads(explainer("audit", str(tmp_path), "--format", "json").stdout)
    assert told["rule"] == "dead-link"


def test_a_folder_without_a_site_is_wrong_usage(tmp_path: Path) -> None:
    assert explainer("audit", str(tmp_path)).exit_code == 2


@pytest.mark.exhaustive
def test_several_processes_find_what_one_finds(
    site_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a site with faults, so that there is something to be found."""
    names = [one for one in site_folder.rglob("*") if one.is_file()]
    files = {one.relative_to(site_folder).as_posix(): one for one in names}
    for missing in ("about/index.html", "assets/favicon.svg"):
        del files[missing]

    def read(name: str) -> bytes:
        return files[name].read_bytes()

    site = Built(frozenset(files), read, f"http://127.0.0.1{BELOW}")
    alone = audit(site, BUDGET, map)
    monkeypatch.setattr(pool, "processors", lambda: 2)
    together = audit(site, BUDGET, parallel_map)
    assert alone == together
    assert {one.rule.id for one in alone} == {"dead-link"}


@pytest.mark.sample(2)
@pytest.mark.browser
@pytest.mark.parametrize("kind", ["home", "claim", "sources", "timeline"])
def test_a_page_weighs_what_a_server_sends_for_it(kind: str, server: Server, tab: Page) -> None:
    """To the byte, and with the same files."""
    name = f"{PAGE_KINDS[kind]}index.html"
    names = (one for one in server.folder.rglob("*") if one.is_file())
    files = frozenset(one.relative_to(server.folder).as_posix() for one in names)
    site = Built(files, lambda name: (server.folder / name).read_bytes(), "")
    weighed = weights(site, audit_page(site, name))
    tab.goto(server.address + PAGE_KINDS[kind], wait_until="networkidle")
    wait(lambda: len(server.requests) >= len(weighed))  # the last ones come when all else is done
    sent = {one.path: one.sent + HEADERS for one in server.requests}
    sent[name] = sent.pop(PAGE_KINDS[kind])
    assert sent == weighed
