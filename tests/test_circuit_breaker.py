"""The circuit breaker: who may ask a part that has failed, and when."""

from __future__ import annotations

import logging

import pytest

from conflictdesk.circuit_breaker import CircuitBreaker


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_after_a_failure_the_part_is_left_alone_and_then_tried_by_one_caller_at_a_time() -> None:
    clock = Clock()
    breaker = CircuitBreaker("The cache", 10, clock)
    assert [breaker.allows(), breaker.allows(), breaker.is_open] == [True, True, False]

    breaker.failed(OSError("gone"))
    asked = []
    for clock.now in (0.0, 9.9, 10.0, 10.0, 19.9, 20.0):
        asked.append(breaker.allows())

    assert asked == [False, False, True, False, False, True]
    assert breaker.is_open
    breaker.succeeded()
    assert [breaker.allows(), breaker.allows(), breaker.is_open] == [True, True, False]


def test_a_failed_try_begins_a_rest_of_its_own() -> None:
    clock = Clock()
    breaker = CircuitBreaker("The cache", 10, clock)
    breaker.failed(OSError("gone"))
    clock.now = 10.0
    assert breaker.allows()
    clock.now = 11.0
    breaker.failed(OSError("gone"))

    clock.now = 20.9
    assert not breaker.allows()
    clock.now = 21.0
    assert breaker.allows()


def test_a_part_that_fails_and_comes_back_is_two_lines_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    breaker = CircuitBreaker("The cache", 10)
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            breaker.failed(OSError("gone"))
        breaker.succeeded()
        breaker.succeeded()

    assert [record.getMessage() for record in caplog.records] == [
        "The cache does not answer (OSError: gone) and is left alone for 10 s at a time.",
        "The cache answers again.",
    ]
