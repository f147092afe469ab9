"""Reads YAML into plain values: mappings, lists, texts, numbers, truth values, dates."""

from __future__ import annotations

from typing import Any

import yaml

# What a word that is neither quoted nor a text can be without a look at its neighbours.
_VALUES = frozenset(f"tag:yaml.org,2002:{one}" for one in ("bool", "int", "float", "null", "timestamp"))

# PyYAML's safe loader, that of libyaml where PyYAML was built with it.
SafeLoader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# PyYAML's methods have no types.
_Loader = Any


class _UnusualError(Exception):
    """An anchor, a tag, a second document: for PyYAML to read, or to refuse."""


def safe_load(text: str, kind: type[yaml.SafeLoader] = SafeLoader) -> Any:
    """What a text of YAML says, None where it is empty. Raises `yaml.YAMLError`.

    The same as `yaml.load` with this kind of safe loader, in half the time.
    """
    loader = kind(text)
    try:
        return _document(loader)
    except _UnusualError:
        return yaml.load(text, Loader=kind)  # noqa: S506  # nosec  # a safe loader
    finally:
        loader.dispose()


def _document(loader: _Loader) -> Any:
    """The value of the only document."""
    loader.get_event()
    if not isinstance(loader.get_event(), yaml.DocumentStartEvent):
        raise _UnusualError
    value = _value(loader, loader.get_event())
    loader.get_event()
    if not isinstance(loader.get_event(), yaml.StreamEndEvent):
        raise _UnusualError
    return value


def _value(loader: _Loader, event: Any) -> Any:
    """The value that begins with an event of the parser."""
    kind, read = type(event), loader.get_event
    if kind is yaml.AliasEvent or event.anchor is not None or event.tag is not None:
        raise _UnusualError
    if kind is yaml.ScalarEvent:
        return _scalar(loader, event)
    if kind is yaml.SequenceStartEvent:
        values = []
        while type(event := read()) is not yaml.SequenceEndEvent:
            values.append(_value(loader, event))
        return values
    found = {}
    while type(event := read()) is not yaml.MappingEndEvent:
        if type(event) is not yaml.ScalarEvent:
            raise _UnusualError
        key = _value(loader, event)
        found[key] = _value(loader, read())
    return found


def _scalar(loader: _Loader, event: yaml.ScalarEvent) -> Any:
    """The value of a word or a text. Only some words that are not quoted are more than texts."""
    text: str = event.value
    rules = loader.yaml_implicit_resolvers.get(text[:1], ()) if event.implicit[0] else ()
    tag = next((tag for tag, rule in rules if rule.match(text)), None)
    if tag is None:
        return text
    if tag not in _VALUES:
        raise _UnusualError
    return loader.construct_object(yaml.ScalarNode(tag, text))
