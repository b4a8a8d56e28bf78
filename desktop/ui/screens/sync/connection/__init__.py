"""The way to the server: how it stands, what failed and why, and how this laptop goes there."""
