"""Findings are values: where, which rule, in what words; and their order."""

from generator.checks.references import UNMENTIONED_RECORD
from generator.core.diagnostics import Diagnostic, Note, Span, has_errors, in_order
from generator.data import rules
from generator.data.source_text import SourceText, span_in

ERROR = Diagnostic(rule=rules.BAD_DATE, span=Span("b.yml", 2, 3), message="no date")
WARNING = Diagnostic(rule=UNMENTIONED_RECORD, span=Span("a.yml"), message="nothing")


def test_a_span_is_printed_as_editors_open_it() -> None:
    assert str(Span("site-data/a.yml", 12, 7, 12, 9)) == "site-data/a.yml:12:7"


def test_findings_are_sorted_by_place_then_rule() -> None:
    same_place = Diagnostic(rule=rules.BAD_ID, span=ERROR.span, message="no id")
    assert in_order([same_place, ERROR, WARNING]) == (WARNING, ERROR, same_place)


def test_a_finding_is_given_once() -> None:
    again = Diagnostic(rule=rules.BAD_DATE, span=Span("b.yml", 2, 3), message="no date")
    assert in_order([ERROR, again]) == (ERROR,)


def test_findings_that_differ_only_in_their_notes_are_both_given() -> None:
    noted = Diagnostic(
        rule=ERROR.rule, span=ERROR.span, message=ERROR.message, notes=(Note(Span("c"), "here"),)
    )
    assert set(in_order([noted, ERROR])) == {noted, ERROR}


def test_only_errors_keep_a_site_from_being_published() -> None:
    assert has_errors([WARNING, ERROR])
    assert not has_errors([WARNING])
    assert not has_errors([])


def test_columns_count_characters_from_one() -> None:
    text = "один: два\nthree: \U0001f642four\n"
    assert span_in("x", text, text.index("два"), 3) == Span("x", 1, 7, 1, 10)
    assert span_in("x", text, text.index("four"), 4) == Span("x", 2, 9, 2, 13)


def test_a_span_may_go_over_lines_and_ends_with_the_text() -> None:
    assert span_in("x", "ab\ncd", 1, 3) == Span("x", 1, 2, 2, 2)
    assert span_in("x", "ab\ncd", 5, 1) == Span("x", 2, 3, 2, 3)
    assert span_in("x", "", 0, 1) == Span("x", 1, 1, 1, 1)


def test_an_offset_is_where_its_line_and_column_stand() -> None:
    source = SourceText("x", b"ab\ncd\n")
    for offset in range(len(source.text)):
        span = source.span(offset)
        assert source.offset(span.line, span.column) == offset


def test_the_stem_of_a_file_is_its_name_without_folder_and_ending() -> None:
    assert SourceText("site-data/talks/istanbul-2022.yml", b"").stem == "istanbul-2022"
