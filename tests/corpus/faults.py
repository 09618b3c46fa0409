"""The corpus: every fault, by kind."""

from corpus.days import DAYS
from corpus.naming import NAMING

FAULTS = (*DAYS,)
