"""The runnable newsroom on top of the plugin: settings, pages, sample content. Not part of the wheel."""

from conflictdesk.newsroom.celery import app as celery_app

__all__ = ["celery_app"]
