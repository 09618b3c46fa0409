"""JSON Schemas, made from the models: of the YAML that editors write, and of what is published."""
