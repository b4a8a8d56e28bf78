"""SQLAlchemy mapped classes and column types, nothing else."""
