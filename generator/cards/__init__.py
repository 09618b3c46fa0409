"""Cards: the pictures that stand for pages where they are shared, drawn from the site's own fonts."""
