"""One page of each kind, by its address below the site's: what the browser tests go through."""

from typing import Literal

PAGE_KINDS = {
    "home": "",
    "talks": "talks/",
    "talk": "talks/istanbul-2022-03-29/",
    "timeline": "timeline/",
    "claims": "claims/",
    "claim": "claims/no-prior-knowledge-of-invasion/",
    "who said what": "who-said-what/",
    "topics": "topics/",
    "topic": "topics/offer/",
    "people": "people/",
    "person": "people/alexander-lukashenko/",
    "organisations": "organisations/",
    "organisation": "organisations/belta/",
    "places": "places/",
    "place": "places/istanbul/",
    "documents": "documents/",
    "document": "documents/istanbul-communique/",
    "events": "events/",
    "event": "events/interview-released-2025-03-05/",
    "glossary": "glossary/",
    "term": "glossary/neutrality/",
    "sources": "sources/",
    "source": "sources/euromaidan-press-2025-03-05/",
    "changes": "changes/",
    "data": "data/",
    "health": "health/",
    "statistics": "statistics/",
    "about": "about/",
    "methodology": "methodology/",
    "corrections": "corrections/",
    "not found": "404.html",
}

WIDTHS = (320, 390, 1280)
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
