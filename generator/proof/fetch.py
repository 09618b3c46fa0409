"""Fetching a page by its address, within limits of time, size and redirects; nothing is run."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urljoin, urlsplit

import requests
from requests.auth import AuthBase
from urllib3.exceptions import HTTPError

T = TypeVar("T")

AGENT = "explainer/0.1 (checks quotations; one request a page)"
_ACCEPT = "text/html, application/xhtml+xml, text/plain, application/pdf;q=0.9"
_REDIRECTS = (301, 302, 303, 307, 308)
_CHUNK = 65_536


@dataclass(frozen=True, slots=True)
class Limits:
    connect: float = 10.0  # seconds until a server must answer the call
    silence: float = 20.0  # seconds for which it may say nothing
    total: float = 90.0  # seconds for the whole page
    size: int = 20_000_000  # bytes, unpacked
    redirects: int = 8


@dataclass(frozen=True, slots=True)
class Fetched:
    url: str  # where the page was found in the end
    content_type: str
    data: bytes


class FetchError(Exception):
    """The page could not be had; the words are meant for an editor."""


LIMITS = Limits()


def fetched(url: str, limits: Limits = LIMITS) -> Fetched:
    """The page at an address, over http or https alone. Raises FetchError."""
    return _answer(url, limits, _read)


def reached(url: str, limits: Limits = LIMITS) -> str:
    """Where the page at an address is found; nothing of it is read. Raises FetchError."""
    return _answer(url, limits, _address)


def _answer(url: str, limits: Limits, take: Callable[[requests.Response, Limits, float], T]) -> T:
    """What is taken from the last of an address's redirects."""
    end = time.monotonic() + limits.total
    with requests.Session() as session:
        session.auth = _NoCredentials()
        session.headers.update({"User-Agent": AGENT, "Accept": _ACCEPT, "Connection": "close"})
        for _ in range(limits.redirects + 1):
            _refuse_scheme(url)
            # Servers drop kept connections just when the next request is sent. Cookies stay: some
            # sites redirect for ever until theirs comes back.
            session.close()
            try:
                with session.get(
                    url,
                    stream=True,
                    allow_redirects=False,
                    timeout=(limits.connect, limits.silence),
                ) as response:
                    if response.status_code not in _REDIRECTS:
                        return take(response, limits, end)
                    url = _next(url, response)
            except (requests.RequestException, HTTPError, OSError) as error:
                raise FetchError(_in_words(error)) from error
            if time.monotonic() > end:
                raise FetchError(f"no page within {limits.total:g} seconds")
    raise FetchError(f"more than {limits.redirects} redirects")


class _NoCredentials(AuthBase):
    """Keeps `requests` from sending what stands in the user's `.netrc`."""

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        return request


def _refuse_scheme(url: str) -> None:
    scheme = urlsplit(url).scheme.lower()
    if scheme not in ("http", "https"):
        raise FetchError(f"only http and https are fetched, not `{scheme}`")


def _next(url: str, response: requests.Response) -> str:
    """Where a redirect leads; never from https to http, where anyone could alter the page."""
    target = urljoin(url, response.headers.get("Location", ""))
    scheme = urlsplit(target).scheme.lower()
    if scheme not in ("http", "https") or (url.lower().startswith("https:") and scheme == "http"):
        raise FetchError(f"redirected from {urlsplit(url).scheme} to `{scheme}`, which is refused")
    return target


def _address(response: requests.Response, _limits: Limits, _end: float) -> str:
    _refuse_status(response)
    return response.url


def _refuse_status(response: requests.Response) -> None:
    if response.status_code != 200:
        raise FetchError(f"{response.status_code} {response.reason}".strip())


def _read(response: requests.Response, limits: Limits, end: float) -> Fetched:
    _refuse_status(response)
    data = bytearray()
    # `read1` returns what is there, so that a server which drips cannot hold us past the end.
    while chunk := response.raw.read1(_CHUNK, decode_content=True):
        data += chunk
        if len(data) > limits.size:
            raise FetchError(f"larger than {limits.size:,} bytes")
        if time.monotonic() > end:
            raise FetchError(f"not complete within {limits.total:g} seconds")
    return Fetched(response.url, response.headers.get("Content-Type", ""), bytes(data))


def _in_words(error: Exception) -> str:
    match error:
        case requests.exceptions.SSLError():
            return "its certificate is not valid"
        case requests.Timeout():
            return "no answer in time"
        case requests.ConnectionError():
            return "no connection"
        case requests.exceptions.InvalidURL() | requests.exceptions.MissingSchema():
            return "not a valid address"
    return f"the answer cannot be read ({type(error).__name__})"
