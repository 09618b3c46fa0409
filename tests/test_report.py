"""How findings are printed: the exact text of every format."""

import json
from typing import Any
from urllib.parse import unquote

import pytest
from click import unstyle

from generator.checks.records import LONG_TITLE
from generator.checks.references import UNKNOWN_REFERENCE, UNMENTIONED_RECORD
from generator.core.diagnostics import Diagnostic, Note, Rule, Span
from generator.data import rules
from generator.data.source_text import span_in
from generator.report.formats import FORMATS, summary
from generator.report.terminal import visible

PATH = "site-data/claims/offer.yml"
OTHER = "site-data/talks/minsk.yml"
TEXT = """\
title: Minsk is "the best place"
speaker: lukashenka
quote: Приезжайте сюда, сядем и спокойно договоримся
summary: >-
  The first line
  and the second. [@a]
"""


def a_finding(
    words: str = "lukashenka",
    text: str = TEXT,
    *,
    rule: Rule = UNKNOWN_REFERENCE,
    message: str = "there is no person `lukashenka`",
    help: str = "did you mean `alexander-lukashenko`?",
    notes: tuple[Note, ...] = (),
) -> Diagnostic:
    """A finding whose span is the words' place in the text."""
    span = span_in(PATH, text, text.index(words), len(words))
    return Diagnostic(rule=rule, span=span, message=message, help=help, notes=notes)


def printed(form: str, *found: Diagnostic, text: str = TEXT) -> str:
    return unstyle(FORMATS[form](found, {PATH: text}))


def marked(text: str, span: Span) -> str:
    """The lines of an excerpt, as `full` prints them."""
    finding = Diagnostic(rule=rules.WRONG_VALUE, span=span, message="it is wrong")
    _, *lines = printed("full", finding, text=text).splitlines()
    return "\n".join(lines).rstrip("\n")


# -- full


def test_full_shows_the_line_marks_the_words_and_ends_on_what_to_do() -> None:
    notes = (Note(Span(OTHER, 3, 5, 3, 9), "first used here"),)
    assert printed("full", a_finding(notes=notes)) == (
        "site-data/claims/offer.yml:2:10: error[unknown-reference] "
        "there is no person `lukashenka`\n"
        "  2 | speaker: lukashenka\n"
        "    |          ^^^^^^^^^^\n"
        "  note: site-data/talks/minsk.yml:3:5: first used here\n"
        "  help: did you mean `alexander-lukashenko`?\n"
        "\n"
    )


def test_full_marks_cyrillic_letter_by_letter() -> None:
    assert marked(TEXT, a_finding("спокойно").span) == (
        "  3 | quote: Приезжайте сюда, сядем и спокойно договоримся\n"
        "    |                                 ^^^^^^^^"
    )


def test_a_span_over_several_lines_shows_the_first_marked_to_its_end() -> None:
    assert marked(TEXT, a_finding("The first line\n  and the second.").span) == (
        "  5 |   The first line\n    |   ^^^^^^^^^^^^^^"
    )


def test_wide_characters_are_two_columns_wide() -> None:
    text = "speaker: 習近平 x\n"
    assert marked(text, a_finding("近平", text).span) == (
        "  1 | speaker: 習近平 x\n    |            ^^^^"
    )


def test_fullwidth_forms_are_two_columns_wide() -> None:
    text = "name: ＡＢ\n"
    assert marked(text, a_finding("Ｂ", text).span) == "  1 | name: ＡＢ\n    |         ^^"


def test_words_after_wide_characters_are_marked_where_they_stand() -> None:
    text = "speaker: 習近平 x\n"
    assert marked(text, a_finding("x", text).span) == (
        "  1 | speaker: 習近平 x\n    |                 ^"
    )


def test_combining_accents_take_no_column() -> None:
    text = "name: Лукаше\u0301нко here\n"
    assert marked(text, a_finding("Лукаше\u0301нко", text).span) == (
        "  1 | name: Лукаше\u0301нко here\n    |       ^^^^^^^^^"
    )


def test_an_accent_alone_is_marked_at_its_letter() -> None:
    text = "name: e\u0301\n"
    assert marked(text, a_finding("\u0301", text).span) == "  1 | name: e\u0301\n    |       ^"


def test_a_tab_is_shown_as_four_columns() -> None:
    text = "\tperson: x\n"
    assert marked(text, a_finding("person", text).span) == ("  1 |     person: x\n    |     ^^^^^^")
    assert marked(text, a_finding("\t", text).span) == "  1 |     person: x\n    | ^^^^"


def test_the_gutter_is_as_wide_as_the_line_number() -> None:
    text = "a: 1\n" * 99 + "hundred: 1\n"
    assert marked(text, a_finding("hundred", text).span) == ("  100 | hundred: 1\n      | ^^^^^^^")


def test_a_span_of_no_width_is_marked_once() -> None:
    assert marked("venue:\n", Span(PATH, 1, 7, 1, 7)) == "  1 | venue:\n    |       ^"


@pytest.mark.parametrize("text", ["title: x\n", "title: x"])
def test_the_end_of_a_file_can_be_marked(text: str) -> None:
    """With a line break at the end the place after it is an empty line; without one, a column."""
    end = span_in(PATH, text, len(text), 0)
    shown = "  2 |\n    | ^" if text.endswith("\n") else "  1 | title: x\n    |         ^"
    assert marked(text, end) == shown


@pytest.mark.parametrize(
    "span", [Span(PATH), Span(PATH, 7, 1, 7, 2), Span("site-data/missing.yml", 2, 1, 2, 2)]
)
def test_a_whole_file_or_a_place_outside_the_text_is_not_shown(span: Span) -> None:
    assert marked("title: x\n", span) == ""


def test_line_breaks_of_windows_are_not_shown() -> None:
    text = "title: x\r\nspeaker: y\r\n"
    assert marked(text, Span(PATH, 1, 8, 2, 1)) == "  1 | title: x\n    |        ^"


def test_a_long_line_is_cut_around_the_words() -> None:
    text = f"summary: {'before ' * 60}HERE{' after' * 60}\n"
    line, marks = marked(text, a_finding("HERE", text).span).splitlines()
    assert len(line) < 120
    assert line.startswith("  1 | …")
    assert line.endswith("…")
    assert line[marks.index("^") :].startswith("HERE after")
    assert marks.count("^") == len("HERE")


def test_the_end_of_a_long_line_is_shown_without_a_cut_after_it() -> None:
    text = f"summary: {'before ' * 60}HERE\n"
    line, marks = marked(text, a_finding("HERE", text).span).splitlines()
    assert line.endswith("before HERE")
    assert len(line) > 110, "what is in front of the words fills the room that they leave"
    assert marks.index("^") == line.index("HERE")


def test_words_longer_than_the_cut_are_marked_as_far_as_they_are_shown() -> None:
    text = f"summary: {'w' * 500}\n"
    line, marks = marked(text, a_finding("w" * 500, text).span).splitlines()
    assert len(marks) == len(line.removesuffix("…"))


@pytest.mark.parametrize("form", ["full", "concise"])
@pytest.mark.parametrize("trick", ["\x1b[2J", "\u202e", "\x9b", "\ufeff", "\x08", "\x00"])
def test_nothing_in_the_data_can_command_the_terminal(form: str, trick: str) -> None:
    """Control characters and those that turn the line around are printed as signs."""
    text = f"title: {trick}x\n"
    finding = a_finding("x", text, message=f"`{trick}` is odd\nand", help=f"delete `{trick}`")
    out = printed(form, finding, text=text)
    assert not set(trick) - set("[2J") & set(out)
    assert "is odd␊and" in out


def test_a_character_that_is_shown_as_a_sign_can_be_marked() -> None:
    text = "title: a\u200bb\n"
    assert marked(text, a_finding("\u200b", text).span) == "  1 | title: a\ufffdb\n    |         ^"


def test_ordinary_text_of_any_script_is_printed_as_it_is() -> None:
    words = "Türkiye, Лукаше\u0301нко, Ў, 習近平, שלום, ❤\ufe0f, 👩\u200d🔬, می\u200cخواهم"
    assert visible(words) == words


def test_colour_is_added_without_changing_a_letter() -> None:
    finding = a_finding(notes=(Note(Span(OTHER), "here"),))
    for form in ("full", "concise"):
        coloured = FORMATS[form]([finding], {PATH: TEXT})
        assert "\x1b[31m\x1b[1m" in coloured
        assert _without_colour(coloured) == printed(form, finding)


def _without_colour(text: str) -> str:
    first, *others = text.split("\x1b[")
    return first + "".join(piece.partition("m")[2] for piece in others)


# -- concise


def test_concise_is_one_line_a_finding() -> None:
    long_title = a_finding(
        "Minsk", rule=UNMENTIONED_RECORD, message="nothing mentions `offer`", help=""
    )
    assert printed("concise", long_title, a_finding()) == (
        "site-data/claims/offer.yml:1:8: warning[unmentioned-record] nothing mentions `offer`\n"
        "site-data/claims/offer.yml:2:10: error[unknown-reference] "
        "there is no person `lukashenka` (did you mean `alexander-lukashenko`?)\n"
    )


# -- github


def test_github_annotates_the_exact_words() -> None:
    assert printed("github", a_finding()) == (
        "::error file=site-data/claims/offer.yml,line=2,col=10,endLine=2,endColumn=20,"
        "title=unknown-reference::site-data/claims/offer.yml:2:10: "
        "there is no person `lukashenka`%0Ahelp: did you mean `alexander-lukashenko`?\n"
    )


def test_github_gives_lines_alone_where_a_span_covers_several() -> None:
    finding = a_finding(
        "The first line\n  and", rule=UNMENTIONED_RECORD, message="it is long", help=""
    )
    assert printed("github", finding) == (
        "::warning file=site-data/claims/offer.yml,line=5,endLine=6,title=unmentioned-record"
        "::site-data/claims/offer.yml:5:3: it is long\n"
    )


def test_github_escapes_what_would_end_a_value() -> None:
    """`%`, line breaks, and in properties `:` and `,` as well."""
    finding = Diagnostic(
        rule=rules.WRONG_VALUE, span=Span("a,b:100%.yml"), message="50%\r\n::error::x, y: z"
    )
    assert printed("github", finding) == (
        "::error file=a%2Cb%3A100%25.yml,line=1,col=1,endLine=1,endColumn=1,title=wrong-value"
        "::a,b:100%25.yml:1:1: 50%25%0D%0A::error::x, y: z\n"
    )


def test_github_names_the_other_places() -> None:
    finding = a_finding(help="", notes=(Note(Span(OTHER, 3, 5, 3, 9), "first here"),))
    assert printed("github", finding).endswith(
        "`lukashenka`%0Anote: site-data/talks/minsk.yml:3:5: first here\n"
    )


# -- json


def test_json_has_exactly_these_keys() -> None:
    assert json.loads(printed("json", a_finding("договоримся"))) == [
        {
            "rule": "unknown-reference",
            "severity": "error",
            "path": PATH,
            "line": 3,
            "column": 42,
            "message": "there is no person `lukashenka`",
            "help": "did you mean `alexander-lukashenko`?",
        }
    ]


@pytest.mark.parametrize("form", ["json", "sarif"])
def test_formats_for_programs_are_ascii_and_lose_nothing(form: str) -> None:
    out = printed(form, a_finding(message="Лукашенко \U0001f600"))
    assert out.isascii()
    assert "Лукашенко \U0001f600" in json.dumps(json.loads(out), ensure_ascii=False)


@pytest.mark.parametrize(
    ("form", "expected"), [("full", ""), ("concise", ""), ("github", ""), ("json", "[]\n")]
)
def test_no_findings_print_nothing_but_an_empty_list(form: str, expected: str) -> None:
    assert printed(form) == expected


# -- sarif

# The objects that are used of SARIF 2.1.0: the properties that its schema requires of each, and
# those of the other ones that it allows and we write. It allows no property that it does not name.
REQUIRED = {
    "log": {"version", "runs"},
    "run": {"tool"},
    "tool": {"driver"},
    "driver": {"name"},
    "rule": {"id"},
    "result": {"message"},
    "location": set[str](),
    "physicalLocation": set[str](),
    "artifactLocation": set[str](),
    "region": set[str](),
    "message": {"text"},
}
ALLOWED = {
    "log": {"$schema"},
    "run": {"columnKind", "originalUriBaseIds", "results"},
    "tool": set[str](),
    "driver": {"rules"},
    "rule": {"shortDescription", "fullDescription", "help", "defaultConfiguration"},
    "result": {"ruleId", "ruleIndex", "level", "locations", "relatedLocations"},
    "location": {"id", "physicalLocation", "message"},
    "physicalLocation": {"artifactLocation", "region"},
    "artifactLocation": {"uri", "uriBaseId"},
    "region": {"startLine", "startColumn", "endLine", "endColumn"},
    "message": set[str](),
}


def fits(kind: str, value: dict[str, Any]) -> bool:
    return REQUIRED[kind] <= value.keys() <= REQUIRED[kind] | ALLOWED[kind]


def sarif(*found: Diagnostic) -> dict[str, Any]:
    log: dict[str, Any] = json.loads(printed("sarif", *found))
    return log


def some_findings() -> tuple[Diagnostic, ...]:
    """Two of one rule and one of another, in no order of rules, with a note and many lines."""
    note = Note(Span(OTHER, 3, 5, 3, 9), "first used here")
    return (
        a_finding(notes=(note, note)),
        a_finding("The first line\n  and", rule=UNMENTIONED_RECORD, help=""),
        a_finding("Minsk", rule=LONG_TITLE),
        a_finding("сюда"),
    )


def test_sarif_has_the_structure_that_its_schema_requires() -> None:
    log = sarif(*some_findings())
    assert fits("log", log)
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("/sarif-schema-2.1.0.json")
    (run,) = log["runs"]
    assert fits("run", run)
    assert fits("tool", run["tool"])
    assert run["columnKind"] == "unicodeCodePoints"
    driver = run["tool"]["driver"]
    assert fits("driver", driver)
    assert driver["name"] == "explainer"
    for rule in driver["rules"]:
        assert fits("rule", rule)
        assert rule["defaultConfiguration"]["level"] in ("error", "warning")
    assert len(run["results"]) == len(some_findings())
    for result in run["results"]:
        assert fits("result", result)
        assert fits("message", result["message"])
        for location in (*result["locations"], *result.get("relatedLocations", ())):
            check_location(location, run["originalUriBaseIds"])


def check_location(location: dict[str, Any], bases: dict[str, Any]) -> None:
    assert fits("location", location)
    physical = location["physicalLocation"]
    assert fits("physicalLocation", physical)
    assert fits("artifactLocation", physical["artifactLocation"])
    assert physical["artifactLocation"]["uriBaseId"] in bases
    assert fits("region", physical["region"])
    assert all(type(number) is int and number >= 1 for number in physical["region"].values())


def test_sarif_describes_each_broken_rule_once_and_results_point_at_it() -> None:
    (run,) = sarif(*some_findings())["runs"]
    described = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in described] == [
        "long-title",
        "unknown-reference",
        "unmentioned-record",
    ]
    for result in run["results"]:
        assert described[result["ruleIndex"]]["id"] == result["ruleId"]
    rule = described[1]
    assert rule["shortDescription"]["text"] == UNKNOWN_REFERENCE.summary
    assert UNKNOWN_REFERENCE.why in rule["fullDescription"]["text"]
    assert "Wrong: speaker: lukashenka\nRight: " in rule["help"]["text"]


def test_sarif_gives_the_place_the_words_and_what_to_do() -> None:
    (result,) = sarif(a_finding("спокойно"))["runs"][0]["results"]
    assert result == {
        "ruleId": "unknown-reference",
        "ruleIndex": 0,
        "level": "error",
        "message": {
            "text": "there is no person `lukashenka`\ndid you mean `alexander-lukashenko`?"
        },
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": PATH, "uriBaseId": "%SRCROOT%"},
                    "region": {"startLine": 3, "startColumn": 33, "endLine": 3, "endColumn": 41},
                }
            }
        ],
    }


def test_sarif_lists_notes_as_related_places() -> None:
    first, *_ = sarif(*some_findings())["runs"][0]["results"]
    assert [place["id"] for place in first["relatedLocations"]] == [0, 1]
    assert first["relatedLocations"][0]["message"] == {"text": "first used here"}


def test_sarif_writes_paths_as_addresses() -> None:
    path = "site-data/claims/Предложение 100%.yml"
    finding = Diagnostic(rule=rules.BAD_ID, span=Span(path), message="it is no id")
    (result,) = sarif(finding)["runs"][0]["results"]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri.isascii()
    assert " " not in uri
    assert unquote(uri) == path


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_name_that_is_not_utf8_can_be_printed(form: str) -> None:
    """Python reads such a byte as half a surrogate pair, which no stream would write."""
    finding = Diagnostic(rule=rules.BAD_ID, span=Span("site-data/\udcff.yml"), message="no id")
    assert "bad-id" in FORMATS[form]([finding], {})


# -- summary


@pytest.mark.parametrize(
    ("found", "line"),
    [
        ((), "no findings in 620 files"),
        (("error",), "1 error in 1 file"),
        (("warning", "warning"), "2 warnings in 1 file"),
        (("error", "error", "error", "warning"), "3 errors and 1 warning in 2 files"),
    ],
)
def test_the_summary_counts_findings_and_their_files(found: tuple[str, ...], line: str) -> None:
    by_severity = {"error": rules.WRONG_VALUE, "warning": UNMENTIONED_RECORD}
    paths = [PATH, PATH, PATH, OTHER] if len(found) > 2 else [PATH] * len(found)
    findings = [
        Diagnostic(rule=by_severity[severity], span=Span(path), message="x")
        for severity, path in zip(found, paths, strict=True)
    ]
    assert summary(findings, 620) == line
