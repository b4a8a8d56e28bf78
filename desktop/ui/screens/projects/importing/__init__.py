"""The import of a table: choose, look, rehearse, take in, report."""
