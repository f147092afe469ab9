"""A database backend for PostgreSQL that notices when the server hangs and then does not ask it for a
while.
"""
