"""conflictdesk: what is known about a war, who says so, and since when."""

__version__ = "0.1.0"
