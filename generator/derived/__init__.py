"""What is derived from the models and rules: schemas for editors, pages for people."""
