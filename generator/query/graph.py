"""A graph of questions: what was answered before is answered again only if it may be another.

A question is a function of a context and of plain arguments, marked with `@question`; the context
is how it reads anything, by asking further questions. What it reads is noted while it is answered.
In the next revision its answer stands if all that it read has stood, and where something has to be
answered anew and comes out equal, whatever read it stands as well (early cut-off). The idea is that
of salsa (Rust), of "Build systems à la carte" (Mokhov and others, 2018), and of Lektor's record
dependencies.

Nothing outside the inputs may be read, so an answer that is out of date cannot be given. Questions
have no effects and raise nothing for what is missing: what is gone may be asked for once more
before it turns out that nobody needs it.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from functools import wraps
from inspect import unwrap
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

T = TypeVar("T")
P = ParamSpec("P")

Key = tuple[Hashable, ...]  # a question and its arguments
_NONE = object()


class Context(Protocol):
    """What questions are given to read with."""

    @property
    def graph(self) -> "Graph": ...


C = TypeVar("C", bound=Context)


def question(answered: Callable[Concatenate[C, P], T]) -> Callable[Concatenate[C, P], T]:
    """Makes a question of a function: its answers are remembered by the context's graph.

    An input is a question that raises if it is asked: `Graph.begin` gives its answer beforehand.
    """

    @wraps(answered)
    def ask(context: C, /, *args: P.args, **named: P.kwargs) -> T:
        assert not named, "arguments of questions stand in order, so that the same is asked once"
        value: T = context.graph.answer((ask, *args), context)
        return value

    return ask


class _Answer:
    __slots__ = ("changed", "checked", "key", "reads", "value")

    def __init__(self, key: Key) -> None:
        self.key = key
        self.value: Any = _NONE
        self.reads: tuple[_Answer, ...] | None = None  # none where it was given from outside
        self.changed = 0  # the revision in which it came out as something else
        self.checked = -1  # the revision in which it was last found to stand


class Graph:
    """The answers of one process, from revision to revision."""

    def __init__(self) -> None:
        self._answers: dict[Key, _Answer] = {}
        self._revision = 0
        self._reading: list[dict[_Answer, None]] = []  # by each question that is being answered
        self.answered: list[Key] = []  # what was answered anew in this revision, for the curious

    def begin(self, inputs: Mapping[Callable[..., Any], Any]) -> None:
        """The next revision, with the answer of each input."""
        self._revision += 1
        self.answered = []
        self.fill(((asked,), value) for asked, value in inputs.items())

    def answer(self, key: Key, context: Context) -> Any:
        answer = self._answers.get(key) or self._answer(key)
        if answer.checked != self._revision:
            self._refresh(answer, context)
        if self._reading:
            self._reading[-1][answer] = None
        return answer.value

    def fill(self, answers: Iterable[tuple[Key, Any]]) -> None:
        """Answers that somebody else found in this revision; they hold for no other one."""
        for key, value in answers:
            answer = self._answer(key)
            answer.reads = None
            self._settle(answer, value)

    def forget(self) -> None:
        """Drops what was not asked for in this revision."""
        current = self._revision
        self._answers = {k: known for k, known in self._answers.items() if known.checked == current}

    def _answer(self, key: Key) -> _Answer:
        return self._answers.setdefault(key, _Answer(key))

    def _refresh(self, answer: _Answer, context: Context) -> None:
        if answer.reads is not None and self._stands(answer.reads, answer.checked, context):
            answer.checked = self._revision
            return
        asked, *args = answer.key
        assert callable(asked)
        self._reading.append({})
        try:
            value = unwrap(asked)(context, *args)
        finally:
            reads = self._reading.pop()
        answer.reads = tuple(reads)
        self.answered.append(answer.key)
        self._settle(answer, value)

    def _stands(self, reads: Iterable[_Answer], revision: int, context: Context) -> bool:
        """Has all that was read come out as it did then? In order: what it read first decides
        what it asked next."""
        for read in reads:
            if read.checked != self._revision:
                self._refresh(read, context)
            if read.changed > revision:
                return False
        return True

    def _settle(self, answer: _Answer, value: Any) -> None:
        if not _is_same(answer.value, value):
            answer.changed, answer.value = self._revision, value
        answer.checked = self._revision


def _is_same(before: object, now: object) -> bool:
    """Equal, and in the same order: whoever goes through a mapping sees it."""
    if before is now:
        return True
    if type(before) is not type(now):
        return False
    if isinstance(before, dict) and isinstance(now, dict):
        return len(before) == len(now) and all(map(_is_same, before.items(), now.items()))
    if isinstance(before, tuple | list) and isinstance(now, tuple | list):
        return len(before) == len(now) and all(map(_is_same, before, now))
    return before == now
