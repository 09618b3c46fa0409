"""JSON-LD: every page once more in the words of schema.org, made from the same records."""
