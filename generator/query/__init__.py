"""Questions about an explainer, and the graph that remembers their answers."""
