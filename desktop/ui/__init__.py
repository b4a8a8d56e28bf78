"""The face for eyes: frame, screens, widgets, theme."""
