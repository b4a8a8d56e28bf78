"""Questions asked of the store, a file an area."""
