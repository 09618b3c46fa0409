"""The words of the interface, by language."""
