"""Each step of the server's tables, from the first on."""
