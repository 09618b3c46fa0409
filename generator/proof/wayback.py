"""Asking the Wayback Machine whether it holds a copy of a page (its availability API)."""

import json
from datetime import date
from urllib.parse import urlencode

from generator.proof.fetch import LIMITS, FetchError, Limits, fetched

SERVICE = "https://archive.org/wayback/available"


def archived_copy(
    url: str, near: date | None = None, service: str = SERVICE, limits: Limits = LIMITS
) -> str:
    """The address of the copy nearest to a day, or nothing if there is none. Raises FetchError."""
    question = {"url": url} | ({"timestamp": f"{near:%Y%m%d}"} if near else {})
    answer = fetched(f"{service}?{urlencode(question)}", limits)
    try:
        closest = json.loads(answer.data)["archived_snapshots"].get("closest", {})
        copy = str(closest["url"]) if closest.get("available") else ""
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise FetchError("the archive's answer cannot be read") from error
    return copy.replace("http://web.archive.org/", "https://web.archive.org/", 1)
