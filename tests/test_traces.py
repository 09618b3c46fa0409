"""What is kept is taken up only while all that it was made from is the same."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from operator import is_
from pathlib import Path

from generator.cache import Store
from generator.data.views import Entries
from generator.traces import Kept, Memo, Notes, Task, results_of


@dataclass
class World:
    """Some values by name; what is asked about them is counted."""

    values: dict[str, str]
    digested: list[str] = field(default_factory=list)

    def __getitem__(self, name: str) -> bytes:
        self.digested.append(name)
        return self.values[name.removeprefix("world ")].encode()

    def changed_since(self, before: "World") -> set[str]:
        names = before.values.keys()
        return {f"world {one}" for one in names if before.values[one] != self.values[one]}


def greeting(name: str) -> Task[Mapping[str, str], str]:
    return Task(f"to {name}", lambda world: f"{world['hello']} {world[name]}")


TASKS = [greeting("ann"), greeting("bea")]
BEFORE = {"hello": "Hello", "ann": "Ann", "bea": "Bea"}


def kept() -> Kept[str]:
    return Kept("greeting", str.encode, lambda data, _: data.decode(), None)


def greeted(world: World, kept: Kept[str], epoch: bytes = b"") -> list[str]:
    def view(notes: Notes) -> Mapping[str, str]:
        return Entries("world", world.values, notes)

    kept.made.clear()
    return list(results_of(TASKS, view, world, epoch, kept).values())


def test_nothing_is_made_or_digested_where_nothing_changed() -> None:
    memory = kept()
    first = greeted(World(BEFORE), memory)
    again = World(dict(BEFORE))
    assert greeted(again, memory) == first == ["Hello Ann", "Hello Bea"]
    assert memory.made == []
    assert again.digested == []


def test_only_what_read_the_change_is_made_anew() -> None:
    memory = kept()
    greeted(World(BEFORE), memory)
    after = World({**BEFORE, "ann": "Anna"})
    assert greeted(after, memory) == ["Hello Anna", "Hello Bea"]
    assert memory.made == ["to ann"]
    assert "world bea" not in after.digested


def test_what_all_read_changes_all() -> None:
    memory = kept()
    greeted(World(BEFORE), memory)
    greeted(World({**BEFORE, "hello": "Hi"}), memory)
    assert memory.made == ["to ann", "to bea"]


def test_in_another_epoch_all_is_made_anew() -> None:
    memory = kept()
    greeted(World(BEFORE), memory)
    greeted(World(BEFORE), memory, b"another")
    assert memory.made == ["to ann", "to bea"]


def test_notes_of_another_epoch_are_not_looked_at(tmp_path: Path) -> None:
    """They may be another generator's, and name what this one knows nothing of."""
    with Store(tmp_path / "store.sqlite3") as store:
        memory = Kept("greeting", str.encode, lambda data, _: data.decode(), store)
        greeted(World(BEFORE), memory)
        another = Kept("greeting", str.encode, lambda data, _: data.decode(), store)
        assert another.notes(b"", ["to ann"]) == {"to ann": ("world hello", "world ann")}
        assert another.notes(b"another", ["to ann"]) == {}


def test_a_derivation_is_done_again_when_it_is_given_something_else() -> None:
    memo, done = Memo(), []

    def derive() -> int:
        done.append(1)
        return len(done)

    assert [memo.of("it", given, derive) for given in ([1], [1], [2])] == [1, 1, 2]


def test_what_each_comes_to_is_derived_anew_only_for_other_objects() -> None:
    memo, done = Memo(), []

    def derive(one: list[int]) -> list[int]:
        done.append(one)
        return [*one]

    first, second = [1], [1]
    before = memo.of_each("it", {"a": first, "b": second}, derive)
    after = memo.of_each("it", {"b": second, "c": first}, derive)
    assert before == {"a": [1], "b": [1]} and after == {"b": [1], "c": [1]}
    assert after["b"] is before["b"] and len(done) == 3


def test_a_derivation_can_ask_for_the_very_same_object() -> None:
    memo, one = Memo(), [1]
    equal = memo.of("it", one, lambda: "first", is_)
    assert memo.of("it", [1], lambda: "second", is_) == "second" != equal
