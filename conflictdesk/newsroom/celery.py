"""The newsroom's Celery application: broker and schedule come from the Django settings (`CELERY_…`)."""

import os
from pathlib import Path

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "conflictdesk.newsroom.settings")

app = Celery("newsroom")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@app.on_after_configure.connect
def make_broker_folders(sender: Celery, **_: object) -> None:
    """The file-system broker wants its folders to exist; other brokers name none."""
    for option, folder in sender.conf.broker_transport_options.items():
        if "_folder" in option:
            Path(folder).mkdir(parents=True, exist_ok=True)
