"""The preview: serves the last good site while its data is edited, and knows nothing of MkDocs."""
