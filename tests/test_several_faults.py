"""A file with several faults: one run finds all of them, and one fault hides no other.

Each file here has faults that only the checks see: unknown references, dates in the wrong order, a
departing quotation, a paragraph without a source. To these comes a fault because of which the file
is no sound record: it adds its own finding, and takes none away.
"""

import re
from collections.abc import Callable

import pytest
from archives import TODAY, Files, minimal, texts

from generator.checks.run import checked
from generator.core.diagnostics import Diagnostic
from generator.kinds.registry import BY_ID
from generator.proof.fingerprint import Covers, fingerprint_of, serialised

SOURCE = "lake-post-2021-05-04"
FINGERPRINT = f"site-data/fingerprints/{SOURCE}.txt"

NOTES = """\
changes:
  - date: 2021-06-01
    kind: update
    note: A note.
  - date: 2021-06-02
    kind: update
    note: A newer note.
"""
STATEMENT = f"""\
statements:
  - speaker: ada-brant
    said: 2021-05-05
    published: 2021-05-04
    quote:
      lang: en
      text: The ferry went late
    source: {SOURCE}
    passage: p7
"""
# Of each kind: its file, a required field, and what is found in the file.
FILES = {
    "person": (
        "name: Bo Lind\nsummary: He left.\nroles:\n  - title: mayor\n    organisation: harbor\n"
        "    start: 2020\n    end: 2019\n",
        "name",
        ["uncited-paragraph", "unknown-reference", "dates-out-of-order"],
    ),
    "organisation": (
        f'name: A body\nkind: body\nsummary: So “it went late”. [@{SOURCE}] Of [[norhm]].\n',
        "kind",
        ["uncited-paragraph", "unknown-reference", "quote-not-in-source"],
    ),
    "place": (
        f"name: Quay\ncountry: Vaneland\nwithin: norhm\nbody: <br>Quay [@{SOURCE}]\n",
        "country",
        ["unknown-reference", "raw-html"],
    ),
    "document": (
        "title: A rule\ndate: 2021\nparties: [harbor]\nprovisions:\n  - Wait.\n",
        "date",
        ["unknown-reference", "uncited-paragraph"],
    ),
    "event": (
        "title: A gale\ndate: 2021\nplace: norhm\nsummary: It blew.\n",
        "date",
        ["unknown-reference", "uncited-paragraph"],
    ),
    "term": (
        f"name: Neap\ndefinition: See [[slack-watr]]. [@{SOURCE}]\nsources: [norham]\n",
        "name",
        ["unknown-reference", "wrong-kind"],
    ),
    "source": (
        "title: A report\npublisher: Post\norganisation: harbor\npublished: 2021-05-04\n"
        "accessed: 2021-05-03\nlanguage: en\ntype: news\nstandpoint: Local\npassages:\n"
        "  - id: p1\n    place: One\n    opening: a b c d e f g h i j k l m\n"
        "  - id: p1\n    place: Two\n    opening: a b c\n",
        "language",
        ["unknown-reference", "dates-out-of-order", "long-opening", "duplicate-id"],
    ),
    "talk": (
        "title: A talk\nstart: 2021-05-02\nend: 2021-05-01\nplace: norhm\nformat: phone\n"
        f"status: held\nsummary: They spoke.\n{STATEMENT}",
        "format",
        ["dates-out-of-order", "unknown-reference", "uncited-paragraph", "unknown-reference",
         "said-after-published", "quote-not-in-source", "unknown-passage"],
    ),
    "claim": (
        f"title: {'A long title ' * 6}\nkind: factual\ntopics: [fery]\n{STATEMENT}"
        "assessments:\n  - as_of: 2021\n    status: suported\n    summary: It was late.\n",
        "kind",
        ["long-title", "unknown-word", "unknown-reference", "said-after-published",
         "quote-not-in-source", "unknown-passage", "unknown-word", "uncited-paragraph"],
    ),
}  # fmt: skip


def _without(field: str) -> Callable[[str], str]:
    return lambda text: re.sub(rf"^{field}: .*\n", "", text, flags=re.MULTILINE)


def _with(line: str) -> Callable[[str], str]:
    return lambda text: f"{text}{line}\n"


FAULTS = {
    "unknown-field": _with("embargoo: 2021"),
    "bad-date": _with("embargo: soon"),
    "wrong-type": _with("draft: [true]"),
    "bad-id": _with("formerly: [Old Name]"),
    "empty-value": _with("draft:"),
    "duplicate-key": _with("draft: false\ndraft: false"),
}


def found_in(kind: str, text: str, name: str = "double", more: Files | None = None) -> list[str]:
    files = minimal({f"site-data/{BY_ID[kind].folder}/{name}.yml": text, **(more or {})})
    words = "The ferry left late. “We left an hour late.”"
    files[FINGERPRINT] = serialised(fingerprint_of(SOURCE, words, TODAY, Covers.WHOLE)).encode()
    return sorted(one.rule.id for one in checked(texts(files), TODAY)[1])


@pytest.mark.parametrize("kind", FILES)
def test_the_checks_find_the_faults_of_a_file(kind: str) -> None:
    text, _, demanded = FILES[kind]
    assert found_in(kind, text + NOTES) == sorted([*demanded, "dates-out-of-order"])


@pytest.mark.parametrize("rule", FAULTS)
@pytest.mark.parametrize("kind", FILES)
def test_a_refused_value_hides_nothing_else(kind: str, rule: str) -> None:
    text = FILES[kind][0] + NOTES
    assert found_in(kind, FAULTS[rule](text)) == sorted([*found_in(kind, text), rule])


@pytest.mark.parametrize("kind", FILES)
def test_a_missing_field_hides_nothing_else(kind: str) -> None:
    text, required, _ = FILES[kind]
    found = found_in(kind, _without(required)(text + NOTES))
    assert found == sorted([*found_in(kind, text + NOTES), "missing-field"])


@pytest.mark.parametrize("kind", FILES)
def test_a_name_that_is_no_id_hides_nothing_else(kind: str) -> None:
    text = FILES[kind][0] + NOTES
    assert found_in(kind, text, "Double_Name") == sorted([*found_in(kind, text), "bad-id"])


@pytest.mark.parametrize("kind", FILES)
def test_an_id_that_is_taken_hides_nothing_else_in_either_file(kind: str) -> None:
    text = FILES[kind][0] + NOTES
    other = f"name: Double\ndefinition: Twice. [@{SOURCE}]\nsources: [nowhere]\n"
    path = f"site-data/context/terms/{'double' if kind != 'term' else 'doubled'}.yml"
    if kind == "term":
        path, other = "site-data/context/places/double.yml", "name: D\ncountry: V\nsources: [no]\n"
    found = found_in(kind, text, more={path: other.encode()})
    assert found == sorted([*found_in(kind, text), "duplicate-id", "unknown-reference"])


@pytest.mark.parametrize("kind", FILES)
def test_all_faults_at_once_are_all_found(kind: str) -> None:
    text, required, _ = FILES[kind]
    lines = "embargoo: 2021\nembargo: soon\ndraft: [true]\nformerly: [Old Name]\nsources:"
    without = _without("sources")(_without(required)(text + NOTES))
    found = found_in(kind, f"{without}{lines}\n", "Double_Name")
    own = ["bad-id", "bad-id", "missing-field", "unknown-field", "bad-date", "wrong-type",
           "empty-value"]  # fmt: skip
    assert found == sorted([*found_in(kind, _without("sources")(text + NOTES)), *own])


def messages(overlay: Files) -> list[tuple[str, str]]:
    found: tuple[Diagnostic, ...] = checked(texts(minimal(overlay)), TODAY)[1]
    return [(one.rule.id, one.message) for one in found]


def test_the_body_of_a_page_is_read_whatever_is_wrong_with_its_front_matter() -> None:
    body = "\nSee [[norhm]].\n"
    for matter in ("---\ntitle: A page\n---\n", "---\ntitle: A: page\n---\n", ""):
        found = messages({"content/page.md": (matter + body).encode()})
        assert ("unknown-reference", "there is no record `norhm`") in found, matter
        assert len(found) == 2


def test_a_fault_of_the_explainer_hides_nothing_else_in_it() -> None:
    text = minimal()["site-data/explainer.yml"].decode()
    found = messages({"site-data/explainer.yml": text.replace("as_of: ", "as_off: ").replace(
        "answer: ", "answer: See [[norhm]]. ").encode()})  # fmt: skip
    assert [rule for rule, _ in found] == ["unknown-reference", "unknown-field"]


CLAIM = "site-data/claims/ferry-left-late.yml"


@pytest.mark.parametrize(
    ("words", "instead", "rules"),
    [
        ("source: lake-post", "sorce: lake-post", ["unknown-field"]),
        ("said: 2021-05-03", "said: May", ["bad-date"]),
        ("published: 2021-05-04", "published: 2021-05-02\n    via: [[x]]",
         ["said-after-published", "wrong-type"]),
        ("    quote:\n      lang: en\n      text: We left an hour late\n", "    quote: So\n",
         ["wrong-type"]),
        ("    quote:\n      lang: en\n      text: We left an hour late\n", "    qoute: So\n",
         ["unknown-field"]),
        ("    quote:\n      lang: en\n      text: We left an hour late\n", "    speakr: x\n",
         ["quote-or-paraphrase", "unknown-field"]),
        ("  - speaker: ada-brandt\n", "  - speaker: ada-brandt\n    paraphrase: Of [[norhm]].\n",
         ["unknown-reference", "quote-or-paraphrase"]),
        ("passage: p1", "passage: [p1]", ["wrong-type"]),
    ],
)  # fmt: skip
def test_what_follows_from_a_fault_is_not_said(words: str, instead: str, rules: list[str]) -> None:
    text = minimal()[CLAIM].decode()
    assert words in text
    found = messages({CLAIM: text.replace(words, instead, 1).encode()})
    assert [rule for rule, _ in found] == rules


@pytest.mark.parametrize(
    ("words", "instead", "rule"),
    [
        ("title: The ferry", "title: The\u200b ferry", "odd-character"),
        ("title: The ferry", "title: &title The ferry", "yaml-feature"),
        ("title: The ferry", "title: !important The ferry", "yaml-feature"),
        ("title: The ferry left an hour late", "title: *bold", "yaml-feature"),
        ("We left an hour late", "We left\u2028an hour late", "odd-character"),
        ("statements:\n", "about: &all [a, b]\nstatements:\n", "yaml-feature"),
    ],
)
def test_what_yaml_may_not_hold_hides_nothing_else(words: str, instead: str, rule: str) -> None:
    text = minimal()[CLAIM].decode().replace("about: [storm-2021, slack-water]\n", "")
    text = text.replace("published: 2021-05-04", "published: 2021-05-02")
    assert [rule for rule, _ in messages({CLAIM: text.encode()})] == ["said-after-published"]
    found = messages({CLAIM: text.replace(words, instead, 1).encode()})
    assert sorted(rule for rule, _ in found) == sorted([rule, "said-after-published"])


def test_an_empty_entry_of_a_list_where_none_may_be_is_no_fault_of_ours() -> None:
    text = minimal()[CLAIM].decode().replace("title: The ferry left an hour late", 'title: [""]')
    assert {rule for rule, _ in messages({CLAIM: text.encode()})} == {"wrong-type", "empty-value"}


@pytest.mark.parametrize("second", ["factual", '[[{a: ""}]]', '{b: {c: ""}}'])
def test_of_a_field_that_stands_twice_the_first_is_judged(second: str) -> None:
    """What the second holds is not looked for where the first stands, which may be a text."""
    text = minimal()[CLAIM].decode()
    line = text.split("\n").index("kind: factual") + 1
    for first, rules in (("factual", []), ("", [("empty-value", line)])):
        doubled = text.replace("kind: factual", f"kind: {first}\nkind: {second}")
        found = checked(texts(minimal({CLAIM: doubled.encode()})), TODAY)[1]
        told = [(one.rule.id, one.span.line) for one in found]
        assert told == [*rules, ("duplicate-key", line + 1)]


def test_an_id_in_the_file_is_never_the_record_s_own() -> None:
    """Not even where it is blank, and something else takes the place of what is blank."""
    text = (
        minimal()[CLAIM].decode().replace("title: The ferry", f"id:\ntitle: The ferry {'a' * 75}")
    )
    found = [rule for rule, _ in messages({CLAIM: text.encode()})]
    assert found == ["empty-value", "unknown-field", "long-title"]


@pytest.mark.parametrize("character", ["\u200b", "\ufeff", "\r", "\u2028"])
def test_an_odd_character_between_values_is_all_that_is_said(character: str) -> None:
    """Whatever else would be found may come of it."""
    text = minimal()[CLAIM].decode()
    for broken in (character + text, text.replace("\n", character)):
        assert [rule for rule, _ in messages({CLAIM: broken.encode()})] == ["odd-character"]
