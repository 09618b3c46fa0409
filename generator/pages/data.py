"""The page about the data itself: what there is of it, its licence, how to cite it."""

from generator.model.kinds import KINDS
from generator.pages.making import Making
from generator.pages.paths import HOME, index_of
from generator.pages.site import Crumb, Page


def data_page(making: Making) -> Page:
    return making.page(
        "data",
        "data.md",
        title="Data",
        description="What the data of this explainer holds, its licence, and how to cite it.",
        crumbs=(Crumb("Home", HOME),),
        meta={"hide": ["navigation"]},
        explainer=making.explainer,
        repository=making.repository,
        kinds=[
            (
                index_of(kind),
                kind.plural.capitalize(),
                len(making.archive.of_kind(kind.model)),
                f"site-data/{kind.folder}/",
            )
            for kind in KINDS
        ],
    )
