"""A newsroom with two sections, as the sample's loader opens it, but with no articles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.auth.models import User

from conflictdesk.newsroom.models import HomePage, SectionPage
from conflictdesk.newsroom.sample import pages


@dataclass(frozen=True)
class Newsroom:
    home: HomePage
    iraq: SectionPage
    syria: SectionPage


@pytest.fixture
def newsroom(db: Any) -> Newsroom:
    owner = User.objects.create_user("owner")
    home = pages.open_site({"title": "The Gazette", "tagline": "What is known"}, owner)
    sections = pages.open_sections(
        home,
        [{"slug": "iraq", "title": "Iraq", "intro": "The war"}, {"slug": "syria", "title": "Syria"}],
        owner,
    )
    return Newsroom(home, sections["iraq"], sections["syria"])
