"""Whether this store's copy of a scope is what the server has, and its rows what its operations amount to."""
