"""Work on a USB stick: what went and came, and the ways to write a bundle and to take one in."""
