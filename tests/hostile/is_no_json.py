"""Is no notebook at all."""

from pathlib import Path
from typing import Any

EARNS: dict[str, float] = {}
STATE = "failed"


def submit(notebook: Any, folder: Path) -> None:
    (folder / "history.ipynb").write_text("Dear Sir or Madam, my notebook was eaten.")
