"""What is wrong with an archive: a module a law, with its rules, and a line in `run.CHECKS`."""
