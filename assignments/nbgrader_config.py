"""How this class is graded: nbgrader reads this file when it is run in this folder (`course instructor` does that)."""

import os
import sys
from pathlib import Path

c = get_config()

c.CourseDirectory.root = str(Path(__file__).resolve().parent)
c.CourseDirectory.course_id = "track-two"

# A deleted test cell is put back, so that a slip of the mouse does not leave a student stuck at "needs manual grading".
c.OverwriteCells.add_missing_cells = True
# A notebook is over when its last cell has run: waiting for the kernel to say goodbye costs a fifth of the time.
c.Execute.shutdown_kernel = "immediate"
# A cell that does not end is interrupted, and costs its own points only.
c.Execute.timeout = 60
c.Execute.interrupt_on_timeout = True

# What a student finds in place of the solutions.
c.ClearSolutions.code_stub = {"python": "# Write your answer here."}
c.ClearSolutions.text_stub = "*Write your answer here.*"

# nbgrader calls `alembic` by name: the one of the Python that runs it.
os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
