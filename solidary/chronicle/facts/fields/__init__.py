"""The fields of an action: one module a field, each with its rules by name."""
