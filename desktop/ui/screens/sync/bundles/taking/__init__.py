"""Taking a bundle in: the file, what it holds, what it brought."""
