"""What a new explainer begins with: a small invented example, and what is around it."""
