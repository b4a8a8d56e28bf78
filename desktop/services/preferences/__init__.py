"""What this person's window remembers on this laptop."""
