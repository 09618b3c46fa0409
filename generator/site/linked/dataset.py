"""The data of the explainer as a `Dataset`, with every file in which they can be had."""

from generator.kinds.linked_data import Links, Node, node
from generator.site.linked.site import licence_and_date
from generator.site.open_data.downloads import DOWNLOADS
from generator.site.site import Page


def dataset(links: Links, page: Page) -> Node:
    explainer = links.ctx.explainer
    return node(
        "Dataset",
        links.to(page.path, "dataset"),
        url=links.to(page.path),
        name=f"{explainer.title}: the data",
        description="Talks, claims, statements, sources and context on the question: "
        f"{explainer.question} {page.description}",
        **licence_and_date(links),
        distribution=[
            node(
                "DataDownload",
                name=one.name,
                description=one.words,
                contentUrl=links.file(one.path),
                encodingFormat=one.media_type,
            )
            for one in DOWNLOADS
        ],
        creator={"@id": links.publisher},
        inLanguage=explainer.language,
        isAccessibleForFree=True,
        keywords=list(explainer.topics.values()),
        sameAs=links.ctx.repository,
    )
