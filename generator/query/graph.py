"""A graph of questions: what was answered before is answered again only if it may be another.

A question is a function of `ask` and of plain arguments; `ask` is how it reads anything. What it
reads is noted while it is answered. In the next revision its answer stands if all that it read has
stood, and where something has to be answered anew and comes out equal, whatever read it stands as
well (early cut-off). The idea is that of salsa (Rust), of "Build systems à la carte" (Mokhov and
others, 2018), and of Lektor's record dependencies.

Nothing outside the inputs may be read, so an answer that is out of date cannot be given. Questions
have no effects and raise nothing for what is missing: what is gone may be asked for once more
before it turns out that nobody needs it.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Any, Concatenate, Generic, ParamSpec, Protocol, TypeVar

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
P = ParamSpec("P")

Key = tuple[Hashable, ...]  # a question and its arguments


class Ask(Protocol):
    """How a question, or a page, reads."""

    def __call__(
        self, question: Callable[Concatenate["Ask", P], T], /, *args: P.args, **named: P.kwargs
    ) -> T: ...


class Input(Generic[T_co]):
    """A question that is answered from outside: see `Graph.begin`."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self, ask: Ask) -> T_co:
        del ask
        raise LookupError(f"nothing is known of {self.name}: the graph was not given it")


class _Answer:
    __slots__ = ("changed", "checked", "key", "reads", "value")

    def __init__(self, key: Key) -> None:
        self.key = key
        self.value: Any = _NONE
        self.reads: tuple[_Answer, ...] | None = None  # none where another process answered
        self.changed = 0  # the revision in which it came out as something else
        self.checked = -1  # the revision in which it was last found to stand


_NONE = object()


class Graph:
    """The answers of one process, from revision to revision."""

    def __init__(self) -> None:
        self._answers: dict[Key, _Answer] = {}
        self._revision = 0
        self._reading: list[dict[_Answer, None]] = []  # by each question that is being answered
        self.answered: list[Key] = []  # what was answered anew in this revision, for the curious

    def begin(self, inputs: Mapping[Input[Any], Any]) -> None:
        """The next revision, with the value of each input."""
        self._revision += 1
        self.answered = []
        for question, value in inputs.items():
            self._settle(self._answer((question,)), value)

    def ask(
        self, question: Callable[Concatenate[Ask, P], T], /, *args: P.args, **named: P.kwargs
    ) -> T:
        assert not named, "arguments of questions stand in order, so that the same is asked once"
        answer = self._answers.get((question, *args)) or self._answer((question, *args))
        if answer.checked != self._revision:
            self._refresh(answer)
        if self._reading:
            self._reading[-1][answer] = None
        value: T = answer.value
        return value

    def fill(self, answers: Iterable[tuple[Key, Any]]) -> None:
        """Answers that another process found in this revision; they hold for no other one."""
        for key, value in answers:
            answer = self._answer(key)
            answer.reads = None
            self._settle(answer, value)

    def forget(self) -> None:
        """Drops what was not asked for in this revision."""
        revision = self._revision
        self._answers = {k: one for k, one in self._answers.items() if one.checked == revision}

    def _answer(self, key: Key) -> _Answer:
        answer = self._answers.get(key)
        if answer is None:
            answer = self._answers[key] = _Answer(key)
        return answer

    def _refresh(self, answer: _Answer) -> None:
        if answer.reads is not None and self._stands(answer.reads, answer.checked):
            answer.checked = self._revision
            return
        question, *args = answer.key
        assert callable(question)
        self._reading.append({})
        try:
            value = question(self.ask, *args)
        finally:
            reads = self._reading.pop()
        answer.reads = tuple(reads)
        self.answered.append(answer.key)
        self._settle(answer, value)

    def _stands(self, reads: Iterable[_Answer], revision: int) -> bool:
        """Has all that was read come out as it did then? In order: what it read first decides
        what it asked next."""
        for read in reads:
            if read.checked != self._revision:
                self._refresh(read)
            if read.changed > revision:
                return False
        return True

    def _settle(self, answer: _Answer, value: Any) -> None:
        if not _is_same(answer.value, value):
            answer.changed, answer.value = self._revision, value
        answer.checked = self._revision


def _is_same(one: object, other: object) -> bool:
    """Equal, and in the same order: whoever goes through a mapping sees it."""
    if one is other:
        return True
    if type(one) is not type(other):
        return False
    if isinstance(one, dict) and isinstance(other, dict):
        return len(one) == len(other) and all(map(_is_same, one.items(), other.items()))
    if isinstance(one, tuple | list) and isinstance(other, tuple | list):
        return len(one) == len(other) and all(map(_is_same, one, other))
    return one == other
