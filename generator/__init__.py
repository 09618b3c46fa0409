"""The explainer's generator: structured YAML about talks, claims and context becomes a site."""
