"""Benchmark of the embedded broker: each message arrives once, each text is read, whoever is killed."""
