"""Where the work is, what came, and the desk where a person decides between two values."""
