"""Reads YAML into plain values: mappings, lists, texts, numbers, truth values, dates."""

from __future__ import annotations

from typing import Any

import yaml

_STR = "tag:yaml.org,2002:str"


class SafeLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """PyYAML's safe loader: that of libyaml where PyYAML was built with it, and quick with texts."""

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        """The value of a node. A text, as most are, is taken as it stands."""
        if node.tag == _STR and type(node) is yaml.ScalarNode:
            return node.value
        return super().construct_object(node, deep)


def safe_load(text: str) -> Any:
    """What a text of YAML says, None where it is empty. Raises `yaml.YAMLError`."""
    return yaml.load(text, Loader=SafeLoader)  # noqa: S506  # nosec  # a safe loader
