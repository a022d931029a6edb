"""The store: SQLAlchemy Core under synchronous repositories, on SQLite and on PostgreSQL."""
