"""Measures `make run` under load, with its worker killed again and again."""
