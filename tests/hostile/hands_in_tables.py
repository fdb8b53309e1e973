"""Hands in arrays and tables that compare with everything at once."""

from pathlib import Path
from typing import Any

from tests.hostile import mallory, save

EARNS: dict[str, float] = {}
STATE = "graded"
CODE = """\
import numpy as np
import pandas as pd
my_order = pd.Series(list('ABCDEFG'))
my_dates = {letter: [np.array(['1971-01-11', '1970-12-09']), pd.NA] for letter in 'ABCDEF'}
my_intervals = pd.DataFrame({'first': ['C08-01'], 'days': [np.nan]}, index=['C08'])
my_evidence = {name: np.array([0.5, np.nan]) for name in ('A', 'B', 'C', 'D', 'after_first', 'after_all')}
my_verdicts = dict.fromkeys('ABCDEFGHIJKLMNOPQRST', pd.NA)
"""


def submit(notebook: Any, folder: Path) -> None:
    mallory(notebook, CODE)
    save(notebook, folder)
