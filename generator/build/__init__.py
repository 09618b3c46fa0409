"""From a site to files: what is kept, folders as a whole, MkDocs, the preview."""
