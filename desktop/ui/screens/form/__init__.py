"""A form being filled: contents, one section, every answer saved as it is given."""
