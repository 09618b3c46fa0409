"""What is packed comes back as it was, and one is known from another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.packed import Unpacked, packed
from generator.site.site import Crumb, packed_page, page_of


@given(st.binary(max_size=2_000))
def test_bytes_come_back(data: bytes) -> None:
    assert packed(data).data == data
    assert packed(data) == packed(data)
    assert packed(data).digest != packed(data + b"!").digest


def test_what_is_still_the_same_is_not_packed_again() -> None:
    before = packed(b"Words. " * 100)
    assert packed(b"Words. " * 100, before) is before
    assert packed(b"Other words. " * 100, before).data == b"Other words. " * 100


def test_what_is_packed_is_small() -> None:
    assert len(packed(b"The same words again. " * 1_000).stored) < 200


def test_contents_are_unpacked_by_path() -> None:
    files = Unpacked({"b.md": packed(b"B"), "a.md": packed(b"A")})
    assert list(files.items()) == [("b.md", b"B"), ("a.md", b"A")]
    with pytest.raises(KeyError):
        files["c.md"]


def test_a_packed_page_says_the_same_as_the_page() -> None:
    crumbs = (Crumb("Home", "index.md"),)
    meta = {"kind": "claim", "record": "ferry"}
    page = page_of("a.md", "Ä", "D", "\nB\n\n", origin="a.yml", crumbs=crumbs, meta=meta)
    small = packed_page(page)
    assert small.markdown == page.markdown == small.data.decode()
    assert (small.body, small.meta) == (page.body, page.meta)
    named = ("path", "title", "description", "origin", "record", "crumbs")
    assert [getattr(small, one) for one in named] == [getattr(page, one) for one in named]
