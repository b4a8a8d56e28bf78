"""Action points of a visit."""
