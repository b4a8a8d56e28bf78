"""An invented region to look around in, and the main job run once on it."""
