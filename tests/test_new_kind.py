"""A kind of record is a module, a template and a line of the registry, and nothing else.

The tests give a copy of the generator a kind of its own, votes, and use it as editors, publishers
and readers do: what comes out of `explainer` and `mkdocs` has votes wherever it has other kinds.
"""

import csv
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from archives import ROOT
from axe import violations
from browsing import HEIGHT, arrive
from bs4 import BeautifulSoup, Tag
from file_server import serving
from jsonschema import Draft202012Validator
from playwright.sync_api import Browser, Page, expect
from projects import mkdocs, project

pytest_plugins = ("browser_fixtures",)

# The three places.
KIND = '''\
"""Votes: what a body decided on a document or a talk, and how many were for it."""

from collections.abc import Mapping, Sequence
from typing import Annotated

from pydantic import Field

from generator.core.dates import Date
from generator.data.fields import Edtf, Line, Reference
from generator.data.paths import path_of
from generator.data.records import Entity, KindNames
from generator.kinds.kind import CardWords, EntityKind, Fact
from generator.kinds.linked_data import Links, Node, entity_node, iso, reference
from generator.kinds.tables import fields, table_of
from generator.kinds.timeline import TimelineEntry
from generator.labels.labels import N_
from generator.query.context import PageContext


class Vote(Entity):
    KIND = KindNames("vote", "votes", "votes", "votes")
    schema_type = "VoteAction"
    RELIED_ON = ("date", "ayes", "noes", "abstentions")

    title: Line = Field(description="What was voted on, in a few neutral words.")
    date: Edtf = Field(description="The day of the vote.")
    on: Annotated[str, Reference("what was voted on", ("document", "talk"))] = Field(
        description="The document or talk that it was about."
    )
    by: Annotated[str, Reference("body that voted", ("organisation",))] = Field(
        description="The body that voted."
    )
    ayes: int = Field(ge=0, description="How many voted for it.")
    noes: int = Field(ge=0, description="How many voted against it.")
    abstentions: int = Field(ge=0, description="How many abstained.")

    @property
    def result(self) -> str:
        return N_("Adopted") if self.ayes > self.noes else N_("Rejected")


class Votes(EntityKind[Vote]):
    model = Vote
    template = "vote"
    description = N_("Votes of bodies on documents and talks.")
    lane = N_("Votes")
    stands_alone = True
    has_feed = True
    facets: Mapping[str, str] = {"body": N_("Body"), "year": N_("Year")}
    table = table_of(
        Vote,
        "Votes by id, with how many were for and against.",
        lambda ctx: ctx.of_kind(Vote),
        fields(Vote, "title", "date", "on", "by", "ayes", "noes", "abstentions"),
    )

    def facts(self, ctx: PageContext, record: Vote) -> list[Fact]:
        _ = ctx.labels.gettext
        return [
            Fact(_("Date"), words=ctx.labels.date(record.date)),
            Fact(_("Vote on"), ids=(record.on,)),
            Fact(_("Body"), ids=(record.by,)),
        ]

    def note(self, ctx: PageContext, record: Vote) -> str:
        return f"{ctx.labels.date(record.date)}, {ctx.labels.gettext(record.result).lower()}"

    def facets_of(self, ctx: PageContext, record: Vote) -> Mapping[str, Sequence[str]]:
        return {"body": (ctx.title(record.by),), "year": (str(record.date.listed.year),)}

    def entry(self, ctx: PageContext, record: Vote) -> TimelineEntry:
        label, path = ctx.labels.gettext(self.names.singular), path_of(record)
        return TimelineEntry(
            record.date, self.id, label, record.id, path, record.title, (record.by,)
        )

    def card(self, ctx: PageContext, record: Vote) -> CardWords:
        status = ctx.labels.gettext(record.result)
        return CardWords(byline=ctx.title(record.by), when=record.date, status=status)

    def state(self, ctx: PageContext, record: Vote) -> tuple[Date | None, tuple[str, ...]]:
        return record.date, (record.result.lower(), ctx.labels.gettext(record.result))

    def node(self, links: Links, record: Vote) -> Node:
        return entity_node(
            links,
            record,
            startTime=iso(record.date),
            agent=reference(links, record.by),
            object=reference(links, record.on),
        )
'''
TEMPLATE = """\
{% extends "context.md" %}
{% block own %}
| {{ _("For") }} | {{ _("Against") }} | {{ _("Abstained") }} |
|---|---|---|
| {{ record.ayes | number }} | {{ record.noes | number }} | {{ record.abstentions | number }} |

{% endblock %}
"""
IMPORT = "from generator.kinds.vote import Votes\n"
LINE = "    Votes(),\n"
_TERM = "from generator.kinds.term import Terms"

VOTE = """\
title: The council adopts the timetable
date: 2021-05-10
on: timetable-2021
by: harbour-office
ayes: 5
noes: 2
abstentions: 0
names: {de: Der Rat nimmt den Fahrplan an}
summary: The council adopted it. [@lake-post-2021-05-04]
body: It was a [[slack-water|calm]] meeting. [@lake-post-2021-05-04]
changes: [{date: 2021-06-30, kind: correction, note: Two were against it.}]
formerly: [council-vote]
"""
SECOND = """\
title: A vote on the meeting
date: 2020-11
on: harbour-meeting
by: second-office
ayes: 1
noes: 3
abstentions: 4
sources: [lake-post-2021-05-04]
"""
OFFICE = """\
name: Second Office
kind: body
sources: [lake-post-2021-05-04]
"""
FIRST_ID, SECOND_ID = "timetable-adopted", "meeting-refused"
FILES = {
    f"site-data/votes/{FIRST_ID}.yml": VOTE,
    f"site-data/votes/{SECOND_ID}.yml": SECOND,
    "site-data/context/organisations/second-office.yml": OFFICE,
}
AT = "https://example.org/ferry/"  # where the project's settings say that it stands


def with_kind(folder: Path) -> Path:
    """A copy of the generator that has the kind."""
    shutil.copytree(
        ROOT / "generator", folder / "generator", ignore=shutil.ignore_patterns("__pycache__")
    )
    own = folder / "generator"
    (own / "kinds/vote.py").write_text(KIND)
    (own / "templates/vote.md").write_text(TEMPLATE)
    registry = own / "kinds/registry.py"
    text = registry.read_text()
    for before, line in (("    Events(),\n", LINE), (f"{_TERM}\n", IMPORT)):
        assert text.count(before) == 1
        text = text.replace(before, before + line)
    registry.write_text(text)
    return folder


class Run:
    """A project and the commands on it."""

    def __init__(self, code: Path, folder: Path) -> None:
        self.code, self.folder = code, folder

    def python(self, *words: str, code: int = 0) -> str:
        environment = {**os.environ, "PYTHONPATH": os.fspath(self.code), "NO_COLOR": "1"}
        done = subprocess.run(
            [sys.executable, *words],
            cwd=self.folder,
            env={**environment, "SOURCE_DATE_EPOCH": "1625097600"},  # 1 July 2021
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout

    def explainer(self, *words: str, code: int = 0) -> str:
        return self.python("-m", "generator", *words, code=code)

    def built(self, path: str) -> str:
        return (self.folder / "site" / path).read_text()

    def data(self, path: str) -> Any:
        return json.loads(self.built(path))

    def page(self, path: str) -> BeautifulSoup:
        return BeautifulSoup(self.built(f"{path}index.html"), "html.parser")


@pytest.fixture(scope="module")
def code(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return with_kind(tmp_path_factory.mktemp("code"))


@pytest.fixture(scope="module")
def run(code: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A project with two votes, checked, listed in its ledger, documented and built."""
    found = Run(code, project(tmp_path_factory.mktemp("project"), FILES))
    found.explainer("ledger")
    found.explainer("docs")
    built = mkdocs(
        found.folder,
        *("build", "--strict"),
        PYTHONPATH=os.fspath(code),
        SOURCE_DATE_EPOCH="1625097600",
    )
    assert built.returncode == 0, built.stdout + built.stderr
    return found


def facts(page: BeautifulSoup) -> Mapping[str, str]:
    labels = page.select(".x-facts dt")
    return {one.text: str(one.find_next("dd").text) for one in labels}  # type: ignore[union-attr]


def graph(page: BeautifulSoup) -> list[dict[str, Any]]:
    script = page.select_one('script[type="application/ld+json"]')
    assert isinstance(script, Tag) and script.string
    nodes: list[dict[str, Any]] = json.loads(script.string)["@graph"]
    return nodes


# -- Readers


def test_the_data_are_without_a_fault(run: Run) -> None:
    assert "warning" not in run.explainer("check", "--format", "concise")


def test_its_page_shows_all_its_fields(run: Run) -> None:
    page = run.page(f"votes/{FIRST_ID}/")
    assert page.select_one("h1").text.startswith("The council adopts the timetable")  # type: ignore[union-attr]
    shown = facts(page)
    assert shown["Date"] == "10 May 2021"
    assert (shown["Vote on"], shown["Body"]) == ("Timetable of 2021", "Harbour Office")
    assert "Der Rat nimmt den Fahrplan an" in shown["In other languages"]
    assert [one.text for one in page.select("article td")] == ["5", "2", "0"]
    article = page.select_one("article")
    assert article is not None
    for words in ("The council adopted it.", "It was a calm meeting.", "Two were against it."):
        assert words in article.text
    assert "Made from site-data/votes/" in " ".join(article.text.split())


def test_what_it_names_leads_back_to_it(run: Run) -> None:
    for path, reason in (
        ("documents/timetable-2021/", "what was voted on"),
        ("organisations/harbour-office/", "body that voted"),
        ("glossary/slack-water/", "linked in a text"),
    ):
        mentions = run.page(path).select_one(".x-mentions")
        assert mentions is not None
        assert "Votes (1)" in mentions.text and reason in mentions.text, path


def test_its_list_has_all_of_them_with_what_readers_filter_by(run: Run) -> None:
    page = run.page("votes/")
    assert [one.text for one in page.select(".x-letter + ul a")] == [
        "A vote on the meeting",
        "The council adopts the timetable",
    ]
    box = page.select_one(".x-filter")
    assert box is not None and box["data-filter"] == "records"
    assert box["data-facets"] == "body=Body|year=Year"
    entry = page.select(".x-facets")[0]
    assert (entry["data-body"], entry["data-year"]) == ("Second Office", "2020")
    assert "explorer.js" in run.built("votes/index.html")
    assert "explorer.js" not in run.built("people/index.html")


def test_the_search_finds_it(run: Run) -> None:
    found = run.data("assets/search/records.json")
    assert found["kinds"]["Vote"]["words"] == ["vote", "votes"]
    entries = {one["at"]: one for one in found["entries"]}
    entry = entries[f"votes/{FIRST_ID}/"]
    assert (entry["kind"], entry["date"]) == ("Vote", "10 May 2021")
    assert entry["status"] == ["adopted", "Adopted"]
    assert entry["also"] == ["Der Rat nimmt den Fahrplan an"]
    assert entries["votes/"]["title"] == "Votes"


def test_it_stands_in_the_line_of_time_in_a_lane_of_its_own(run: Run) -> None:
    page = run.page("timeline/")
    entry = next(one for one in page.select(".x-timeline li") if "adopts" in one.text)
    assert "10 May 2021 Vote" in entry.text
    kind = entry.select_one("[data-kind]")
    assert kind is not None
    assert (kind["data-kind"], kind["data-party"]) == ("vote", "Harbour Office")
    lanes = [one.text for one in page.select(".x-axis > text") if one["x"] == "0"]
    assert lanes == ["Talks", "Events", "Votes", "Statements"]
    assert "Talks, Events, Votes and Statements, in the order" in page.text
    picture = page.select_one("svg.x-axis")
    assert picture is not None
    assert str(picture["aria-label"]).startswith("Talks, Events, Votes and Statements by year")


def test_its_card_has_its_words(run: Run) -> None:
    """And it is drawn."""
    program = (
        "from datetime import date\n"
        "from pathlib import Path\n"
        "from generator.build.pipeline import make\n"
        "from generator.data.project import read_texts\n"
        "from generator.query.context import Settings\n"
        "from generator.site.page_meta import words_of\n"
        "settings = Settings(site_url='https://example.org/', today=date(2021, 7, 1))\n"
        "site = make(read_texts(Path('.')), settings).site\n"
        f"print(words_of(site.cards['votes/{FIRST_ID}/card.png']))"
    )
    words = run.python("-c", program)
    for one in ("Vote", "The council adopts the timetable", "Adopted", "Harbour", "10 May 2021"):
        assert one in words
    assert (run.folder / f"site/votes/{FIRST_ID}/card.png").read_bytes().startswith(b"\x89PNG")


def test_its_changes_have_a_feed(run: Run) -> None:
    feed = run.data(f"votes/{FIRST_ID}/changes.json")
    assert [one["content_text"] for one in feed["items"]] == ["Two were against it."]
    about = run.built("data/index.html").partition("These addresses stay")[0]
    assert "(Talks, Claims and Votes)" in about[-40:]


@pytest.mark.browser
def test_readers_filter_the_list(run: Run, chromium: Browser) -> None:
    """Like the claims: by facet and by words, with counts, kept in the address, by keyboard."""
    with serving(run.folder / "site") as server, chromium.new_context() as context:
        page = context.new_page()
        page.goto(f"{server.address}votes/")
        assert_filtered(page)
        page.set_viewport_size({"width": 320, "height": HEIGHT})
        arrive(page, f"{server.address}votes/?body=Second+Office")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        assert not violations(page)


def assert_filtered(page: Page) -> None:
    status = page.locator(".x-filter [role=status]")
    entries = page.locator(".x-letter + ul > li:visible")
    expect(page.get_by_role("search", name="Filter the entries")).to_be_visible()
    expect(status).to_have_text("2 entries")
    body = page.get_by_label("Body")
    assert body.locator("option").all_inner_texts() == [
        "all",
        "Harbour Office (1)",
        "Second Office (1)",
    ]
    body.select_option("Second Office")
    expect(status).to_have_text("1 of 2 entries")
    expect(entries).to_have_count(1)
    assert page.locator("article h2:visible").all_inner_texts() == ["A"]
    assert page.get_by_label("Year").locator("option").nth(2).inner_text() == "2021 (0)"
    assert "body=Second+Office" in page.url
    shared = page.url
    page.go_back()
    expect(entries).to_have_count(2)
    page.goto(shared)
    expect(page.get_by_label("Body")).to_have_value("Second Office")
    page.get_by_label("Body").focus()
    page.keyboard.press("Tab")
    expect(page.get_by_label("Year")).to_be_focused()
    page.get_by_role("button", name="Show all").press("Enter")
    expect(page.get_by_label("Body")).to_be_focused()
    expect(entries).to_have_count(2)
    page.get_by_label("Words").fill("ADOPTS time")
    expect(entries).to_have_count(1)
    page.goto(f"{page.url.partition('?')[0]}?year=2020")
    expect(entries).to_have_count(1)
    expect(entries).to_have_text(re.compile("A vote on the meeting"))


# -- Programs


def test_its_table_has_it_and_the_package_describes_the_table(run: Run) -> None:
    rows = list(csv.DictReader(run.built("data/votes.csv").splitlines()))
    assert [row["id"] for row in rows] == [SECOND_ID, FIRST_ID]
    assert (rows[1]["ayes"], rows[1]["abstentions"]) == ("5", "0")
    assert rows[1]["page"] == f"{AT}votes/{FIRST_ID}/"
    resources = {one["name"]: one for one in run.data("datapackage.json")["resources"]}
    assert list(resources) == ["talks", "claims", "statements", "votes", "sources"]
    fields = {one["name"]: one for one in resources["votes"]["schema"]["fields"]}
    assert list(fields) == list(rows[0])
    assert fields["ayes"]["type"] == "integer" and fields["ayes"]["constraints"]["required"]
    page = run.built("data/index.html")
    assert "data/votes.csv" in page
    checked = run.python("-m", "frictionless", "validate", "site/datapackage.json", "--json")
    assert json.loads(checked)["valid"]


def test_its_data_stand_beside_its_page_and_in_the_whole(run: Run) -> None:
    own, whole = run.data(f"votes/{FIRST_ID}/data.json"), run.data("data.json")
    assert (own["record"], own["ayes"], own["abstentions"]) == ("vote", 5, 0)
    assert own["pages"]["timetable-2021"] == f"{AT}documents/timetable-2021/"
    assert [one["id"] for one in whole["votes"]] == [SECOND_ID, FIRST_ID]
    assert run.data("votes/council-vote/data.json") == own
    assert own["$schema"] == f"{AT}schema/vote.json"
    schema = run.data("schema/vote.json")
    Draft202012Validator(schema).validate(own)
    assert not Draft202012Validator(schema).is_valid({**own, "ayes": -1})
    assert "votes" in run.data("schema/data.json")["required"]


def test_its_page_says_to_machines_what_it_is(run: Run) -> None:
    nodes = graph(run.page(f"votes/{FIRST_ID}/"))
    node = next(one for one in nodes if one["@type"] == "VoteAction")
    assert node["@id"] == f"{AT}votes/{FIRST_ID}/#vote"
    assert node["startTime"] == "2021-05-10"
    assert node["agent"]["name"] == "Harbour Office"
    assert node["object"]["@id"].endswith("documents/timetable-2021/#document")
    assert nodes[0]["mainEntity"] == {"@id": node["@id"]}


def test_its_addresses_are_in_the_ledger(run: Run) -> None:
    ledger = (run.folder / "site-data/published.txt").read_text().splitlines()
    page = f"/votes/{FIRST_ID}/"
    own = (page, f"{page}data.json", f"{page}changes.atom", f"{page}changes.json")
    former = tuple(one.replace(FIRST_ID, "council-vote") for one in own)
    files = ("/votes/", "/data/votes.csv", "/schema/vote.json", "/schema/yaml/vote.json")
    assert {*own, *former, *files} <= set(ledger)
    run.explainer("ledger", "--check")
    assert f"votes/{FIRST_ID}/" in run.built("votes/council-vote/index.html")


# -- Editors


def test_editors_complete_its_fields_and_ids(run: Run) -> None:
    schema = json.loads((run.folder / ".schema/vote.json").read_text())
    assert set(schema["required"]) == {"title", "date", "on", "by", "ayes", "noes", "abstentions"}
    assert schema["properties"]["ayes"]["minimum"] == 0
    kinds = [one["$ref"] for one in schema["properties"]["on"]["anyOf"]]
    assert kinds[:2] == ["ids.json#/$defs/document", "ids.json#/$defs/talk"]
    ids = json.loads((run.folder / ".schema/ids.json").read_text())["$defs"]["vote"]
    assert dict(zip(ids["enum"], ids["enumDescriptions"], strict=True)) == {
        SECOND_ID: "A vote on the meeting",
        FIRST_ID: "The council adopts the timetable",
    }
    about = json.loads((run.folder / ".schema/claim.json").read_text())["properties"]["about"]
    assert {"$ref": "ids.json#/$defs/vote"} in about["items"]["anyOf"]


def test_the_field_reference_has_it(run: Run) -> None:
    text = (run.folder / "docs/fields.md").read_text()
    assert "| [vote](#vote) | `site-data/votes/ID.yml` |" in text
    own = text.partition("\n## vote\n")[2].partition("\n## ")[0]
    assert re.search(r"^\| `on`\s*\| yes\s*\| the id of a \[document\].* or a \[talk\]", own, re.M)
    assert re.search(r"^\| `ayes`\s*\| yes\s*\| a whole number", own, re.M)
    assert "How many abstained." in own


def test_a_new_one_is_begun_by_a_command(run: Run) -> None:
    text = run.explainer(
        *("new", "vote", "next-vote", "--print"),
        *("--set", "title=Another: vote", "--set", "by=harbour-office", "--set", "noes=3"),
    )
    assert text.startswith("# yaml-language-server: $schema=../../.schema/vote.json")
    assert "noes: 3\n" in text and 'title: "Another: vote"' in text.replace("'", '"')
    assert "\nabstentions:\n" in text
    assert "Names a document or a talk by its id." in text
    run.explainer("new", "vote", FIRST_ID, "--print", code=2)


WRONG = """\
title: A vote with faults
date: 2021-13
on: timetable-2012
by: ada-brandt
ayes: many
noes: -1
motion: Yes
"""
FINDINGS = [
    (1, 1, "missing-field", "`abstentions` is missing"),
    (2, 7, "bad-date", "`date`: `2021-13` is not a day of the calendar"),
    (3, 5, "unknown-reference", "there is no document or talk `timetable-2012`"),
    (4, 5, "wrong-kind", "`ada-brandt` is a person, not an organisation"),
    (5, 7, "wrong-type", "`ayes` should be a whole number, not `many`"),
    (6, 7, "wrong-value", "`noes` should be at least 0, not `-1`"),
    (7, 1, "unknown-field", "there is no field `motion` here"),
]


def test_what_is_wrong_with_one_is_told_where_it_stands(code: Path, tmp_path: Path) -> None:
    faulty = "site-data/votes/faulty.yml"
    run = Run(code, project(tmp_path, {**FILES, faulty: WRONG}))
    found = json.loads(run.explainer("check", "--format", "json", code=1))
    assert {one["path"] for one in found} == {faulty}
    named = [(one["line"], one["column"], one["rule"], one["message"]) for one in found]
    assert named == FINDINGS
    assert found[2]["help"] == "did you mean `timetable-2021`?"


def test_what_readers_rely_on_in_it_is_not_changed_in_silence(code: Path, tmp_path: Path) -> None:
    run = Run(code, project(tmp_path, FILES))
    for words in (("init", "--quiet"), ("add", "site-data", "content"), ("commit", "-qm", "First")):
        settings = ("-c", "user.name=Ed", "-c", "user.email=ed@example.org")
        alone = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        subprocess.run(["git", *settings, *words], cwd=run.folder, env=alone, check=True)
    file = run.folder / f"site-data/votes/{SECOND_ID}.yml"
    file.write_text(SECOND.replace("noes: 3", "noes: 2"))
    said = run.explainer("check", "--since", "HEAD", "--format", "concise", code=1)
    assert "meeting-refused.yml:6:7: error[silent-change] `noes` was `3` and is `2`" in said
