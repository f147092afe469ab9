"""`manage.py extract`: JSON out, one line on standard error for what cannot be read."""

from __future__ import annotations

import contextlib
import io
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from conflictdesk import __version__

ROOT = Path(__file__).parents[1]
TEXT = "At least 12 people were killed in Mosul on Tuesday, the UN said."


class Standard:
    """Standard input or output that holds bytes."""

    def __init__(self, data: bytes = b"") -> None:
        self.buffer = io.BytesIO(data)

    def write(self, text: str) -> int:
        return self.buffer.write(text.encode())

    def flush(self) -> None:
        pass


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str, data: bytes = b"") -> list[dict[str, Any]]:
    out = Standard()
    monkeypatch.setattr(sys, "stdin", Standard(data))
    monkeypatch.setattr(sys, "stdout", out)
    try:
        call_command("extract", *arguments)
    finally:
        rows = [json.loads(line) for line in out.buffer.getvalue().splitlines()]
        run.rows = rows  # type: ignore[attr-defined]
    return rows


def test_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    (row,) = run(monkeypatch, str(path), "--published", "2017-06-28")
    assert (row["contract"], row["incidents"]) == (2, [])
    assert row["extractor"].startswith(f"rules/{__version__}+")
    (figure,) = row["figures"]
    assert (figure["measure"], figure["low"], figure["high"]) == ("killed", 12, None)
    assert figure["when"]["from"] == "2017-06-27"
    assert figure["attribution"]["actor"]["id"] == "un"


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    (row,) = run(monkeypatch, data=TEXT.encode())
    assert [figure["quote"] for figure in row["figures"]] == ["At least 12 people"]


def test_without_a_day_of_publication_relative_dates_stay_unresolved(monkeypatch: pytest.MonkeyPatch) -> None:
    (row,) = run(monkeypatch, "--jsonl", "--dates", data=json.dumps({"id": "a", "text": TEXT}).encode())
    assert row["id"] == "a"
    assert [(when["text"], when["from"]) for when in row["dates"]] == [("Tuesday", None)]


@pytest.mark.parametrize(
    ("part", "texts"), [("--numbers", ["At least 12"]), ("--places", ["Mosul"]), ("--dates", ["Tuesday"])]
)
def test_parts(monkeypatch: pytest.MonkeyPatch, part: str, texts: list[str]) -> None:
    (row,) = run(monkeypatch, "--jsonl", part, data=json.dumps({"id": "a", "text": TEXT}).encode())
    assert [item.get("quote") or item["text"] for item in row[part.strip("-")]] == texts


def test_bad_lines_are_told_and_the_rest_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [
        json.dumps({"id": "a", "text": TEXT}).encode(),
        b"{bad",
        b'{"id": "b", "text": ""}',
        b'{"text": "x"}',
        b'{"id": "c", "text": "x", "published": "soon"}',
        b"\xff\xfe",
        b"[1]",
        b"",
        json.dumps({"id": "z", "text": TEXT, "published": None, "title": None, "context": None}).encode(),
    ]
    with pytest.raises(CommandError) as caught:
        run(monkeypatch, "--jsonl", data=b"\n".join(lines))
    assert (caught.value.returncode, str(caught.value)) == (1, "6 bad lines")
    rows: list[dict[str, Any]] = run.rows  # type: ignore[attr-defined]
    assert [row.get("line") or row["id"] for row in rows] == ["a", 2, 3, 4, 5, 6, 7, "z"]
    assert rows[3] == {"line": 4, "error": "no id, or an id that is not text"}
    assert rows[4] == {"line": 5, "error": "published 'soon' is not an ISO date"}
    assert rows[5] == {"line": 6, "error": "not UTF-8 at byte 0"}


@pytest.mark.parametrize(
    ("arguments", "data", "message"),
    [
        (["nothing.txt"], b"", "nothing.txt: No such file or directory"),
        ([], b"", "standard input: the text is empty"),
        ([], b"caf\xe9 au lait", "standard input: not UTF-8 at byte 3"),
        (["--published", "soon"], b"x", "--published 'soon' is not an ISO date"),
        (["--context", "[1]"], b"x", "[1]: No such file or directory"),
        (
            ["--context", "{1"],
            b"x",
            "--context: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)",
        ),
        (
            ["--context", '{"towns": []}'],
            b"x",
            "--context: context has countries, places, parties, and no towns",
        ),
        (["--context", '{"places": "Homs"}'], b"x", "--context: context: places is not a list"),
        (
            ["--context", '{"countries": ["Syria"]}'],
            b"x",
            "--context: context: countries has 'Syria', which is no code of two letters such as SD",
        ),
    ],
)
def test_what_cannot_be_read_is_one_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, arguments: list[str], data: bytes, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CommandError) as caught:
        run(monkeypatch, *arguments, data=data)
    assert (caught.value.returncode, str(caught.value)) == (2, message)


SQUARES = "Protesters filled the squares of Tripoli."


@pytest.mark.parametrize("country", ["LB", "LY"])
def test_a_context_decides_between_namesakes(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, country: str
) -> None:
    context = {"countries": [country]}
    file = tmp_path / "context.json"
    file.write_text(json.dumps(context), encoding="utf-8")
    line = json.dumps({"id": "a", "text": SQUARES, "context": context}).encode()
    bare = json.dumps({"id": "a", "text": SQUARES}).encode()
    found = [
        run(monkeypatch, "--places", "--context", json.dumps(context), data=SQUARES.encode()),
        run(monkeypatch, "--places", "--context", str(file), data=SQUARES.encode()),
        run(monkeypatch, "--places", "--jsonl", data=line),
        run(monkeypatch, "--places", "--jsonl", "--context", str(file), data=bare),
    ]
    assert [row["places"][0]["country"] for (row,) in found] == [country] * 4


def test_a_line_with_a_wrong_context_says_what_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong: list[Any] = [[], {"places": [""]}, {"parties": [1]}, {"countries": ["sd"]}]
    lines = [json.dumps({"id": "a", "text": SQUARES, "context": one}).encode() for one in wrong]
    with pytest.raises(CommandError):
        run(monkeypatch, "--jsonl", data=b"\n".join(lines))
    assert [row["error"] for row in run.rows] == [  # type: ignore[attr-defined]
        "context is not a JSON object",
        "context: places has '', which is no name",
        "context: parties has 1, which is no name",
        "context: countries has 'sd', which is no code of two letters such as SD",
    ]


def test_a_lone_surrogate_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    (row,) = run(monkeypatch, "--jsonl", data=b'{"id": "a\\ud800", "text": "12 people \\ud800 were killed."}')
    assert row["id"] == "a\ud800"


@pytest.mark.django_db
def test_the_sites_own_words(monkeypatch: pytest.MonkeyPatch) -> None:
    from conflictdesk.ledger.models import Actor

    Actor.objects.create(
        identifier="green_valley_watch", name="Green Valley Watch", role="monitor", aliases=["GVW"]
    )
    data = b"Twelve people were killed, GVW said."
    (plain,) = run(monkeypatch, data=data)
    (own,) = run(monkeypatch, "--site", data=data)
    assert plain["figures"][0]["attribution"]["actor"]["id"] is None
    assert own["figures"][0]["attribution"]["actor"]["id"] == "green_valley_watch"
    assert plain["extractor"] != own["extractor"]


def test_a_reader_who_has_read_enough_is_no_error() -> None:
    line = json.dumps({"id": "a", "text": "Ten people were killed."}) + "\n"
    command = [sys.executable, "manage.py", "extract", "--jsonl"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write(line * 2)
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["id"] == "a"
        process.stdout.close()
        process.stdin.write(line * 200)
        with contextlib.suppress(BrokenPipeError):
            process.stdin.close()
        assert process.stderr.read() == ""
    assert process.returncode == 0


def explained(*arguments: str, data: bytes) -> str:
    command = [sys.executable, "manage.py", "extract", "--explain", *arguments]
    return subprocess.run(command, input=data, capture_output=True, check=True, cwd=ROOT).stdout.decode()


def test_explain_is_plain_when_piped() -> None:
    told = explained("--published", "2017-06-28", data=TEXT.encode())
    assert "\x1b" not in told
    assert told.splitlines()[:2] == ["", f"  1   {TEXT}"]
    assert "[killed.kill.passive]" in told


def test_explain_is_in_colour_on_a_terminal() -> None:
    plain, coloured = explained(data=TEXT.encode()), explained("--force-color", data=TEXT.encode())
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == plain
    assert coloured.count("\x1b[") > 8


def test_explain_reads_one_text(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CommandError, match=r"^--explain reads one text, not --jsonl$") as caught:
        run(monkeypatch, "--explain", "--jsonl", data=b"{}")
    assert caught.value.returncode == 2


WORDS = """kind: events
entries:
  - id: siege.seal
    type: siege
    shape: verb
    needs: [armed_agent]
    patterns: ["seal:v off"]
    examples: ["Rebels sealed off the port."]
    counterexamples: ["The jar was sealed."]
"""


def test_words_of_a_folder_are_tried(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "events.yaml").write_text(WORDS, encoding="utf-8")
    text = b"Rebels sealed off the port of Beira."
    (row,) = run(monkeypatch, "--vocabulary", str(tmp_path), data=text)
    assert [(event["type"], event["rule"]) for event in row["events"]] == [("siege", "siege.seal.active")]
    assert [row["events"] for row in run(monkeypatch, data=text)] == [[]]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (None, "no such folder"),
        (WORDS.replace("type: siege", "type: seige"), "type: 'seige' is not one of"),
        (WORDS.replace("shape: verb", "shape: verbs"), "shape: 'verbs' is not one of verb, noun, mask"),
        (WORDS.replace("needs", "need"), "unknown field need"),
    ],
)
def test_wrong_words_are_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, words: str | None, message: str
) -> None:
    folder = tmp_path / "words"
    if words is not None:
        folder.mkdir()
        (folder / "events.yaml").write_text(words, encoding="utf-8")
    with pytest.raises(CommandError, match=re.escape(message)) as caught:
        run(monkeypatch, "--vocabulary", str(folder), data=b"Rebels sealed off the port.")
    assert caught.value.returncode == 2


@pytest.mark.django_db
def test_a_site_whose_database_cannot_be_read_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise OperationalError("no such table: conflictdesk_actor\nLINE 1")

    monkeypatch.setattr("conflictdesk.ledger.extractions.site_vocabulary.current", broken)
    with pytest.raises(CommandError) as caught:
        run(monkeypatch, "--site", data=b"Twelve people were killed.")
    words = "--site: the site's words cannot be read: no such table: conflictdesk_actor"
    assert (caught.value.returncode, str(caught.value)) == (2, words)
