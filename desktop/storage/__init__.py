"""Opens the encrypted store: unit of work, queries, migrations, backups, attachments."""
