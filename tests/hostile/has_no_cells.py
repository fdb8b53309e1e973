"""Is a notebook whose cells are nothing."""

from pathlib import Path
from typing import Any

EARNS: dict[str, float] = {}
STATE = "failed"


def submit(notebook: Any, folder: Path) -> None:
    (folder / "history.ipynb").write_text('{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": null}')
