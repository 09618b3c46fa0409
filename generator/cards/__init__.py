"""Cards: what stands for pages where they are shared, drawn with the site's own fonts."""
