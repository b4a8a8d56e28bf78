"""What opens a store and fills its first screen, asked in plain rows; no mapped class is loaded for it."""
