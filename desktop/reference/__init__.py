"""Code lists as data, and their one loader: countries, sectors, frameworks, offices, project types, words."""
