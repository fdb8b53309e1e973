"""A notebook with every explorer in a cell of its own, as a lesson would call it."""

from __future__ import annotations

from pathlib import Path

import nbformat

# What each explorer is called with; the keys name them in the reports of tests and benchmarks.
EXPLORERS = {
    "axes": "explore.axes()",
    "timeline": "explore.timeline()",
    "events": 'explore.timeline(show="events")',
    "map": "explore.map()",
    "case": 'explore.case("C19")',
    "compare": "explore.compare()",
    "conditions": 'explore.compare(show="conditions")',
    "network": 'explore.network("C19")',
    "placing": "explore.placing()",
    "winsets": "explore.winsets()",
    "readiness": "explore.readiness()",
    "room": "explore.room()",
    "transfer": "explore.transfer()",
    "spoilers": "explore.spoilers()",
    "selection": "explore.selection()",
    "process_tracing": "explore.process_tracing()",
    "studio": "explore.studio()",
    "glossary": "glossary()",
    "looking back": "look_back()",
}


def write(path: Path, calls: dict[str, str] | None = None, first: str = "") -> Path:
    """Write the notebook, one call a cell, after a first cell that imports and may do more."""
    path.parent.mkdir(parents=True, exist_ok=True)
    imports = "from course_lib import explore, glossary, look_back"
    cells = [nbformat.v4.new_code_cell(source) for source in (f"{imports}\n{first}", *(calls or EXPLORERS).values())]
    notebook = nbformat.v4.new_notebook(cells=cells)
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    nbformat.write(notebook, path)
    return path
