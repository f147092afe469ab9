"""Loads the sample newsroom into an empty site; does nothing if there is a home page."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from conflictdesk.newsroom.sample import loading
from conflictdesk.newsroom.sample.people import PASSWORD, PEOPLE

PUBLIC = (
    "BASE_URL is https, and the sample newsroom brings accounts whose password everybody can read up. To "
    "load it all the same: manage.py load_sample --with-accounts, then manage.py changepassword for each."
)


class Command(BaseCommand):
    help = "Load the sample newsroom: articles on two battles, their claims, and what editors decided."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--with-accounts",
            action="store_true",
            help="Also where the newsroom is public (BASE_URL is https).",
        )

    def handle(self, *args: Any, with_accounts: bool = False, **options: Any) -> None:
        if loading.is_loaded():
            return
        if settings.ENVIRONMENT.is_public and not with_accounts:
            raise CommandError(PUBLIC)
        self.stdout.write("Loading the sample newsroom …")
        loaded = loading.load()
        for problem in loaded.problems:
            self.stderr.write(self.style.WARNING(f"sample ruling left out: {problem}"))
        names = ", ".join(person.username for person in PEOPLE)
        self.stdout.write(
            f"{loaded.articles} articles, {loaded.approved} claims approved, {loaded.waiting} waiting. "
            f"Log in as {names}; the password of each is “{PASSWORD}”."
        )
