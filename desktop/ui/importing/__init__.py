"""Taking in a file that others keep: choose, look at what would become of it, take it in, read the report, undo."""
