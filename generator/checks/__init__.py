"""What is wrong with an archive: one module a law, and its line in one of the tuples of `run`."""
