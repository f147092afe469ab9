"""An error that an operator can mend is one line in beat's log; any other keeps its traceback."""

from __future__ import annotations

import logging
from datetime import timedelta
from unittest.mock import Mock

import pytest
from celery.beat import ScheduleEntry, Scheduler
from celery.schedules import schedule
from kombu.exceptions import OperationalError

from conflictdesk.newsroom.celery import app

UNSENT = "Couldn't apply scheduled task sweep: "


def written_about(error: Exception, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> str:
    monkeypatch.setattr("celery.app.base.Celery.send_task", Mock(side_effect=error))
    half_a_minute = schedule(timedelta(seconds=30))
    entry = ScheduleEntry(name="sweep", task="conflictdesk.sweep", schedule=half_a_minute, app=app)
    with caplog.at_level(logging.ERROR, logger="celery.beat"):
        Scheduler(app, lazy=True).apply_entry(entry)
    (record,) = caplog.records
    return logging.Formatter("%(message)s").format(record)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (PermissionError(13, "Not permitted", "var/broker"), "[Errno 13] Not permitted: 'var/broker'"),
        (OperationalError("Error 111 connecting.\nRefused."), "Error 111 connecting. Refused."),
    ],
    ids=["folder", "server"],
)
def test_a_broker_that_takes_no_message_is_one_line(
    error: Exception, words: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    assert written_about(error, monkeypatch, caplog) == UNSENT + words


def test_a_fault_of_the_program_keeps_its_traceback(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    written = written_about(TypeError("a fault"), monkeypatch, caplog)
    assert "Traceback (most recent call last)" in written
    assert "TypeError: a fault" in written
