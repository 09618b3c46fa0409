"""The tones of statuses: which colour and shape each has, as in the theme's styles."""

_TONES = {
    "supported": ("supported", "agreed", "held"),
    "disputed": ("disputed", "proposed", "offered"),
    "contradicted": ("contradicted", "refused", "cancelled"),
    "unverified": ("unverified", "open", "suspended"),
}
_BY_STATUS = {status: tone for tone, statuses in _TONES.items() for status in statuses}
PLAIN = "plain"


def tone(status: str) -> str:
    """The tone of a status by its id; one that the styles do not know is plain."""
    return _BY_STATUS.get(status, PLAIN)
