"""Measures the embedded broker: each message arrives once and each text is read, even if workers die."""
