"""The way from page to page, as a relative link."""

from posixpath import dirname, relpath

from hypothesis import given
from hypothesis import strategies as st

from generator.data.paths import address, href

PATHS = st.lists(st.sampled_from(("a", "ab", "b", "a.md")), min_size=1, max_size=4).map("/".join)


@given(PATHS, PATHS)
def test_a_link_leads_where_the_file_system_would(source: str, target: str) -> None:
    folder = dirname(source)
    if folder != target and not f"{folder}/".startswith(f"{target}/"):  # a page holds no pages
        assert href(source, target) == relpath(target, folder or ".")


def test_a_link_from_an_address_to_itself_leads_there() -> None:
    """An empty one would lead to it as well, with whatever the address ends on."""
    assert href("talks/a/", "talks/a/") == href("", "") == "./"


def test_only_a_page_called_index_is_served_at_its_folder() -> None:
    assert [address(path) for path in ("index.md", "a/index.md", "a/b.md")] == ["", "a/", "a/b/"]
    assert address("subject-index.md") == "subject-index/"
