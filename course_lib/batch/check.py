"""Which tests there are, what they ask of a student's notebook, and what of it is trusted: all from the instructor's side.

A test is run where no student's code ran. What it names is either the instructor's own (a module that the notebook imports, a
helper in a locked cell) and made anew there, or the student's, and then it crosses as data.
"""

from __future__ import annotations

import ast
import builtins
import functools
import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from nbgrader.utils import is_grade, is_locked, is_solution

_HIDDEN = re.compile(r"[ \t]*### BEGIN HIDDEN TESTS\n.*?### END HIDDEN TESTS[ \t]*\n?", re.DOTALL)
_BOUND = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_BUILTIN = frozenset(dir(builtins)) | {"__name__", "__file__"}


@dataclass(frozen=True)
class Test:
    """A test cell: its source, the student's names that it needs, and what of it the student's own process runs as well.

    `beside` is for tests that name what cannot cross: they are run in the student's process, and the report says so.
    """

    source: str
    needs: tuple[str, ...]
    public: str
    beside: bool = False


@dataclass(frozen=True)
class Plan:
    """What marking an assignment's notebook needs, as plain data.

    Parameters
    ----------
    tests: the test cells by id.
    trusted: the instructor's code that is run before them.
    imported: for names that a student may import or not, the import of the instructor's notebook.
    warm: cells that are run once before any student's, so that what they read is there.
    files: the instructor's other files, as base64 by name.
    sample: for tests that need no function, the instructor's own answers, with which they are run once beforehand.
    """

    tests: dict[str, Test]
    trusted: tuple[str, ...]
    imported: dict[str, str]
    warm: tuple[str, ...]
    files: dict[str, str] = field(default_factory=dict)
    sample: dict[str, dict[str, Any]] = field(default_factory=dict)

    @functools.cached_property
    def digest(self) -> str:
        """Return what tells this plan from any other."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()


def is_test(cell: Any) -> bool:
    """Return whether a cell is code that gives points by itself."""
    return cell.cell_type == "code" and is_grade(cell) and not is_solution(cell)


def plan(source: Any, released: Mapping[str, str], files: dict[str, str], beside: Iterable[str] = ()) -> Plan:
    """Return the plan of an assignment's notebook.

    Parameters
    ----------
    source: the instructor's notebook, with solutions and tests.
    released: the source of its cells as students got them, by id.
    files: its other files.
    beside: ids of tests that must run in the student's process.
    """
    cells = [cell for cell in source.cells if cell.cell_type == "code"]
    trusted, own = [], set(_BUILTIN)
    for cell in cells:
        if is_locked(cell) and not is_test(cell):
            kept, names = _trusted(cell.source, own)
            trusted += [kept] if kept else []
            own |= names
    imported: dict[str, str] = {}
    for cell in cells:
        for statement in _parsed(cell.source):
            if isinstance(statement, (ast.Import, ast.ImportFrom)):
                for name in _names(statement):
                    if name not in own:
                        imported.setdefault(name, ast.unparse(statement))
    tests: dict[str, Test] = {}
    for cell in filter(is_test, cells):
        known = cell.metadata.nbgrader.grade_id
        needs = tuple(sorted(_loaded(cell.source) - own))
        public = [ast.unparse(one) for one in _parsed(_HIDDEN.sub("", cell.source)) if isinstance(one, _BOUND)]
        tests[known] = Test(cell.source, needs, "\n".join(public), known in set(beside) or _odd(cell.source))
        own |= _top(cell.source)
    # No answer goes into the cage, so what is run there beforehand is the notebook as students got it.
    warm = tuple(
        released.get(cell.metadata.get("nbgrader", {}).get("grade_id", ""), "" if is_solution(cell) else cell.source)
        for cell in cells
        if not is_test(cell)
    )
    return Plan(tests, tuple(trusted), imported, warm, files)


def _parsed(source: str) -> list[ast.stmt]:
    """Return the statements of a cell; what only IPython understands is left out."""
    from IPython.core.inputtransformer2 import TransformerManager

    try:
        return ast.parse(TransformerManager().transform_cell(source)).body
    except SyntaxError:
        return []


def _odd(source: str) -> bool:
    """Return whether a test speaks to IPython, reads files or looks at source: then it has to be where the student's are."""
    called = {node.id for node in _walk(source) if isinstance(node, ast.Name)}
    return bool(called & {"get_ipython", "open", "In", "Out", "__file__"})


def _walk(source: str) -> Iterable[ast.AST]:
    return (node for statement in _parsed(source) for node in ast.walk(statement))


def _loaded(source: str) -> set[str]:
    """Return the names that a cell uses before it could have bound them itself."""
    bound: set[str] = set()
    needed: set[str] = set()
    for statement in _parsed(source):
        local = {
            node.id for node in ast.walk(statement) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
        }
        needed |= local - bound
        bound |= _names(statement)
    return needed


def _top(source: str) -> set[str]:
    return {name for statement in _parsed(source) for name in _names(statement)}


def _names(statement: ast.stmt) -> set[str]:
    """Return what a statement binds at the top of a cell."""
    if isinstance(statement, (ast.Import, ast.ImportFrom)):
        return {one.asname or one.name.partition(".")[0] for one in statement.names}
    if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return {statement.name}
    return {node.id for node in ast.walk(statement) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}


def _trusted(source: str, own: set[str]) -> tuple[str, set[str]]:
    """Return what of a locked cell says the same whatever a student wrote, and the names that it binds."""
    kept, names = [], set(own)
    for statement in _parsed(source):
        loads = {
            node.id for node in ast.walk(statement) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
        }
        if isinstance(statement, _BOUND) or (isinstance(statement, (ast.Assign, ast.AnnAssign)) and loads <= names):
            kept.append(ast.unparse(statement))
            names |= _names(statement)
    return "\n".join(kept), names
