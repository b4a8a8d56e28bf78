"""Forms of a visit."""
