"""Measures the desk: how soon the next card is shown, and whether twenty quick decisions are all
recorded.
"""
