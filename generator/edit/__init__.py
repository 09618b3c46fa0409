"""Changes to the data that editors ask for: planned as values, then written all or not at all."""
