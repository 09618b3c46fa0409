"""Which style of the theme each status has: its colour and its shape."""

from generator.data.records import Status

_STYLES = {
    "supported": ("supported", "agreed", "held"),
    "disputed": ("disputed", "proposed", "offered"),
    "contradicted": ("contradicted", "refused", "cancelled"),
    "unverified": ("unverified", "open", "suspended"),
}
_BY_STATUS = {status: name for name, statuses in _STYLES.items() for status in statuses}
# A scale may have words of its own: then their ratings say what they come to.
_BY_RATING = {
    1: "contradicted",
    2: "contradicted",
    3: "disputed",
    4: "supported",
    5: "supported",
}
PLAIN = "plain"


def style(status: str) -> str:
    """The style of a status by its id; one that the styles do not know is plain."""
    return _BY_STATUS.get(status, PLAIN)


def style_of(status: Status) -> str:
    """The style of a status of the declared scale; without a rating, an unknown one is plain."""
    known = style(status.id)
    return _BY_RATING.get(status.rating or 0, PLAIN) if known == PLAIN else known
