"""Answers stand as long as all stands that they were read from, and no longer."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from archives import TODAY, minimal, texts

from generator.core.dates import parse
from generator.data.archive import Archive
from generator.kinds.person import Person
from generator.kinds.registry import load_archive
from generator.proof.fingerprint import Covers, fingerprint_of
from generator.query.context import PageContext, Settings, context
from generator.query.graph import Graph, question


@dataclass(frozen=True)
class Reader:
    graph: Graph


@question
def words(_: Reader) -> dict[str, str]:
    raise LookupError("the graph was not given the words")


@question
def word(reader: Reader, name: str) -> str:
    return words(reader).get(name, "")


@question
def greeting(reader: Reader, name: str) -> str:
    return f"{word(reader, 'hello')} {word(reader, name)}"


@question
def length(reader: Reader, name: str) -> int:
    return len(greeting(reader, name))


@question
def loud(reader: Reader, name: str) -> str:
    return "!" * length(reader, name)


BEFORE = {"hello": "Hello", "ann": "Ann", "bea": "Bea"}


def begun(graph: Graph, **changed: str) -> Graph:
    graph.begin({words: {**BEFORE, **changed}})
    return graph


def anew(graph: Graph) -> list[str]:
    """What was answered anew, but for the words themselves."""
    return [f"{key[0].__name__} {key[1]}" for key in graph.answered if key[0] is not word]  # type: ignore[attr-defined]


def asked(graph: Graph) -> list[str]:
    return [greeting(Reader(graph), name) for name in ("ann", "bea")]


def test_nothing_is_answered_anew_where_nothing_changed() -> None:
    graph = begun(Graph())
    assert asked(graph) == ["Hello Ann", "Hello Bea"]
    assert asked(begun(graph)) == ["Hello Ann", "Hello Bea"]
    assert anew(graph) == []


def test_only_what_read_the_change_is_answered_anew() -> None:
    graph = begun(Graph())
    asked(graph)
    assert asked(begun(graph, ann="Anna")) == ["Hello Anna", "Hello Bea"]
    assert anew(graph) == ["greeting ann"]


def test_what_all_read_changes_all() -> None:
    graph = begun(Graph())
    asked(graph)
    assert asked(begun(graph, hello="Hi")) == ["Hi Ann", "Hi Bea"]
    assert anew(graph) == ["greeting ann", "greeting bea"]


def test_an_answer_that_comes_out_equal_spares_whoever_read_it() -> None:
    graph = begun(Graph())
    before = loud(Reader(graph), "ann")
    begun(graph, ann="Eve")
    assert loud(Reader(graph), "ann") is before
    assert anew(graph) == ["greeting ann", "length ann"]


def test_a_change_is_seen_later_too_if_nobody_asked_in_between() -> None:
    graph = begun(Graph())
    loud(Reader(graph), "ann")
    begun(graph, ann="Annabel")
    begun(graph, ann="Annabel")
    assert loud(Reader(graph), "ann") == "!" * len("Hello Annabel")


def test_a_question_that_fails_fails_again_and_is_answered_once_it_can_be() -> None:
    @question
    def strict(reader: Reader) -> str:
        return {"Ann": "fine"}[word(reader, "ann")]

    graph = begun(Graph(), ann="Bob")
    for _ in range(2):
        with pytest.raises(KeyError):
            strict(Reader(graph))
    assert strict(Reader(begun(graph))) == "fine"


def test_what_was_not_given_is_an_error_that_names_it() -> None:
    with pytest.raises(LookupError, match="the words"):
        words(Reader(Graph()))


def test_what_nobody_asked_for_is_forgotten() -> None:
    graph = begun(Graph())
    asked(graph)
    greeting(Reader(begun(graph)), "ann")
    graph.forget()
    greeting(Reader(begun(graph)), "bea")
    assert anew(graph) == ["greeting bea"]


def test_answers_of_another_process_hold_for_their_revision_alone() -> None:
    graph = begun(Graph())
    graph.fill([((greeting, "ann"), "Good day Ann")])
    assert greeting(Reader(graph), "ann") == "Good day Ann"
    assert greeting(Reader(begun(graph)), "ann") == "Hello Ann"


# A page on each input that there is.

ARCHIVE = load_archive(texts(minimal()), TODAY)[0]
PERSON, SOURCE = "ada-brandt", "lake-post-2021-05-04"
WORDS_OF_SOURCE = "Some words of it, and more of them than a run has."
PRINT = fingerprint_of(SOURCE, WORDS_OF_SOURCE, TODAY, Covers.WHOLE)

Shown = Callable[[PageContext], object]
Change = Callable[[Archive, Settings], tuple[Archive, Settings]]


def with_person(**values: object) -> Change:
    def change(archive: Archive, settings: Settings) -> tuple[Archive, Settings]:
        person = archive.records[PERSON].model_copy(update=values)
        return replace(archive, records={**archive.records, PERSON: person}), settings

    return change


def without(id: str) -> Change:
    def change(archive: Archive, settings: Settings) -> tuple[Archive, Settings]:
        records = {key: one for key, one in archive.records.items() if key != id}
        return replace(archive, records=records), settings

    return change


def with_archive(**values: object) -> Change:
    return lambda archive, settings: (replace(archive, **values), settings)  # type: ignore[arg-type]


def with_settings(**values: object) -> Change:
    return lambda archive, settings: (archive, replace(settings, **values))  # type: ignore[arg-type]


assert ARCHIVE.explainer is not None
INPUTS: dict[str, tuple[Shown, Change]] = {
    "a record": (lambda ctx: ctx.record(PERSON), with_person(also=("A. Brandt",))),
    "a title": (lambda ctx: ctx.title(PERSON), with_person(name="Dr Brandt")),
    "what is there": (lambda ctx: ctx.find(PERSON), without(PERSON)),
    "how many there are": (lambda ctx: ctx.numbers, without(PERSON)),
    "all of a kind": (lambda ctx: ctx.of_kind(Person), with_person(name="Dr Brandt")),
    "what is held back": (
        lambda ctx: ctx.is_held(PERSON),
        with_person(embargo=parse("2030-01-01")),
    ),
    "the explainer": (
        lambda ctx: ctx.explainer.question,
        with_archive(explainer=ARCHIVE.explainer.model_copy(update={"question": "Why?"})),
    ),
    "the day": (lambda ctx: ctx.today, with_archive(today=TODAY + timedelta(1))),
    "hand-written pages": (lambda ctx: ctx.content_pages, with_archive(content=())),
    "a fingerprint": (
        lambda ctx: ctx.fingerprint(SOURCE),
        with_archive(fingerprints={SOURCE: PRINT}),
    ),
    "a proof": (
        lambda ctx: ctx.proof_of(SOURCE, WORDS_OF_SOURCE),
        with_archive(fingerprints={SOURCE: PRINT}),
    ),
    "the file of a record": (
        lambda ctx: ctx.file(PERSON),
        with_archive(paths={**ARCHIVE.paths, PERSON: "elsewhere.yml"}),
    ),
    "the repository": (lambda ctx: ctx.repository, with_settings(repository="https://e.org/code")),
    "the site's address": (lambda ctx: ctx.site_url, with_settings(site_url="https://e.org/")),
    "whether there are cards": (lambda ctx: ctx.has_cards, with_settings(has_cards=False)),
}


@pytest.mark.parametrize("name", INPUTS)
def test_a_page_is_made_again_when_what_it_reads_is_another(name: str) -> None:
    """Whatever it reads, and whatever else it read before: it is what a new process makes of it."""
    shown, change = INPUTS[name]

    @question
    def page(ctx: PageContext) -> object:
        return shown(ctx)

    settings = Settings("https://example.org/code", "https://example.org/site/", is_preview=True)
    graph = Graph()
    before = page(context(ARCHIVE, settings, graph))
    page(context(ARCHIVE, settings, graph))
    assert (page,) not in graph.answered
    changed = change(ARCHIVE, settings)
    after = page(context(*changed, graph))
    assert after != before
    assert after == page(context(*changed))
