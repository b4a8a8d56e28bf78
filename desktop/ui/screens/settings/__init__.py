"""How the program looks and locks, who uses it, backups, room on the disk, and help."""
