"""Transactions that will write, on SQLite with Django's default settings."""

from __future__ import annotations

import ast
import sqlite3
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connections, transaction
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.test.utils import CaptureQueriesContext

import conflictdesk
from conflictdesk.ledger import transactions
from conflictdesk.ledger.on_commit import after_commit
from conflictdesk.ledger.transactions import writing

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
PLUGIN = Path(conflictdesk.__file__).parent
# So long SQLite itself waits in these tests, in seconds; Django's default is 5.
PATIENCE = 0.05


@pytest.fixture
def stock(tmp_path: Path) -> Iterator[DatabaseWrapper]:
    """Makes this thread's default database a file with one row, in a rollback journal, without options."""
    path = tmp_path / "stock.sqlite3"
    with sqlite3.connect(path) as made:
        made.execute("CREATE TABLE counter (number INTEGER)")
        made.execute("INSERT INTO counter VALUES (0)")
    made.close()
    usual = connections["default"]
    settings = {**usual.settings_dict, "NAME": str(path), "OPTIONS": {"timeout": PATIENCE}}
    wrapper = DatabaseWrapper(settings, "default")
    connections["default"] = wrapper
    yield wrapper
    wrapper.close()
    connections["default"] = usual


@pytest.fixture
def other(stock: DatabaseWrapper) -> Iterator[sqlite3.Connection]:
    """Yields a second connection that writes in the same file."""
    made = sqlite3.connect(
        stock.settings_dict["NAME"], timeout=0, isolation_level=None, check_same_thread=False
    )
    yield made
    made.close()


def _execute(sql: str) -> list[tuple[Any, ...]]:
    with connections["default"].cursor() as cursor:
        return list(cursor.execute(sql).fetchall())


def _number() -> int:
    return int(_execute("SELECT number FROM counter")[0][0])


def _read_then_write(begin: Callable[[], Any], meanwhile: Callable[[], Any]) -> None:
    with begin():
        number = _number()
        meanwhile()
        _execute(f"UPDATE counter SET number = {number + 1}")


def _try_to_write(other: sqlite3.Connection) -> None:
    """Writes as another process does: takes the write lock, and cannot commit while somebody reads."""
    try:
        other.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError:
        return  # It would wait for its turn.
    other.execute("UPDATE counter SET number = number + 10")


def test_what_reads_first_is_lost_without_it_when_somebody_else_begins_to_write(
    other: sqlite3.Connection,
) -> None:
    with pytest.raises(OperationalError, match="locked"):
        _read_then_write(transaction.atomic, lambda: _try_to_write(other))

    other.execute("COMMIT")
    _read_then_write(writing, lambda: _try_to_write(other))

    assert _number() == 11


def test_it_waits_longer_than_the_database_does(
    other: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    other.execute("BEGIN IMMEDIATE")
    waits: list[float] = []

    def sleep(seconds: float) -> None:
        waits.append(seconds)
        if len(waits) == transactions.TRIES - 1:
            other.execute("COMMIT")

    monkeypatch.setattr(time, "sleep", sleep)
    with writing():
        _execute("UPDATE counter SET number = 1")

    assert (_number(), len(waits)) == (1, transactions.TRIES - 1)


def test_a_lock_that_stays_is_an_error_and_the_connection_is_as_before(other: sqlite3.Connection) -> None:
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(OperationalError, match="locked"), writing():
        pytest.fail("nobody may come here without the lock")

    other.execute("COMMIT")
    with writing():
        _execute("UPDATE counter SET number = 1")
    assert _number() == 1


def test_no_other_error_is_tried_again(stock: DatabaseWrapper, monkeypatch: pytest.MonkeyPatch) -> None:
    tries: list[None] = []

    def begin() -> None:
        tries.append(None)
        raise OperationalError("disk I/O error")

    monkeypatch.setattr(stock, "_start_transaction_under_autocommit", begin)
    with pytest.raises(OperationalError, match="disk"), writing():
        pytest.fail("the transaction never began")

    assert len(tries) == 1


def test_only_the_outermost_one_begins_and_the_sites_own_transactions_begin_as_before(
    stock: DatabaseWrapper,
) -> None:
    with CaptureQueriesContext(stock) as captured:
        with writing(), writing():
            _execute("UPDATE counter SET number = 1")
        with transaction.atomic(), writing():
            _execute("UPDATE counter SET number = 2")

    begun = [
        query["sql"].split()[0:2] for query in captured if query["sql"].split()[0] in ("BEGIN", "SAVEPOINT")
    ]
    assert [one[0] if one[0] == "SAVEPOINT" else " ".join(one) for one in begun] == [
        "BEGIN IMMEDIATE", "SAVEPOINT", "BEGIN", "SAVEPOINT",
    ]  # fmt: skip


class Mistake(Exception):
    """An error in the middle of a transaction."""


def _fail_at(number: int) -> None:
    with writing():
        _execute(f"UPDATE counter SET number = {number}")
        raise Mistake


def test_what_fails_is_taken_back_and_an_inner_failure_alone_too(stock: DatabaseWrapper) -> None:
    with pytest.raises(Mistake):
        _fail_at(1)
    assert _number() == 0

    with writing():
        _execute("UPDATE counter SET number = 2")
        with pytest.raises(Mistake):
            _fail_at(3)
    assert _number() == 2


def test_what_waits_for_the_commit_comes_after_the_outermost_one_in_its_order(
    stock: DatabaseWrapper,
) -> None:
    done: list[str] = []

    def fail() -> None:
        done.append("failed")
        raise ValueError("a cache that is down")

    with writing():
        after_commit(done.append, "first")
        after_commit(fail)
        with writing():
            after_commit(done.append, "inner")
        transaction.on_commit(lambda: done.append("last"))
        done.append("inside")

    assert done == ["inside", "first", "failed", "inner", "last"]


def test_two_threads_that_count_lose_nothing(stock: DatabaseWrapper) -> None:
    rounds = 25

    def count() -> None:
        mine = DatabaseWrapper({**stock.settings_dict, "OPTIONS": {}}, "default")
        connections["default"] = mine
        try:
            for _ in range(rounds):
                _read_then_write(writing, lambda: time.sleep(0.001))
        finally:
            mine.close()

    with ThreadPoolExecutor(2) as pool:
        for future in [pool.submit(count), pool.submit(count)]:
            future.result()

    assert _number() == 2 * rounds


def _begins_itself(path: Path) -> list[int]:
    """Returns the lines of a module that use `atomic`."""
    tree = ast.parse(path.read_text())
    named = (
        (node.lineno, node.attr if isinstance(node, ast.Attribute) else node.name)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute | ast.alias)
    )
    return [line for line, name in named if name == "atomic"]


def test_no_other_module_of_the_plugin_begins_a_transaction_itself() -> None:
    modules = [path for path in PLUGIN.rglob("*.py") if "newsroom" not in path.relative_to(PLUGIN).parts]
    begin = {str(path.relative_to(PLUGIN)): lines for path in modules if (lines := _begins_itself(path))}

    assert set(begin) == {"ledger/transactions.py"}
