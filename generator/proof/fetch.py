"""Fetching a page by its address, within limits of time, size and redirects; nothing is run.

Whatever goes wrong is an UnreadableError.
"""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode, urljoin, urlsplit

import requests
from urllib3.exceptions import HTTPError

AGENT = "explainer/0.1 (checks quotations; one request a page)"
WAYBACK = "https://archive.org/wayback/available"  # the Wayback Machine's availability API
_ACCEPT = "text/html, application/xhtml+xml, text/plain, application/pdf;q=0.9"
_WEB = ("http", "https")
_CHUNK = 65_536


@dataclass(frozen=True, slots=True)
class Limits:
    connect: float = 10.0  # seconds until a server must answer the call
    silence: float = 20.0  # seconds for which it may say nothing
    total: float = 90.0  # seconds for the whole page
    size: int = 20_000_000  # bytes, unpacked
    redirects: int = 8


class UnreadableError(Exception):
    """There is no page, or no text, to be had; the words are meant for an editor."""


LIMITS = Limits()


def fetched(url: str, limits: Limits = LIMITS) -> tuple[bytes, str]:
    """The page at an address and its `Content-Type`, over http or https alone."""
    data, end = bytearray(), time.monotonic() + limits.total
    with _answer(url, limits, end) as response:
        # `read1` returns what is there, so that a server which drips cannot hold us past the end.
        while chunk := response.raw.read1(_CHUNK, decode_content=True):
            data += chunk
            if len(data) > limits.size:
                raise UnreadableError(f"larger than {limits.size:,} bytes")
            if time.monotonic() > end:
                raise UnreadableError(f"not complete within {limits.total:g} seconds")
        return bytes(data), response.headers.get("Content-Type", "")


def reached(url: str) -> str:
    """Where the page at an address is found; nothing of it is read."""
    with _answer(url, LIMITS, time.monotonic() + LIMITS.total) as response:
        return response.url


def archived_copy(url: str, near: date | None = None, service: str = WAYBACK) -> str:
    """The address of the copy nearest to a day, or nothing if there is none."""
    question = {"url": url} | ({"timestamp": f"{near:%Y%m%d}"} if near else {})
    answer, _ = fetched(f"{service}?{urlencode(question)}")
    try:
        closest = json.loads(answer)["archived_snapshots"].get("closest", {})
        copy = str(closest["url"]) if closest.get("available") else ""
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnreadableError("the archive's answer cannot be read") from error
    return copy.replace("http://web.archive.org/", "https://web.archive.org/", 1)


@contextmanager
def _answer(url: str, limits: Limits, end: float) -> Iterator[requests.Response]:
    """The last answer of an address's redirects, whose page is still to be read."""
    if (scheme := urlsplit(url).scheme) not in _WEB:
        raise UnreadableError(f"only http and https are fetched, not `{scheme}`")
    with requests.Session() as session:
        session.auth = lambda request: request  # or what stands in the user's `.netrc` is sent
        session.headers.update({"User-Agent": AGENT, "Accept": _ACCEPT, "Connection": "close"})
        waits = (limits.connect, limits.silence)
        try:
            for _ in range(limits.redirects + 1):
                # Servers drop kept connections just when the next request is sent. Cookies stay:
                # some sites redirect for ever until theirs comes back.
                session.close()
                with session.get(
                    url, stream=True, allow_redirects=False, timeout=waits
                ) as response:
                    if response.status_code == 200:
                        yield response
                        return
                    if not response.is_redirect:
                        raise UnreadableError(f"{response.status_code} {response.reason}".strip())
                    url = _next(url, response)
                if time.monotonic() > end:
                    raise UnreadableError(f"no page within {limits.total:g} seconds")
        except (requests.RequestException, HTTPError, OSError) as error:
            raise UnreadableError(_in_words(error)) from error
    raise UnreadableError(f"more than {limits.redirects} redirects")


def _next(url: str, response: requests.Response) -> str:
    """Where a redirect leads; never from https to http, where anyone could alter the page."""
    target = urljoin(url, response.headers["Location"])
    before, after = urlsplit(url).scheme, urlsplit(target).scheme
    if after not in _WEB or (before, after) == ("https", "http"):
        raise UnreadableError(f"redirected from {before} to `{after}`, which is refused")
    return target


def _in_words(error: Exception) -> str:
    match error:
        case requests.exceptions.SSLError():
            return "its certificate is not valid"
        case requests.Timeout():
            return "no answer in time"
        case requests.ConnectionError():
            return "no connection"
        case requests.exceptions.InvalidURL():
            return "not a valid address"
    return f"the answer cannot be read ({type(error).__name__})"
