"""Licences: an address, the name that SPDX gives it, or other words."""

import re

_ADDRESS = re.compile(r"https?://[^\s\\<>\"]+")  # anything else could run something
_SPDX = re.compile(r"[A-Za-z0-9.+-]+")


def is_address(licence: str) -> bool:
    return _ADDRESS.fullmatch(licence) is not None


def is_name(licence: str) -> bool:
    """Is it of the form of SPDX's names?"""
    return _SPDX.fullmatch(licence) is not None


def licence_page(licence: str) -> str:
    """Where it can be read: an address stands for itself, and SPDX has a page for each name."""
    if is_address(licence):
        return licence
    return f"https://spdx.org/licenses/{licence}" if is_name(licence) else ""
