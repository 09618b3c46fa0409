"""Open data: everything that is published once more as files for programs, in common standards."""
