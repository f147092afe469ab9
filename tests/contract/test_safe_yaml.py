"""YAML is read as PyYAML's own safe loader reads it."""

from __future__ import annotations

import pytest
import yaml

from conflictdesk.contract.safe_yaml import safe_load


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# nothing",
        "---\nword\n...",
        "{1: a, yes: b, null: c, '': d, x: [[], {}]}",
        "[yes, No, on, off, y, true, 'true', !!str true]",
        "[12, '12', 1_000, 0x1f, 1.5, .inf, ~, null, '', 2014-06-10]",
        "one: &base {a: 1, b: [x, y]}\ntwo: {<<: *base, b: é}\nthree: *base",
        'text: |\n  two\n  lines\nfolded: "one\\u2028\n  two"',
    ],
)
def test_values_are_those_of_the_safe_loader(text: str) -> None:
    assert repr(safe_load(text)) == repr(yaml.safe_load(text))


def test_what_refers_to_itself_is_read_as_well() -> None:
    found = safe_load("&all [word, *all]")
    assert found[1] is found


@pytest.mark.parametrize(
    "text", ["a: [", "!!python/object:object {}", "!!str [a]", "[a]: b", "a: *b", "a\n---\nb", "<<", "a: <<"]
)
def test_what_the_safe_loader_refuses_is_refused(text: str) -> None:
    with pytest.raises(yaml.YAMLError):
        yaml.safe_load(text)
    with pytest.raises(yaml.YAMLError):
        safe_load(text)
