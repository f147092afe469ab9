"""Reads YAML into plain values: mappings, lists, texts, numbers, truth values, dates."""

from __future__ import annotations

from typing import Any

import yaml

_STR, _SEQ = "tag:yaml.org,2002:str", "tag:yaml.org,2002:seq"


class SafeLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """PyYAML's safe loader: that of libyaml where PyYAML was built with it, and quick with texts."""

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        """The value of a node. Texts and lists of texts, as most are, are taken as they stand."""
        if _is_text(node):
            return node.value
        if node.tag == _SEQ and type(node) is yaml.SequenceNode and all(map(_is_text, node.value)):
            return [one.value for one in node.value]
        return super().construct_object(node, deep)

    def resolve(self, kind: type[yaml.Node], value: str, implicit: tuple[bool, bool]) -> str:
        """The tag of a node that states none. Quoted and most other words can only be texts."""
        if kind is yaml.ScalarNode and not (implicit[0] and value[:1] in self.yaml_implicit_resolvers):
            return _STR
        return str(super().resolve(kind, value, implicit))


def _is_text(node: yaml.Node) -> bool:
    """Whether the value of a node is its text."""
    return node.tag == _STR and type(node) is yaml.ScalarNode


def safe_load(text: str) -> Any:
    """What a text of YAML says, None where it is empty. Raises `yaml.YAMLError`."""
    return yaml.load(text, Loader=SafeLoader)  # noqa: S506  # nosec  # a safe loader
