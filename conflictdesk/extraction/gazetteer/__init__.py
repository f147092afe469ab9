"""A slim index of places: 230,000 populated places, regions of first and second order, and countries.

Built from GeoNames data (CC BY 4.0, see data/NOTICE) by `manage.py build_gazetteer`.
"""

from conflictdesk.extraction.gazetteer.index import (
    NOTHING,
    Entry,
    Gazetteer,
    GazetteerError,
    Hit,
    open_file,
    shipped,
)

__all__ = ["NOTHING", "Entry", "Gazetteer", "GazetteerError", "Hit", "open_file", "shipped"]
