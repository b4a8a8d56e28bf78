"""The entity lists in the library: which there are, what is in one, and what happened to it."""
