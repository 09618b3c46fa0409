"""From texts to records: reading YAML, giving values their types, finding what is wrong."""
