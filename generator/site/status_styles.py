"""The tones of statuses: which colour and shape each has, as in the theme's styles."""

from generator.data.records import Status

_TONES = {
    "supported": ("supported", "agreed", "held"),
    "disputed": ("disputed", "proposed", "offered"),
    "contradicted": ("contradicted", "refused", "cancelled"),
    "unverified": ("unverified", "open", "suspended"),
}
_BY_STATUS = {status: tone for tone, statuses in _TONES.items() for status in statuses}
# A scale may have words of its own: then their ratings say what they come to.
_BY_RATING = {
    1: "contradicted",
    2: "contradicted",
    3: "disputed",
    4: "supported",
    5: "supported",
}
PLAIN = "plain"


def tone(status: str) -> str:
    """The tone of a status by its id; one that the styles do not know is plain."""
    return _BY_STATUS.get(status, PLAIN)


def tone_of(status: Status) -> str:
    """The tone of a status of the declared scale; without a rating, an unknown one is plain."""
    known = tone(status.id)
    return _BY_RATING.get(status.rating or 0, PLAIN) if known == PLAIN else known
