"""From records to pages: what each page shows is decided here, how it looks in the templates."""
