"""Pictures of our own that the icon set lacks."""
