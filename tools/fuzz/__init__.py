"""Throws guided noise at what reads foreign bytes; see `targets`."""
