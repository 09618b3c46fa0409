"""The records of an explainer: typed, immutable, described once for checks, pages and docs."""
