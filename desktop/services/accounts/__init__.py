"""Who works here: making a store, opening it, roles, passphrases and recovery."""
