"""Hostile and broken submissions of *history*: a module each, whose first line says what it tries.

Each has `submit(notebook, folder)`, which is given the released notebook and the folder of the submission and writes what is
handed in. `EARNS` says what it may earn at most: the points of honest work in it, by cell, and nothing else; `STATE` how the
run must end for it ("graded", "look" or "failed"; joined by "or" where that is a matter of who comes first).
"""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path
from types import ModuleType
from typing import Any

import nbformat


def corpus() -> dict[str, ModuleType]:
    """Return every submission's module by its name."""
    found = {one.name: importlib.import_module(f"{__name__}.{one.name}") for one in pkgutil.iter_modules(__path__)}
    return {name: module for name, module in found.items() if hasattr(module, "submit")}


def cell(notebook: Any, known: str) -> Any:
    """Return a cell of the notebook by its nbgrader id."""
    return next(one for one in notebook.cells if one.metadata.get("nbgrader", {}).get("grade_id") == known)


def answer(notebook: Any, known: str, source: str) -> None:
    """Write something into an answer."""
    cell(notebook, known).source = source


def mallory(notebook: Any, source: str) -> None:
    """Sign with a name of one's own, and write something into the first answer."""
    answer(notebook, "me", "me = 'mallory'")
    answer(notebook, "column-answer", source)


def before(notebook: Any, known: str, source: str) -> None:
    """Put a code cell of one's own before another."""
    place = notebook.cells.index(cell(notebook, known))
    notebook.cells.insert(place, nbformat.v4.new_code_cell(source))


def save(notebook: Any, folder: Path, name: str = "history.ipynb") -> None:
    """Hand a notebook in."""
    nbformat.write(notebook, folder / name)
