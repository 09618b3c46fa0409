"""The audit of a built site: what its HTML promises to readers, looked at page by page."""
