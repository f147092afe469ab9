"""Benchmark of the desk: how soon the next card is there, and whether twenty quick decisions are all kept."""
