"""What is derived from the models and rules, for editors: reference pages and new records."""
