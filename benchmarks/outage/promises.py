"""Checks the promises of a day on which a part fails."""

from __future__ import annotations

from benchmarks.outage.days import Day

SLOWEST_READER, SLOWEST_PUBLICATION = 1.5, 2.0
ALL_READ = 60
# A lease of 120 s, the sweep after it, and a second sweep for failed tries.
ALL_READ_EMBEDDED = 200
# The newsroom asks a database again within so many seconds after its return.
WELL_AGAIN = 10
HEADING = "The newsroom cannot get at its articles at the moment"
TITLES = (
    "fault",
    "answers",
    "500",
    "503",
    "reader",
    "publication",
    "leaks",
    "all read after",
    "broken promises",
)


def of_services(day: Day) -> list[str]:
    """Returns the broken promises of a day without broker or cache: nobody notices anything."""
    broken = _of_all(day)
    if day.unserved():
        broken.append(f"{len(day.unserved())} readers were not served")
    if _slowest_reader(day) > SLOWEST_READER:
        slow = max(day.reads, key=lambda one: one.seconds)
        broken.append(
            f"a reader waited {slow.seconds:.2f} s, {slow.at - day.began:.1f} s after it began: {slow.path}"
        )
    if (slowest := _slowest_publication(day)) > SLOWEST_PUBLICATION:
        broken.append(f"a publication took {slowest:.2f} s")
    if refused := [title for title, answer in day.publications if answer.status != 302]:
        broken.append(f"{len(refused)} publications were refused")
    if [answer.status for answer in day.withdrawals] != [302]:
        broken.append("the withdrawal was refused")
    return broken


def of_embedded(day: Day) -> list[str]:
    """Returns the broken promises of a day with a full disk: a reading that cannot even record its
    failure waits for its lease.
    """
    return of_database(day, all_read=ALL_READ_EMBEDDED)


def of_database(day: Day, all_read: float = ALL_READ) -> list[str]:
    """Returns the broken promises of a day without database: requests are refused in words, and soon
    after its return all is as before.
    """
    broken = _of_all(day, all_read)
    if not day.withdrawals or day.withdrawals[-1].status != 302:
        broken.append("the withdrawal was refused also after its return")
    if any(answer.status == 503 and HEADING not in answer.text for _, answer in day.publications):
        broken.append("a publication was refused without a word")
    if wordless := [one for one in day.unserved() if HEADING not in one.text and "/boxes/" not in one.path]:
        broken.append(f"{len(wordless)} answers of 503 say nothing")
    if late := [one for one in day.unserved() if one.at > day.ended + WELL_AGAIN]:
        broken.append(f"{len(late)} readers were not served {WELL_AGAIN} s after its return")
    return broken


def _of_all(day: Day, all_read: float = ALL_READ) -> list[str]:
    broken = []
    if failed := day.failed():
        broken.append(f"{len(failed)} answers of 500 or none: {failed[0].path} {failed[0].text[:80]!r}")
    if not day.was_shown():
        broken.append("what was to be withdrawn was not shown before")
    if day.leaks():
        broken.append(f"{len(day.leaks())} answers show what was withdrawn, as {day.leaks()[0].path}")
    if day.read_after is None or day.read_after > all_read:
        broken.append("not all was read")
    if day.missing:
        broken.append(f"lost: {', '.join(day.missing)}")
    return broken


def row(day: Day, broken: list[str]) -> tuple[str, ...]:
    read = "not" if day.read_after is None else f"{day.read_after:.0f} s"
    return (
        day.name,
        str(len(day.reads) + len(day.publications)),
        str(len(day.failed())),
        str(len(day.unserved()) + sum(answer.status == 503 for _, answer in day.publications)),
        f"{_slowest_reader(day):.2f} s",
        f"{_slowest_publication(day):.2f} s",
        str(len(day.leaks())),
        read,
        "; ".join(broken) or "none",
    )


def table(rows: list[tuple[str, ...]]) -> str:
    widths = [max(len(row[column]) for row in [TITLES, *rows]) for column in range(len(TITLES) - 1)]
    lines = ("  ".join([*map(str.ljust, row, widths), row[-1]]) for row in [TITLES, *rows])
    return "\n".join(lines)


def _slowest_reader(day: Day) -> float:
    return max((one.seconds for one in day.reads), default=0)


def _slowest_publication(day: Day) -> float:
    return max((answer.seconds for _, answer in day.publications), default=0)
