"""A database backend for SQLite that makes its folder on first use: a command that uses no database
makes none.
"""
