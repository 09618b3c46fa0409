"""Changes to the data that editors ask for: planned as values, then written."""
