"""Entity lists: kept by what finished forms say, offered to other forms, shown to people."""
