"""What is right where nothing could compute it: the keys of exercises. They are read while marking, and never released."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

import yaml


@functools.cache
def key(name: str) -> dict[str, Any]:
    """Return the key of a pool of questions by the id of each.

    Parameters
    ----------
    name: the name of a file in this folder, without `.yaml`.

    Raises
    ------
    OSError: for a key that is not there.
    """
    text = (Path(__file__).parent / f"{name}.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 both are safe
    return found
