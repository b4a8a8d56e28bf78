"""The USB file: chunks, signature, encryption."""
