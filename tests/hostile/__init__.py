"""Texts that try to be something else than text, and an archive that has them everywhere."""
