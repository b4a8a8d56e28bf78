"""Bytes of HTTP to messages and back."""
