"""The ready-made forms: looked at, and added to one's own."""
