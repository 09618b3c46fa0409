"""The corpus: every fault, by kind."""

from corpus.days import DAYS
from corpus.filing import FILING
from corpus.naming import NAMING
from corpus.shapes import SHAPES
from corpus.syntax import SYNTAX
from corpus.writing import WRITING

FAULTS = (*SYNTAX, *SHAPES, *NAMING, *DAYS, *WRITING, *FILING)
