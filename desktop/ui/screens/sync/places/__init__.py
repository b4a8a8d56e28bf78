"""How this laptop stands with each project, and with what is shared."""
