"""What travels between laptop and server: structs, packing, seals, schema (pure)."""
