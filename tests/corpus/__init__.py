"""Faults as editors make them, seeded into the real data one by one and all together."""
