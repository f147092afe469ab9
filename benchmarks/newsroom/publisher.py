"""Publishes so many articles through Wagtail, one after the other, in a process of its own."""

from __future__ import annotations

import sys
import time

import django
from django.db import OperationalError, transaction

TITLE = "Publication"
TEXT = (
    "At least {fled:,} people have fled Mosul since the offensive began, the UN refugee agency said.",
    "Clashes killed {killed} civilians in the Old City, the Iraqi military said; {wounded} were wounded.",
    "Aid agencies said that {camps} camps around the city were full. Air strikes went on during the night.",
)


def main() -> None:
    django.setup()
    for number in range(int(sys.argv[1])):
        _publish(number)


def _publish(number: int) -> None:
    """Publishes an article, again if the database is locked: the benchmark checks whether every
    published text is read.
    """
    for _ in range(10):
        try:
            return _publish_once(number)
        except OperationalError as error:
            print(f"“{TITLE} {number}”: {error}", file=sys.stderr, flush=True)
            time.sleep(1)
    raise SystemExit(f"“{TITLE} {number}” could not be published.")


def _publish_once(number: int) -> None:
    from wagtail.models import Locale  # noqa: PLC0415 - Django has just been set up
    from wagtail.rich_text import RichText  # noqa: PLC0415

    from conflictdesk.ledger.models import ArticleSituation, Situation  # noqa: PLC0415
    from conflictdesk.newsroom.models import ArticlePage, SectionPage  # noqa: PLC0415

    values = {
        "fled": 1000 + number,
        "killed": 3 + number % 90,
        "wounded": 5 + number % 80,
        "camps": 2 + number % 9,
    }
    page = ArticlePage(
        title=f"{TITLE} {number}",
        locale=Locale.get_default(),
        live=False,
        body=[("paragraph", RichText(f"<p>{one.format(**values)}</p>")) for one in TEXT],
    )
    with transaction.atomic():
        SectionPage.objects.order_by("pk")[0].add_child(instance=page)
        ArticleSituation.objects.create(page=page, situation=Situation.objects.order_by("pk")[0])
    page.save_revision().publish()


if __name__ == "__main__":
    main()
