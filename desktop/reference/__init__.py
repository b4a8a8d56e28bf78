"""Code lists as data, and their one loader."""
