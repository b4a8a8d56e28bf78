"""Writing a bundle: for whom, what goes, where to, how it went."""
