"""What is derived from the models and rules: editors' schemas, the pages of docs, the map."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from generator.cli import main
from generator.cli.rules import AUDIT_RULES, RULES, rules_page
from generator.core import dates
from generator.data.archive import Archive
from generator.data.fields import Part
from generator.data.loading import EXPLAINER
from generator.data.project import read_texts
from generator.data.records import Explainer
from generator.data.source_text import SourceText
from generator.data.walk import Field
from generator.kinds.registry import KINDS, load_archive
from generator.schema.field_reference import field_reference
from generator.schema.json_schemas import FOLDER, schema_files
from generator.schema.models import IDS, fields_of, name_of, parts_of

ROOT = Path(__file__).parent.parent
MODELS: dict[str, type[Part]] = {kind.id: kind.model for kind in KINDS} | {"explainer": Explainer}

ALL_RULES = (*RULES, *AUDIT_RULES)
TEXTS = [one for one in read_texts(ROOT) if one.path.endswith(".yml")]
ARCHIVE, _ = load_archive(TEXTS)


def json_schemas(archive: Archive) -> dict[str, Any]:
    """By the names of their files."""
    files = schema_files(archive).items()
    return {path.removeprefix(f"{FOLDER}/"): json.loads(text) for path, text in files}


SCHEMAS = json_schemas(ARCHIVE)


class EditorsLoader(yaml.SafeLoader):
    """Reads scalars as editors do, by YAML 1.2: numbers, `true` and `false`; dates stay texts."""


EditorsLoader.yaml_implicit_resolvers = {}
for tag, form, first in (
    ("bool", "true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", "-+.0123456789"),
    ("null", "~|null|Null|NULL|", ["~", "n", "N", ""]),
):
    EditorsLoader.add_implicit_resolver(
        f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{form})$"), list(first)
    )


def validator(name: str, schemas: dict[str, Any] = SCHEMAS) -> Draft202012Validator:
    resources = [(file, Resource.from_contents(schema)) for file, schema in schemas.items()]
    return Draft202012Validator(
        schemas[f"{name}.json"], registry=Registry().with_resources(resources)
    )


VALIDATORS = {name: validator(name) for name in MODELS}


def faults(name: str, text: str) -> list[str]:
    """What an editor would underline: where, and why."""
    value = yaml.load(text, EditorsLoader)
    return [f"{one.json_path}: {one.message}" for one in VALIDATORS[name].iter_errors(value)]


def schema_of(source: SourceText) -> str:
    folder = source.path.removeprefix("site-data/").rpartition("/")[0]
    return next((kind.id for kind in KINDS if kind.folder == folder), "explainer")


def all_fields() -> Iterator[tuple[str, Field]]:
    for name, model in MODELS.items():
        for part in (model, *parts_of(model)):
            for field in fields_of(part):
                yield f"{name}: {name_of(part)}.{field.name}", field


# Schemas


def test_the_schemas_are_json_schemas() -> None:
    for schema in SCHEMAS.values():
        Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("loader", [yaml.BaseLoader, EditorsLoader])
def test_every_record_fits_the_schema_of_its_kind(loader: type[yaml.BaseLoader]) -> None:
    """Whether its scalars are read as texts or as YAML's types."""
    assert len(TEXTS) > 600
    for source in TEXTS:
        errors = VALIDATORS[schema_of(source)].iter_errors(yaml.load(source.text, loader))
        assert [f"{source.path}: {one.json_path}: {one.message}" for one in errors] == []


PLACE = "name: Brest\ncountry: Belarus\n"
EVENT = "title: A meeting\ndate: 2022-02-28\n"


def test_the_examples_of_these_tests_fit() -> None:
    assert faults("place", PLACE) == faults("event", EVENT) == []


@pytest.mark.parametrize(
    "line",
    [
        "nmae: Brest",
        "latitude: north",
        "latitude: 91",
        "precision: nearly",
        "within: Gomel Region",
        "also: Brześć",
        "also: [{}]",
        "draft: maybe",
        "draft: 1",
        "wikidata: 140147",
        "names: {Polish: Brześć}",
        "names: [Brześć]",
        "summary:",
        "changes: [{date: 2025-01-01, kind: correction}]",
        "changes: [{date: 2025-01-01, kind: slip, note: The name.}]",
        "id: brest",
    ],
)
def test_an_editor_is_told_of_slips(line: str) -> None:
    assert len(faults("place", PLACE + line)) == 1


@pytest.mark.parametrize(
    "line",
    [
        "latitude: 52\nlongitude: 23.7",
        "draft: true",
        'draft: "true"',
        "within: a-place-that-is-not-written-yet",
        "sources: [a-source-of-tomorrow, euromaidan-press-2025-03-05]",
        "also: [1019]",
    ],
)
def test_an_editor_is_not_told_of_what_is_new_or_written_in_another_way(line: str) -> None:
    assert faults("place", PLACE + line) == []


@pytest.mark.parametrize("date", [*dates.EXAMPLES, '"2022"', "../2022", "2022-05-01?"])
def test_every_form_of_date_fits(date: str) -> None:
    """A year alone is a number to an editor."""
    assert faults("event", f"title: A meeting\ndate: {date}\n") == []


@pytest.mark.parametrize("date", ["28.2.2022", "Feb 2022", "2022-2-28", "2022/05/01/02", "true"])
def test_other_forms_of_date_do_not_fit(date: str) -> None:
    assert len(faults("event", f"title: A meeting\ndate: {date}\n")) == 1
    with pytest.raises(ValueError, match="EDTF"):
        dates.parse(date)


def test_required_fields_are_required() -> None:
    assert faults("event", "title: A meeting\n") == ["$: 'date' is a required property"]


def test_the_ids_that_exist_are_offered_with_their_titles() -> None:
    known = SCHEMAS[IDS]["$defs"]
    for kind in KINDS:
        ids = [record.id for record in ARCHIVE.of_kind(kind.model)]
        assert known[kind.id]["enum"] == ids
        assert len(known[kind.id]["enumDescriptions"]) == len(ids) > 0
    offered = known["person"]
    at = offered["enum"].index("alexander-lukashenko")
    assert offered["enumDescriptions"][at] == "Alexander Lukashenko"


def test_a_reference_offers_only_the_kinds_that_it_may_name() -> None:
    speaker = SCHEMAS["claim.json"]["$defs"]["statement"]["properties"]["speaker"]
    names = [one["$ref"].rpartition("/")[2] for one in speaker["anyOf"]]
    assert names == ["person", "organisation", "new"]


def test_topics_and_statuses_of_the_explainer_are_offered() -> None:
    assert ARCHIVE.explainer
    known = SCHEMAS[IDS]["$defs"]
    assert known["topics"]["enum"] == list(ARCHIVE.explainer.topics)
    assert known["scale"]["enum"] == [status.id for status in ARCHIVE.explainer.scale]


def test_an_empty_archive_has_schemas_too() -> None:
    """A new explainer has no records and no topics: then every id is new."""
    schemas = json_schemas(Archive(None, {}, {}))
    event = {"title": "A meeting", "date": "2022", "place": "brest"}
    assert validator("event", schemas).is_valid(event)
    assert not validator("event", schemas).is_valid({**event, "place": "Brest!"})


def test_the_settings_of_the_editor_give_each_kind_its_schema() -> None:
    settings = json.loads((ROOT / ".vscode/settings.json").read_text(encoding="utf-8"))
    wanted = {f".schema/{kind.id}.json": f"site-data/{kind.folder}/*.yml" for kind in KINDS}
    assert settings["yaml.schemas"] == {**wanted, ".schema/explainer.json": EXPLAINER}


# Pages


def test_every_field_has_a_description() -> None:
    assert [name for name, field in all_fields() if not field.description] == []


def test_no_two_parts_have_one_name() -> None:
    """The name of a part is its address on the page, beside those of the kinds."""
    parts = {part for model in MODELS.values() for part in parts_of(model)}
    names = [*MODELS, *map(name_of, parts)]
    assert len(set(names)) == len(names)


def test_the_field_reference_describes_every_field() -> None:
    page = field_reference()
    for name, field in all_fields():
        assert re.search(rf"^\| `{field.name}` \|.*{re.escape(field.description)}", page, re.M), (
            name
        )


@pytest.mark.parametrize("page", [field_reference(), rules_page()], ids=["fields", "rules"])
def test_every_link_within_a_page_leads_somewhere(page: str) -> None:
    headings = {found.lower() for found in re.findall(r"^#+ (.+)$", page, re.M)}
    links = set(re.findall(r"\]\(#([^)]+)\)", page))
    assert links
    assert links - headings == set()


@pytest.mark.parametrize("page", [field_reference(), rules_page()], ids=["fields", "rules"])
def test_every_row_of_a_table_has_as_many_cells_as_its_head(page: str) -> None:
    for table in re.findall(r"(?:^\|.*\n)+", page, re.M):
        assert len({len(re.findall(r"(?<!\\)\|", row)) for row in table.splitlines()}) == 1


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.id)
def test_every_rule_says_what_it_demands_and_why(rule: Any) -> None:
    assert rule.summary.endswith(".")
    assert rule.why.endswith(".")
    section = rules_page().split(f"\n## {rule.id}\n")[1].split("\n## ")[0]
    for words in (rule.summary, rule.why, rule.wrong, rule.right):
        assert words in section


def test_every_rule_with_a_right_example_has_a_wrong_one() -> None:
    assert [rule.id for rule in ALL_RULES if rule.right and not rule.wrong] == []


def test_every_module_begins_with_a_sentence() -> None:
    modules = {
        path.relative_to(ROOT).as_posix(): ast.get_docstring(ast.parse(path.read_text("utf-8")))
        for path in (ROOT / "generator").rglob("*.py")
    }
    assert [path for path, words in modules.items() if not words] == []


# The command


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small project whose derived files are not yet written."""
    data = tmp_path / "site-data/context/places"
    data.mkdir(parents=True)
    (data / "brest.yml").write_text(PLACE, encoding="utf-8")
    return tmp_path


def docs(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["--project", str(root), "docs", *words])


def contents(root: Path) -> dict[str, bytes]:
    files = sorted(path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def test_what_docs_wrote_passes_the_check(project: Path) -> None:
    assert docs(project).exit_code == 0
    written = contents(project)
    assert {f".schema/{name}" for name in SCHEMAS} < set(written)
    assert b"| `country` | yes |" in written["docs/fields.md"]
    assert b"## unknown-reference" in written["docs/rules.md"]
    assert docs(project, "--check").exit_code == 0
    assert docs(project).exit_code == 0
    assert contents(project) == written


def test_the_check_writes_nothing_and_names_what_is_missing(project: Path) -> None:
    before = contents(project)
    result = docs(project, "--check")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == len(SCHEMAS) + 2 - 1  # all but the list of ids
    assert contents(project) == before


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("docs/fields.md", "The country that it belongs to.", "Its country."),
        (".schema/place.json", "The country that it belongs to.", "Its country."),
        ("docs/rules.md", "The link would lead nowhere.", "The link is dead."),
    ],
)
def test_the_check_fails_when_a_file_says_something_else(
    project: Path, path: str, old: str, new: str
) -> None:
    """It names that file alone and the command that mends it; the command does mend it."""
    docs(project)
    written = contents(project)
    text = (project / path).read_text(encoding="utf-8")
    assert old in text
    (project / path).write_text(text.replace(old, new), encoding="utf-8")
    result = docs(project, "--check")
    assert result.exit_code == 1
    assert result.stdout.startswith(f"{path}: ")
    assert len(result.stdout.splitlines()) == 1
    assert "`explainer docs`" in result.stdout
    docs(project)
    assert contents(project) == written


def test_a_new_record_needs_no_run_of_docs_but_gets_its_id_from_one(project: Path) -> None:
    """An editor who adds a record in the browser is not refused for the list of ids."""
    docs(project)
    (project / "site-data/context/places/homiel.yml").write_text(PLACE, encoding="utf-8")
    assert docs(project, "--check").exit_code == 0
    docs(project)
    assert "homiel" in (project / ".schema/ids.json").read_text(encoding="utf-8")


def test_line_ends_that_git_changed_are_not_out_of_date(project: Path) -> None:
    docs(project)
    page = project / "docs/fields.md"
    page.write_bytes(page.read_bytes().replace(b"\n", b"\r\n"))
    assert docs(project, "--check").exit_code == 0


def test_what_this_project_derives_is_up_to_date() -> None:
    result = docs(ROOT, "--check")
    assert result.exit_code == 0, result.stdout
