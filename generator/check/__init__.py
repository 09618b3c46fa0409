"""What is wrong with an archive as a whole: one module a law, one line in `run.CHECKS`."""
