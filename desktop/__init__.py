"""Milepost on the laptop: window, command line, services and the encrypted store."""
