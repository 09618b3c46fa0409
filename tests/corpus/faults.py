"""The corpus: every fault, by kind."""

from corpus.shapes import SHAPES


FAULTS = (*SHAPES,)
