"""Keyring, key wrapping and recovery of the data key."""
