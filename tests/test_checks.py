"""System checks: what a site gets told at start."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from pytest_django.fixtures import Settings

from conflictdesk import checks
from conflictdesk.newsroom.models import ArticlePage


def _ids(found: Any) -> list[str]:
    return [one.id for one in found]


def test_the_shipped_newsroom_has_nothing_to_mend() -> None:
    assert checks.settings_are_valid(None) == []
    assert checks.vocabulary_is_valid(None) == []
    assert checks.articles_can_be_read(None) == []


@pytest.mark.parametrize("folders", [5, None, "folder"])
def test_folders_of_the_wrong_type_are_told_once(settings: Settings, folders: Any) -> None:
    settings.CONFLICTDESK_VOCABULARY_DIRS = folders

    found = [*checks.settings_are_valid(None), *checks.vocabulary_is_valid(None)]

    assert _ids(found) == ["conflictdesk.E001"]


@pytest.mark.parametrize("folder", [5, "/nowhere/words"])
def test_a_folder_that_is_not_there_is_named(settings: Settings, folder: Any) -> None:
    settings.CONFLICTDESK_VOCABULARY_DIRS = [folder]

    found = checks.vocabulary_is_valid(None)

    assert [(one.id, one.msg) for one in found] == [("conflictdesk.E002", f"{folder} is no folder.")]


def test_a_broken_file_of_words_is_named(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "actors.yaml").write_text("kind: [")
    settings.CONFLICTDESK_VOCABULARY_DIRS = [str(tmp_path)]

    found = checks.vocabulary_is_valid(None)

    assert _ids(found) == ["conflictdesk.E002"]
    assert "actors.yaml" in found[0].msg


def test_a_text_field_that_is_none_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ArticlePage, "conflictdesk_text_fields", ("title", "bdoy"))

    found = checks.articles_can_be_read(None)

    assert [(one.id, one.msg) for one in found] == [("conflictdesk.E003", "ArticlePage has no field “bdoy”.")]


def test_accounts_without_an_address_are_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    assert checks.accounts_have_addresses(None) == []
    monkeypatch.setattr(User, "EMAIL_FIELD", "mail")

    found = checks.accounts_have_addresses(None)

    words = "User has no field “mail”: nobody is sent the digest of what waits."
    assert [(one.id, one.msg) for one in found] == [("conflictdesk.W003", words)]
