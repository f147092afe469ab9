"""Fixtures: a newsroom with two sections, as the sample's loader creates it, but without articles; usual
signals.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
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
    home = pages.create_site({"title": "The Gazette", "tagline": "What is known"}, owner)
    sections = pages.create_sections(
        home,
        [{"slug": "iraq", "title": "Iraq", "intro": "The war"}, {"slug": "syria", "title": "Syria"}],
        owner,
    )
    return Newsroom(home, sections["iraq"], sections["syria"])


@pytest.fixture(autouse=True)
def _hanging_up_ends() -> Iterator[None]:
    """Resets SIGHUP: tests started with `nohup` would otherwise pass on that it is ignored."""
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGHUP, before)
