"""The newsroom's settings, with one more address: the bare view that boxes are measured against."""

from conflictdesk.newsroom.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.boxes.urls"
ALLOWED_HOSTS = ["*"]
