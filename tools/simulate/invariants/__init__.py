"""The promises of sync, each a function that looks for itself whether it is kept."""
