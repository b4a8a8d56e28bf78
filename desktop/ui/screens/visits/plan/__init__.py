"""Plan: who goes where, to look at what, and how."""
