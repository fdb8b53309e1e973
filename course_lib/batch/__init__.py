"""Marking a class in one go: every submission mended, run in a cage, checked where no student's code runs, and recorded.

The steps, one module each: `sanitise` mends a copy of what was handed in; `execute` runs it; `check` decides the points from
answers that cross as plain data; `record` writes nbgrader's gradebook and its folder of marked notebooks; `report` says what
was done. `run` goes through a class with them. What works inside the cage is `kernel`, `warm` and `crossing`, with `cage`
around it and `wire` between.

Where stock nbgrader and this differ, and why, stands in the instructor's guide.
"""
