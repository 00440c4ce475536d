"""A second application: two addresses, and nothing of the desk."""
