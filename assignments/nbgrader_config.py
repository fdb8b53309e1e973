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

# Late work. Students read this policy at the head of every assignment, computed from these three numbers.
c.AssignLatePenalties.plugin_class = "course_lib.grading.late.Policy"
c.Policy.grace_minutes = 60
c.Policy.percent_per_day = 10
c.Policy.floor_percent = 50

# What is done to an assignment on its way to students: nbgrader's own steps, and two of the course.
c.GenerateAssignment.preprocessors = [
    "nbgrader.preprocessors.IncludeHeaderFooter",
    "nbgrader.preprocessors.InstantiateTests",
    "nbgrader.preprocessors.LockCells",
    "nbgrader.preprocessors.ClearSolutions",
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.CheckCellMetadata",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.SaveCells",
    "nbgrader.preprocessors.ClearHiddenTests",
    "nbgrader.preprocessors.ClearMarkScheme",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.CheckCellMetadata",
    "course_lib.grading.late.TellPolicy",
    "course_lib.grading.releasing.ListCells",
]
# And to a marked notebook on its way back.
c.GenerateFeedback.preprocessors = [
    "nbgrader.preprocessors.GetGrades",
    "course_lib.grading.feedback.HideTests",
    "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
]

# What students write and show is read in the browser of whoever marks, who may change every mark: nothing of it runs there.
c.HTMLExporter.sanitize_html = True
c.HTMLExporter.filters = {
    "clean_html": "course_lib.grading.reading.harmless",
    "markdown2html": "course_lib.grading.reading.markdown",
}

# What a student finds in place of the solutions.
c.ClearSolutions.code_stub = {"python": "# Write your answer here."}
c.ClearSolutions.text_stub = "*Write your answer here.*"

# nbgrader calls `alembic` by name: the one of the Python that runs it.
os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
