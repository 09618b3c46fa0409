"""An address that was published never dies: a record's former ids lead to it."""

from archives import made, minimal
from bs4 import BeautifulSoup

PLACE = "site-data/context/places/norham.yml"


def redirect(formerly: str) -> BeautifulSoup:
    """The page at a former address of the place."""
    text = minimal()[PLACE].decode() + f"formerly: [{formerly}]\n"
    site = made(minimal({PLACE: text})).site
    assert site is not None
    return BeautifulSoup(site.assets[f"places/{formerly}/index.html"].data, "html.parser")


def test_a_former_address_leads_to_the_record_without_a_script() -> None:
    page = redirect("old-norham")
    assert page.select_one("meta[http-equiv=refresh]")["content"] == "0; url=../norham/"  # type: ignore[index]
    assert str(page.select_one("link[rel=canonical]")["href"]).endswith("norham/")  # type: ignore[index]
    assert [link["href"] for link in page.select("a")] == ["../norham/"]
    assert not page.select("script")


def test_a_former_address_is_not_indexed() -> None:
    assert redirect("old-norham").select_one("meta[name=robots]")["content"] == "noindex"  # type: ignore[index]
