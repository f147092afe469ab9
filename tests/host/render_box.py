"""In a clean environment with the wheel alone: publish, extract, approve, and look at the box."""

import importlib.util
import sys

import django
from django.core.management import call_command

django.setup()

from django.contrib.auth.models import Group, User  # noqa: E402
from django.contrib.staticfiles import finders  # noqa: E402
from django.test import Client  # noqa: E402
from hostsite.models import NewsPage  # noqa: E402
from wagtail.models import Site  # noqa: E402

from conflictdesk.ledger import queries  # noqa: E402
from conflictdesk.ledger.claims import rulings  # noqa: E402
from conflictdesk.ledger.extractions import intake  # noqa: E402
from conflictdesk.ledger.models import ArticleSituation, Extraction, Situation  # noqa: E402

TEXT = "At least 750,000 people have fled Mosul, the UN said."


def main() -> None:
    assert importlib.util.find_spec("conflictdesk.newsroom") is None, "the site must not be in the wheel"
    call_command("check")
    call_command("makemigrations", "hostsite", verbosity=0)
    call_command("migrate", verbosity=0)
    page = published()
    shown_before = Client().get(page.url).content.decode()
    approve_all(page)
    shown = Client().get(page.url).content.decode()
    assert "750,000" not in shown_before.split("</p>", 1)[1], "nothing unapproved may be shown"
    assert "750,000" in shown.split("</p>", 1)[1], shown
    for asset in ("conflictdesk/boxes/box.css", "conflictdesk/boxes/box.js"):
        assert finders.find(asset), f"{asset} is not in the wheel"
    for path in ("docs", "schema"):
        assert Client().get(f"/api/conflictdesk/v1/{path}/").status_code == 200, path
    print("the wheel renders a box:", " ".join(shown.split("</p>", 1)[1].split())[:160], "…")


def published() -> NewsPage:
    page = NewsPage(title="Battle", slug="battle", text=TEXT, live=False)
    Site.objects.get().root_page.add_child(instance=page)
    situation = Situation.objects.create(name="Battle of Mosul", slug="mosul")
    ArticleSituation.objects.create(page=page, situation=situation)
    page.save_revision().publish()
    return page


def approve_all(page: NewsPage) -> None:
    intake.run(Extraction.objects.get().pk)
    editor = User.objects.create_user("editor")
    editor.groups.add(Group.objects.get(name="Fact editors"))
    for claim in queries.pending(page_key=page.pk, kind="figure"):
        rulings.approve(claim.pk, editor, version=claim.version)


if __name__ == "__main__":
    sys.exit(main())
