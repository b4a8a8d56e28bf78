"""The database and the disk: tables, order, registry, blobs; the only room with SQL."""
