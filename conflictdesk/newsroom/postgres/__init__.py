"""PostgreSQL, waited for only as long as it is there: a server that hangs is left alone for a while."""
