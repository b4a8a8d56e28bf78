"""Who changed what, undo and redo, and the bin."""
