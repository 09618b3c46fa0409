"""What holds for any input: nothing is a traceback, spans lie in their files, text stays text."""

import json
from collections.abc import Mapping

import pytest
from archives import archive, made, markdown_in_html, minimal
from bs4 import BeautifulSoup
from hypothesis import Phase, assume, given, settings
from hypothesis import strategies as st

from generator.build.pipeline import Generation
from generator.core import prose, text
from generator.core.dates import Date, parse
from generator.core.diagnostics import Diagnostic, Rule, Span, in_order
from generator.data import rules
from generator.kinds.registry import KINDS
from generator.labels.labels import ENGLISH, labels_in

PATHS = sorted(minimal())
NEW = [f"site-data/{kind.folder}/new.yml" for kind in KINDS]

# Whatever an editor may have in a file that the loader lets through.
characters = st.characters(
    exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029\ufeff\ufffe\uffff"
)
hostile = st.sampled_from(
    [
        *"\\`*_{}[]<>#|&~^$=:!\"'@-+.()",
        "<script>", "</p>", "&amp;", "&#42;", "{{ x }}", "{% x %}", "{: .x }", "[^1]", "[^1]: x",
        "---", "***", "===", "- ", "1. ", "1) ", "+ ", "> ", "# ", ": ", "*[x]: y", "\n", "    ",
        "$x$", "\\(x\\)", ":smile:", "!!! note", "http://example.org", "a@b.cd", "<!-- x -->",
        "[x](y)", "![x](y)", "[TOC]", "x", "two words",
    ]
)  # fmt: skip
lines = st.lists(hostile | st.text(characters, max_size=4), min_size=1, max_size=8).map("".join)
yaml_pieces = st.sampled_from(
    [
        *" \n\t'\"[]{}:#|>&*!%@`-?,\\~é\U0001f642؟\r",
        "  ", "\n  ", ": ", "- ", "---\n", "...\n", ">-\n", "|\n", "!!x ", "&a ", "*a",
        "%YAML 1.2\n",
        "? ", "\r\n", "name", "title", "sources", "statements", "quote", "lang", "date", "2021-05~",
        "title: x\n", "sources: [lake-post-2021-05-04]\n", "[[norham]]", "[@x]", "\\u2028", "<b>",
    ]
)  # fmt: skip
EXAMPLES = settings().max_examples

yaml_like = st.lists(yaml_pieces, max_size=40).map("".join)


def assert_is_sound(files: Mapping[str, bytes]) -> Generation:
    """The archive is made or refused, and every finding and note stands in its file."""
    result = made(files)
    for found in result.found:
        for span in (found.span, *(note.span for note in found.notes)):
            _assert_lies_in(span, files.get(span.path, b"").decode("utf-8", errors="replace"))
    return result


def _assert_lies_in(span: Span, content: str) -> None:
    lengths = [len(line) for line in content.split("\n")]
    assert (span.line, span.column) <= (span.end_line, span.end_column), span
    for line, column in ((span.line, span.column), (span.end_line, span.end_column)):
        assert 1 <= line <= len(lengths), span
        assert 1 <= column <= lengths[line - 1] + 1, span


@given(path=st.sampled_from([*PATHS, *NEW]), data=st.binary(max_size=200))
def test_any_bytes_are_a_record_or_findings(path: str, data: bytes) -> None:
    assert_is_sound(minimal({path: data}))


@settings(max_examples=2 * EXAMPLES)
@given(path=st.sampled_from([*PATHS, *NEW]), content=yaml_like)
def test_any_text_like_yaml_is_a_record_or_findings(path: str, content: str) -> None:
    assert_is_sound(minimal({path: content}))


@settings(max_examples=2 * EXAMPLES)
@given(
    path=st.sampled_from(PATHS),
    place=st.floats(0, 1),
    length=st.integers(0, 12),
    piece=yaml_like | lines,
)
def test_any_slip_in_a_good_file_is_a_record_or_findings(
    path: str, place: float, length: int, piece: str
) -> None:
    good = minimal()[path].decode()
    at = int(place * len(good))
    assert_is_sound(minimal({path: good[:at] + piece + good[at + length :]}))


@given(path=st.text(characters, min_size=1, max_size=30))
def test_a_file_may_have_any_name(path: str) -> None:
    assert_is_sound(minimal({f"site-data/{path}": "title: x"}))


@settings(max_examples=EXAMPLES // 2)
@given(words=lines)
def test_any_prose_is_shown_or_refused(words: str) -> None:
    """Written as JSON, which is YAML; cited at its end, so that no paragraph is without."""
    summary = json.dumps(f"{words} [@lake-post-2021-05-04]", ensure_ascii=False)
    path = "site-data/context/events/storm-2021.yml"
    fields = minimal()[path].decode().partition("summary:")[0]
    result = assert_is_sound(minimal({path: f"{fields}summary: {summary}\n"}))
    if result.site is not None:
        page = markdown_in_html(result.site.pages["events/storm-2021.md"].body)
        assert {tag.name for tag in BeautifulSoup(page, "html.parser").find_all()} <= _TAGS


# What Markdown and the template of the page make; prose adds nothing to it.
_TAGS = {
    *("a", "blockquote", "br", "code", "dd", "div", "dl", "dt", "em", "h1", "h2", "h3", "hr"),
    *("li", "ol", "p", "pre", "span", "strong", "sup", "ul"),
}


@given(words=lines)
def test_prose_is_cut_into_tokens_without_a_loss(words: str) -> None:
    starts = [token.start for token in prose.tokens(words)]
    assert starts == sorted(starts)
    plain = [token for token in prose.tokens(words) if isinstance(token, prose.Words)]
    assert all(words[one.start :].startswith(one.text) for one in plain)


POSITIONS = {
    "paragraph": "{}",
    "paragraph that goes on": "Before {} after",
    "heading": "# {}",
    "heading with an anchor": "## {} {{ #anchor }}",
    "table cell": "| Head | Head |\n|---|---|\n| {} | x |",
    "link": "[{}](page.md)",
    "bold link in a list": "- **[{}](page.md)**",
    "list item": "- {}",
    "numbered item": "1. {}",
    "definition": "Label\n:   {}",
    "attributes below": "{}\n{{: .note }}",
    "span": '<span class="note">{}</span>',
    "div with markdown": '<div class="card" markdown="1">\n\n{}\n\n</div>',
    "heading in a div": '<div markdown="1">\n\n### {} {{ #anchor }}\n\n</div>',
    "link in a list in divs": (
        '<div markdown="1">\n\n<div markdown="1">\n\n- [{}](page.md)\n\n</div>\n\n</div>'
    ),
    "quotation in a div": (
        '<div markdown="1">\n\n<blockquote lang="ar" dir="rtl"><p>{}</p></blockquote>\n\n</div>'
    ),
    "footnote": "Words.[^a]\n\n[^a]: {}",
}


@pytest.mark.parametrize("position", POSITIONS)
@settings(max_examples=EXAMPLES // 2)
@given(words=lines)
def test_escaped_text_comes_back_as_itself(position: str, words: str) -> None:
    assume(words.split())
    template = POSITIONS[position]
    assert _text_of(template.format(text.escaped(words))) == _around(template, words)


def _text_of(markdown: str) -> str:
    soup = BeautifulSoup(markdown_in_html(markdown), "html.parser")
    for mark in soup.select(".headerlink, .footnote-ref, .footnote-backref"):
        mark.decompose()
    return "".join(soup.get_text().split())


def _around(template: str, words: str) -> str:
    """The text of the template with the words in it; `X` is a word that no extension knows."""
    return _text_of(template.format("X")).replace("X", "".join(words.split()))


@given(words=lines)
def test_escaped_text_is_one_line(words: str) -> None:
    assert "\n" not in text.escaped(words)


@settings(max_examples=EXAMPLES // 10, phases=[Phase.generate])
@given(order=st.permutations(sorted(archive("spellings").items())))
def test_the_order_of_the_files_does_not_matter(order: list[tuple[str, bytes]]) -> None:
    """Neither for the findings of a broken archive nor for the bytes of a good one."""
    good = made(dict(order)).site
    expected = made(archive("spellings")).site
    assert good is not None and expected is not None
    assert list(good.files().items()) == list(expected.files().items())
    broken = {"site-data/explainer.yml": b"title: x", "site-data/talks/Bad.yml": b""}
    assert made({**dict(order), **broken}).found == made({**archive("spellings"), **broken}).found


spans = st.builds(Span, st.sampled_from("ab"), st.integers(1, 3), st.integers(1, 3))
some_rules: st.SearchStrategy[Rule] = st.sampled_from([rules.TAB, rules.BAD_DATE])
findings = st.builds(Diagnostic, rule=some_rules, span=spans, message=st.sampled_from("xy"))


@given(data=st.data(), found=st.lists(findings))
def test_findings_come_in_one_order_without_repeats(
    data: st.DataObject, found: list[Diagnostic]
) -> None:
    ordered = in_order(found)
    assert set(ordered) == set(found)
    assert len(set(ordered)) == len(ordered)
    assert in_order(data.draw(st.permutations(found))) == in_order(ordered) == ordered


@st.composite
def points(draw: st.DrawFn) -> str:
    day = draw(st.dates())
    exact = draw(st.sampled_from([4, 7, 10]))
    return day.isoformat()[:exact] + draw(st.sampled_from(["", "~", "?", "%"]))


edtf = points() | st.tuples(points() | st.just(".."), points() | st.just("..")).map("/".join)


@given(written=edtf)
def test_a_date_that_can_be_read_can_be_said(written: str) -> None:
    date = _parsed(written)
    assume(date is not None)
    assert date is not None and labels_in(ENGLISH).date(date) and labels_in(ENGLISH).month(date)
    assert date.earliest <= date.latest
    assert date.text == written


@given(written=st.lists(edtf, max_size=6))
def test_dates_are_listed_from_the_first_to_the_last_day_that_they_can_mean(
    written: list[str],
) -> None:
    """What has no beginning stands where it ends."""
    dates = [date for date in map(_parsed, written) if date is not None]
    keys = [(date.listed, date.earliest, date.latest) for date in sorted(dates)]
    assert keys == sorted(keys)
    assert all(date.listed in (date.earliest, date.latest) for date in dates)


@given(written=st.text(st.sampled_from("0123456789-/~?%. X")) | st.text(max_size=12))
def test_a_date_is_read_or_refused_in_words(written: str) -> None:
    date = _parsed(written)
    assert date is None or labels_in(ENGLISH).date(date)


def _parsed(written: str) -> Date | None:
    try:
        return parse(written)
    except ValueError as error:
        assert "`" in str(error)
        return None
