"""Licences: their names are SPDX's, which has a page for each; an address stands for itself."""


def is_address(licence: str) -> bool:
    return "/" in licence


def licence_page(licence: str) -> str:
    return licence if is_address(licence) else f"https://spdx.org/licenses/{licence}"
