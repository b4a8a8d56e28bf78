"""Starts the program: window or command line, every service wired to one open store."""
