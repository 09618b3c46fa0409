"""Findings in print: one module a format, all of them functions from values to text."""
