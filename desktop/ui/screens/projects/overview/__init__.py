"""What a project looks like at a glance: tiles, results, frameworks, what is next."""
