"""The first minute: language, a way to begin, a passphrase, the recovery sheet."""
