"""Loads the sample newsroom into an empty site; where there is a home page already, does nothing."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from conflictdesk.newsroom.sample import loading
from conflictdesk.newsroom.sample.people import PASSWORD, PEOPLE


class Command(BaseCommand):
    help = "Load the sample newsroom: articles on two battles, their claims, and what editors decided."

    def handle(self, *args: Any, **options: Any) -> None:
        if loading.is_loaded():
            return
        self.stdout.write("Loading the sample newsroom …")
        loaded = loading.load()
        for problem in loaded.problems:
            self.stderr.write(self.style.WARNING(f"sample ruling left out: {problem}"))
        names = ", ".join(person.username for person in PEOPLE)
        self.stdout.write(
            f"{loaded.articles} articles, {loaded.approved} claims approved, {loaded.waiting} waiting. "
            f"Log in as {names}; the password of each is “{PASSWORD}”."
        )
