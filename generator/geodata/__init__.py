"""The outlines of countries, from Natural Earth, for maps that are drawn at build."""
