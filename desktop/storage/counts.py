"""How many rows each table holds: for diagnostics, nothing of what they say."""

from desktop.storage.database import Database
from desktop.storage.migrate import all_metadata


def rows_by_table(database: Database) -> dict[str, int]:
    names = sorted({table.name for metadata in all_metadata() for table in metadata.sorted_tables})
    with database.engine.connect() as connection:
        return {
            name: int(connection.exec_driver_sql(f'SELECT count(*) FROM "{name}"').scalar() or 0)
            for name in names
        }
