"""SQLite in a folder that is made when something is first asked of it: what only reads a text makes none."""
