"""The newsroom's Celery application: broker and schedule come from the Django settings (`CELERY_…`)."""

import os

from celery import Celery
from celery.loaders.app import AppLoader
from django.conf import settings

from conflictdesk.newsroom.configuration import private_files

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "conflictdesk.newsroom.settings")


class Loader(AppLoader):
    def on_worker_init(self) -> None:
        """Makes the files of this process private. Celery calls it in a worker and in beat before either
        creates a file.
        """
        private_files.start(settings.ENVIRONMENT.var_dir)


app = Celery("newsroom", loader=f"{__name__}:{Loader.__name__}")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
