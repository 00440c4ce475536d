"""The words by which facts are read: one module a language, and nothing else lists them."""
