"""How a person names a record: a full id, a unique prefix, a code, a path in the matrix."""
