"""The project measured beside its peers on the same work; nothing here is part of the generator."""
