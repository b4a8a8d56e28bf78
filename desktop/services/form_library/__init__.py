"""Forms and their versions, and the submissions filled with them."""
