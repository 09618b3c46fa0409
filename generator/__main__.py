"""`python -m generator` is the command `explainer`."""

from generator.cli import main

main()
