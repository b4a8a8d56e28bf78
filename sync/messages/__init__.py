"""Wire structs, versions and upcasts (pure)."""
