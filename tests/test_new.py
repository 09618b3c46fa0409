"""`explainer new`: a file to fill in, which is a sound record as soon as it is filled in."""

import os
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from posixpath import dirname, normpath
from typing import Any

import pytest
import yaml
from archives import ROOT, Files, minimal
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from test_derived import faults

from generator.cli import main
from generator.core.diagnostics import Diagnostic
from generator.data import rules
from generator.data.fields import Part
from generator.data.record_files import read_record
from generator.data.records import Record
from generator.data.source_text import SourceText
from generator.data.yaml import compose
from generator.kinds.kind import Kind
from generator.kinds.registry import BY_ID, KINDS
from generator.schema.models import Shape, fields_of, shape_of
from generator.schema.skeleton import Values, path_of, required_scalars, settable, skeleton
from generator.schema.yaml_scalars import prose, scalar

if sys.platform != "win32":
    import pty

GAPS = (rules.EMPTY_VALUE, rules.MISSING_FIELD)
WORDS = {"topics": ("ferry", "storms"), "scale": ("supported", "open")}
kinds = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.id)


def read(kind: Kind[Any], values: Values) -> tuple[Record | None, list[Diagnostic]]:
    """The record of a skeleton, if it is sound, and what is wrong with it."""
    source = SourceText(path_of(kind, "new-record"), skeleton(kind, values, WORDS).encode())
    record, _, found = read_record(source, kind.model, "new-record")
    return None if found else record, found


def value_at(text: str, path: str) -> object:
    """What stands at a path of a skeleton, in the one entry of each list of parts."""
    tree, found = compose(SourceText("new.yml", text.encode()))
    assert tree and all(one.rule in GAPS for one in found)
    value: object = tree.value
    for step in path.split("."):
        value = value[0] if isinstance(value, list) else value
        assert isinstance(value, dict)
        value = value[step]
    return value


# Filled in


def fitting(shape: Shape) -> st.SearchStrategy[str]:
    """What an editor may write into a field of this shape."""
    if shape.choices:
        return st.sampled_from(shape.choices)
    if shape.vocabulary:
        return st.sampled_from(WORDS[shape.vocabulary])
    if " such as `" in shape.phrase:  # a code
        return st.just(shape.phrase.split("`")[1])
    if shape.phrase == "a text" or shape.phrase.endswith("[prose](#prose)"):
        return TEXTS
    (samples,) = (texts for words, texts in SAMPLES.items() if shape.phrase.startswith(words))
    return st.sampled_from(samples)


SAMPLES = {
    "the id of": ["norham", "a-b-c", "1984", "no", "null", "0x10", "1e3"],
    "a [date]": ["2022-02-28", "2022-05~", "2022", "2022-05/..", "../2022"],
    "`true` or `false`": ["true", "false"],
    "a number": ["1", "5"],
    "a whole number": ["1", "5"],
    "a web address": ["https://example.org/a?b=c&d#e", "http://example.org/a,b%20c:d"],
}
# All but what no file may hold: control characters, surrogates and odd line separators.
LETTERS = st.characters(exclude_categories=["C", "Zl", "Zp"]) | st.sampled_from(" \n:#-'\"[]")
TRAPS = ["no", "~", "1944", "2022-02-30", "- x", "a: b", "a #b", "@x", "“a” b", "a\n\nb", "x:"]
TEXTS = st.text(LETTERS, min_size=1).map(str.strip).filter(bool) | st.sampled_from(TRAPS)


@st.composite
def fillings(draw: st.DrawFn, kind: Kind[Any]) -> Values:
    """Values for some optional fields, and for all that then must be filled in."""
    known = {path.replace("*", "uk"): field for path, field in settable(kind.model).items()}
    free = [path for path in known if not path.endswith("paraphrase")]  # or else a quote
    chosen = draw(st.sets(st.sampled_from(free), max_size=6))
    if chosen & {"latitude", "longitude"}:
        chosen |= {"latitude", "longitude"}
    values: dict[str, list[str]] = {}
    while wanted := chosen - set(values) or gaps_among(known, skeleton(kind, values, WORDS)):
        for path in sorted(wanted):
            most = 3 if known[path].is_list else 1
            values[path] = draw(st.lists(fitting(shape_of(known[path])), min_size=1, max_size=most))
    return values


def gaps_among(paths: Iterable[str], text: str) -> set[str]:
    """The fields that are written down in a skeleton without a value."""
    return {path for path in paths if is_gap(text, path)}


def is_gap(text: str, path: str) -> bool:
    try:
        return value_at(text, path) in ("", [])
    except (KeyError, AssertionError):
        return False


@pytest.mark.sample(1)
@kinds
@given(data=st.data())
def test_a_skeleton_that_is_filled_in_is_a_sound_record(
    kind: Kind[Any], data: st.DataObject
) -> None:
    """It loads without a finding, fits the schema of editors, and says what it was given."""
    values = data.draw(fillings(kind))
    text = skeleton(kind, values, WORDS)
    record, found = read(kind, values)
    assert not found
    assert record is not None
    assert faults(kind.id, text) == []
    for path, given_values in values.items():
        assert value_at(text, path) in (given_values, given_values[0])


@given(text=TEXTS)
def test_a_text_comes_back_from_yaml_as_it_was(text: str) -> None:
    """Behind a key and behind a dash, on one line and folded, also to readers that guess types."""
    for lines in ([scalar(text, is_text=True)], prose(text)):
        rest = "".join(f"\n    {line}" for line in lines[1:])
        for written in (f"a: {lines[0]}{rest}\n", f"a:\n  - {lines[0]}{rest}\n"):
            tree, found = compose(SourceText("a.yml", written.encode()))
            assert tree
            assert not found
            assert tree.value in ({"a": text}, {"a": [text]})
            if "\n" not in text:
                assert yaml.safe_load(written) in ({"a": text}, {"a": [text]})


def test_prose_is_folded_and_lists_of_ids_stand_on_one_line() -> None:
    words = "Norham is a town. [@lake-post]"
    text = skeleton(
        BY_ID["place"],
        {"name": ["Norham"], "summary": [f"{words}\n\n{words * 5}"], "sources": ["a", "b"]},
        WORDS,
    )
    assert f"summary: >-\n  {words}\n\n  {words}" in text
    assert "\nsources: [a, b]\n" in text
    assert max(map(len, text.splitlines())) <= 100


# Not filled in


@kinds
def test_what_is_yet_to_be_filled_in_is_named_where_it_stands(kind: Kind[Any]) -> None:
    text = skeleton(kind, {}, WORDS)
    record, found = read(kind, {})
    assert record is None
    assert {one.rule for one in found} <= set(GAPS)
    lines = text.splitlines()
    for one in found:
        name = one.message.split("`")[1]
        assert lines[one.span.line - 1].lstrip(" -").startswith(f"{name}:")
    named = {one.message.split("`")[1] for one in found}
    assert {field.name for field in required_scalars(kind)} <= named


@kinds
def test_every_field_is_there_with_its_description_required_ones_first(kind: Kind[Any]) -> None:
    text = skeleton(kind, {}, WORDS)
    lines = [line.removeprefix("# ").partition(":") for line in text.splitlines()]
    places = [name for name, colon, _ in lines if colon]
    model: type[Part] = kind.model
    fields = fields_of(model)
    assert {field.name for field in fields} <= set(places)
    required = [field.name for field in fields if field.is_required]
    optional = [field.name for field in fields if not field.is_required]
    at = places.index
    assert max(map(at, required)) < min(map(at, optional))
    words = " ".join(text.replace("#", " ").split())
    for field in fields:
        assert field.description in words
        assert ", ".join(shape_of(field).choices) in words


@kinds
def test_the_first_line_leads_editors_to_the_schema(kind: Kind[Any]) -> None:
    """From the folder of the file to `.schema` at the root of the project."""
    first = skeleton(kind, {}, WORDS).partition("\n")[0]
    way = first.removeprefix("# yaml-language-server: $schema=")
    assert normpath(f"{dirname(path_of(kind, 'x'))}/{way}") == f".schema/{kind.id}.json"


@kinds
def test_each_comment_sign_can_be_taken_away(kind: Kind[Any]) -> None:
    """What was a comment is then a field of the record, yet to be filled in."""
    text = skeleton(kind, {}, WORDS)
    bare = re.sub(r"(?m)^( *)# ((?:  )*(?:- )?[a-z_]+:(?: \[\]| \{\})?)$", r"\1\2", text)
    assert bare.count("\n#") < text.count("\n#")
    tree, _ = compose(SourceText("new.yml", bare.encode()))
    assert tree
    assert isinstance(tree.value, dict)
    model: type[Part] = kind.model
    assert set(tree.value) == {field.name for field in fields_of(model)}
    _, _, found = read_record(SourceText("new.yml", bare.encode()), kind.model, "new")
    assert {one.rule for one in found} <= set(GAPS)


def test_the_words_of_the_explainer_are_listed() -> None:
    assert "One of: ferry, storms." in skeleton(BY_ID["claim"], {}, WORDS)


# The command


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small project on disk."""
    for path, data in minimal().items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    return tmp_path


def files_in(root: Path) -> Files:
    paths = [path for path in root.rglob("*") if path.is_file()]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}


def explainer(project: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["--project", str(project), *words])


TERM = ["--set", "name=Ebb", "--set", "definition=The water falls. [@lake-post-2021-05-04]"]


def test_a_file_that_was_filled_in_on_the_command_line_has_no_errors(project: Path) -> None:
    result = explainer(project, "new", "term", "ebb", *TERM, "--set", "names.uk=Відплив")
    assert (result.exit_code, result.stdout) == (0, "site-data/context/terms/ebb.yml\n")
    assert result.stderr == ""
    assert explainer(project, "check").exit_code == 0
    text = (project / "site-data/context/terms/ebb.yml").read_text("utf-8")
    assert "\ndefinition: >-\n  The water falls. [@lake-post-2021-05-04]\n" in text
    assert "\nnames:\n  uk: Відплив\n" in text


def test_what_is_to_be_filled_in_is_said(project: Path) -> None:
    result = explainer(project, "new", "term", "ebb", "--set", "name=Ebb")
    path = "site-data/context/terms/ebb.yml"
    assert (result.exit_code, result.stdout) == (0, f"{path}\n")
    assert result.stderr == f"to be filled in: {path}:8:1: `definition` has no value\n"
    assert "error[empty-value]" in explainer(project, "check").stdout


def test_print_writes_nothing(project: Path) -> None:
    result = explainer(project, "new", "term", "ebb", "--print", *TERM)
    assert result.exit_code == 0
    assert "\nname: Ebb\n" in result.stdout
    assert files_in(project) == minimal()


def test_lists_take_words_with_commas_and_repeated_options(project: Path) -> None:
    words = "about=storm-2021,ada-brandt", "about=norham", "statements.via=radio, then print"
    settings = [word for setting in words for word in ("--set", setting)]
    text = explainer(project, "new", "claim", "late", "--print", *settings).stdout
    assert "about: [storm-2021, ada-brandt, norham]\n" in text
    assert "via:\n      - >-\n        radio, then print\n" in text


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("new tern ebb", "there is no kind `tern`; did you mean `term`?"),
        ("new thing ebb", "there is no kind `thing`; the kinds are talk, claim, person"),
        ("new term Ebb", "`Ebb` is not an id; use"),
        ("new term ../ebb", "`../ebb` is not an id; use"),
        ("new term con", "`con` is a reserved word; add"),
        ("new term index", "`index` is a reserved word; add"),
        ("new term norham", "is taken; it is the id of site-data/context/places/norham.yml"),
        ("new term slack-water", "it is the id of site-data/context/terms/slack-water.yml"),
        ("new term neap", "`neap` is taken; `neap-tide` was called so"),
        ("new term damaged", "`damaged` is taken"),
        ("new term ebb --set nam=Ebb", "a term has no field `nam`; did you mean `name`?"),
        ("new term ebb --set names=Ebb", "a term has no field `names`"),
        ("new term ebb --set id=flow", "a term has no field `id`"),
        ("new term ebb --set name", "`--set name` gives no value; write FIELD=VALUE"),
        ("new term ebb --set name=", "`--set name=` gives no value"),
        ("new term ebb --set name=A --set name=B", "`name` is set twice"),
        ("new term ebb --set names.UK=A", "`UK`"),
        ("new event ebb --set date=28.2.2022", "`28.2.2022` is not an EDTF date"),
        ("new organisation ebb --set kind=stat", "did you mean `state`?"),
        ("new place ebb --set latitude=95", "`latitude` should be"),
        ("new term ebb --set name=A\u2028B", "the character U+2028 does not belong in a text"),
        ("new term ebb --set name=A\udcffB", "is not UTF-8"),
    ],
)
def test_what_cannot_be_made_is_refused_and_nothing_is_written(
    project: Path, words: str, said: str
) -> None:
    former = "name: Neap tide\nformerly: [neap]\ndefinition: A tide. [@lake-post-2021-05-04]\n"
    (project / "site-data/context/terms/neap-tide.yml").write_text(former)
    (project / "site-data/context/places/damaged.yml").write_text("name: [\n")
    before = files_in(project)
    result = explainer(project, *words.split(" "))
    assert result.exit_code == 2
    assert result.stdout == ""
    assert said in result.stderr
    assert result.stderr.endswith("nothing was written\n")
    assert files_in(project) == before


def test_a_file_that_is_no_record_is_not_overwritten(project: Path) -> None:
    """Such as a folder of that name, which loading does not see."""
    (project / "site-data/context/terms/ebb.yml").mkdir()
    result = explainer(project, "new", "term", "ebb", *TERM)
    assert result.exit_code == 2
    assert "site-data/context/terms/ebb.yml is there already" in result.stderr


@pytest.mark.skipif(os.name != "posix", reason="needs POSIX terminals")
def test_on_a_terminal_it_asks_for_what_one_line_can_say(project: Path) -> None:
    """A wrong answer is explained and asked for again; Enter leaves a field empty."""
    shown, printed = asked(project, ["event", "ebb"], "Low water\n28.2.2022\n2022-02-28\n")
    assert shown.count("When it happened.\r\ndate: ") == 2
    assert "`28.2.2022` is not an EDTF date" in shown
    text = (project / printed.strip()).read_text("utf-8")
    assert "\ntitle: Low water\n" in text
    assert "\ndate: 2022-02-28\n" in text


@pytest.mark.skipif(os.name != "posix", reason="needs POSIX terminals")
def test_what_was_set_is_not_asked_for_and_enter_leaves_a_gap(project: Path) -> None:
    shown, printed = asked(project, ["event", "ebb", "--set", "title=Low water"], "\n")
    assert "title: " not in shown
    assert "`date` has no value" in shown
    assert "\ndate:\n" in (project / printed.strip()).read_text("utf-8")


def asked(project: Path, words: list[str], typed: str) -> tuple[str, str]:
    """What a terminal shows while this is typed, and what goes to stdout."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "generator", "--project", str(project), "new", *words],
        cwd=ROOT,
        stdin=theirs,
        stderr=theirs,
        stdout=subprocess.PIPE,
        text=True,
    )
    os.close(theirs)
    os.write(ours, typed.encode())
    printed, _ = process.communicate(timeout=60)
    shown = b""
    try:
        while chunk := os.read(ours, 4096):
            shown += chunk
    except OSError:  # the terminal's other end is closed, and all of it has been read
        pass
    os.close(ours)
    assert process.returncode == 0, shown
    return shown.decode(), printed
