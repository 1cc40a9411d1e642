"""SQLite through aiosqlite: one database module, migrations, and one module a table family."""
