"""One module a schema step; none imports code of today."""
