"""Who may come in, and what a role may change."""
