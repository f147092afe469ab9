"""Keeps the Procfile's processes running: restarts, output, signals, and the supervised process."""
