"""Today: what needs the present person."""
