"""Takes in other people's tables and files, row by row, and says what became of each."""
