"""The way into a locked store: profile, passphrase, recovery."""
