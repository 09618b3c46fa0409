"""Every address of the site, declared once: a new page or file is a line here.

The links of the theme, the ledger, reserved paths, redirects and the list of downloads read these.
Beside them stand the families: a page for each record, for each topic, for each page that is
written by hand, and further pages of the list of claims. The latter are no addresses to rely on:
what stands on them changes with each new claim.
"""

from collections.abc import Callable, Mapping
from functools import partial

from generator.data.paths import (
    ATOM,
    CHANGES,
    DATA,
    DATA_FILE,
    HEALTH,
    JSON_FEED,
    STATISTICS,
    TIMELINE,
    TOPICS,
    WHO_SAID_WHAT,
    address,
    index_of,
)
from generator.data.records import Record
from generator.kinds.claim import Claim
from generator.kinds.registry import KINDS, has_feed
from generator.kinds.source import Source
from generator.kinds.talk import Talk
from generator.query.context import PageContext
from generator.schema.json_schemas import WHOLE
from generator.schema.models import IDS
from generator.site.chronicle import changes_page, timeline, who_said_what
from generator.site.embeds import FRAME, OEMBED, frame, oembed
from generator.site.feeds import atom, json_feed
from generator.site.lists import claim_list, entity_list, source_list, talk_list, topic_list
from generator.site.open_data.downloads import DOWNLOADS, data_page
from generator.site.open_data.json_files import (
    SCHEMAS,
    YAML_SCHEMAS,
    ids_file,
    record_data,
    schema_file,
)
from generator.site.site import FileRoute, Page, RecordFile
from generator.site.statistics import health_page, statistics_page

# The lists that show more of each record than a line.
_OWN_LISTS: Mapping[type[Record], Callable[[PageContext], Page]] = {
    Talk: talk_list,
    Claim: partial(claim_list, number=1),
    Source: source_list,
}
# What makes the page at each path of the Markdown tree.
PAGES: Mapping[str, Callable[[PageContext], Page]] = {
    **{
        index_of(kind.names): _OWN_LISTS.get(kind.model) or partial(entity_list, kind=kind)
        for kind in KINDS
    },
    TIMELINE: timeline,
    TOPICS: topic_list,
    WHO_SAID_WHAT: who_said_what,
    CHANGES: changes_page,
    DATA: data_page,
    HEALTH: health_page,
    STATISTICS: statistics_page,
}

_NAMES = [*(f"{kind.id}.json" for kind in KINDS), "explainer.json"]
FILES: tuple[FileRoute, ...] = (
    *DOWNLOADS,
    *(
        FileRoute(path=f"{folder}{name}", make=partial(schema_file, folder=folder, name=name))
        for folder, names in ((SCHEMAS, [*_NAMES, WHOLE]), (YAML_SCHEMAS, _NAMES))
        for name in names
    ),
    FileRoute(path=f"{YAML_SCHEMAS}{IDS}", make=ids_file),
    FileRoute(path=f"{address(TIMELINE)}{FRAME}", make=frame),
    FileRoute(path=f"{address(TIMELINE)}{OEMBED}", make=oembed, needs_site_url=True),
)


def _is_claim(record: Record) -> bool:
    return isinstance(record, Claim)


RECORD_FILES: tuple[RecordFile, ...] = (
    RecordFile(DATA_FILE, record_data),
    RecordFile(ATOM, atom, has_feed),
    RecordFile(JSON_FEED, json_feed, has_feed),
    RecordFile(FRAME, frame, _is_claim),
    RecordFile(OEMBED, oembed, _is_claim, needs_site_url=True),
)
