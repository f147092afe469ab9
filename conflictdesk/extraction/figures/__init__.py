"""Figures: what a number counts, for whom, and how the sentence says it."""

from conflictdesk.extraction.figures.figure_finder import FigureFinder

__all__ = ["FigureFinder"]
