"""How tests are chosen and handed out. What those that know Django have is in `with_django`.

The pure rooms are tested without Django: `pytest -p no:django tests/extraction` loads nothing of it.
"""

from __future__ import annotations

import gc
import os
from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

# With PostgreSQL, tests that are about no database, or about a database of their own, may be left out: the
# pass on the embedded parts has them. Pure rooms know no database, as the import contracts prove. Of the
# browser's tests those of the whole way stay, with a real worker. Tables of permissions, the log-in and the
# page editor's panels say what views do, not what a database does.
ABOUT_NO_DATABASE = (
    "tests/boxes/test_hosts.py",
    "tests/browser/test_desk.py",
    "tests/browser/test_desk_views.py",
    "tests/browser/test_live_box.py",
    "tests/browser/test_page_editor.py",
    "tests/browser/test_place_map.py",
    "tests/browser/test_policies.py",
    "tests/browser/test_situation_page.py",
    "tests/contract/",
    "tests/desk/article/",
    "tests/desk/test_menu.py",
    "tests/drawing/",
    "tests/extraction/",
    "tests/hosts/",
    "tests/management/",
    "tests/newsroom/accounts/",
    "tests/newsroom/broker/",
    "tests/newsroom/configuration/test_environment.py",
    "tests/newsroom/configuration/test_mail.py",
    "tests/newsroom/configuration/test_private_files.py",
    "tests/newsroom/processes/",
    "tests/newsroom/runner/",
    "tests/newsroom/test_catalogues.py",
    "tests/newsroom/test_front.py",
    "tests/newsroom/test_manuscripts.py",
    "tests/newsroom/uploads/test_documents.py",
    "tests/newsroom/web/test_charsets.py",
    "tests/newsroom/web/test_csp.py",
    "tests/newsroom/web/test_gunicorn.py",
    "tests/newsroom/web/test_headers.py",
    "tests/newsroom/web/test_heads.py",
    "tests/permissions/",
    "tests/reconcile/",
    "tests/test_circuit_breaker.py",
    "tests/test_conf.py",
    "tests/test_extract_command.py",
    "tests/test_new_measure.py",
    "tests/test_pure_rooms.py",
    "tests/test_untrusted.py",
    "tests/vocabulary/",
    "tests/wording/",
)


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    parser.addoption(
        "--about-a-database",
        action="store_true",
        help="leave out what is in ABOUT_NO_DATABASE (tests/conftest.py)",
    )
    if not pluginmanager.hasplugin("django"):
        parser.addini("DJANGO_SETTINGS_MODULE", "the settings of tests that know Django")


def pytest_configure(config: pytest.Config) -> None:
    if config.pluginmanager.hasplugin("django"):
        config.pluginmanager.import_plugin("tests.with_django")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leaves out, where that is asked for, what is about no database."""
    if not config.getoption("about_a_database"):
        return None
    if gone := [name for name in ABOUT_NO_DATABASE if not (config.rootpath / name).exists()]:
        raise pytest.UsageError(f"ABOUT_NO_DATABASE names what is not there: {', '.join(gone)}")
    return any(collection_path == config.rootpath / name for name in ABOUT_NO_DATABASE) or None


def pytest_collection_finish() -> None:
    """What all tests share is never garbage: no search for garbage looks at it again. Few of the rest are
    in circles: searches come after 20,000 objects instead of 700, which take a twentieth of the time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000)


# Files whose tests share a costly set-up: one process takes all of such a file.
TOGETHER = frozenset(
    {
        "tests/boxes/test_hosts.py",
        "tests/boxes/test_leaks.py",
        "tests/boxes/page/test_pages.py",
        "tests/ledger/rights/test_article_rights.py",
        "tests/ledger/test_public_sites.py",
        "tests/newsroom/test_load_sample.py",
        "tests/newsroom/processes/test_run.py",
        "tests/permissions/test_permissions.py",
    }
)


class Scheduling(LoadScopeScheduling):
    """Hands out tests one by one in their order, but those of some files together."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return file if file in TOGETHER else nodeid


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Scheduling:
    return Scheduling(config, log)


def pytest_xdist_auto_num_workers() -> int:
    """One process more than processors: tests with a browser or a worker wait half of their time."""
    return (os.cpu_count() or 1) + 1
