"""Exercises, one module each: what is asked, help with an answer, and how one is marked; none of the answers.

Three kinds of names. `show_…` prints what is asked of a learner: much of it is drawn from their own name, so that a
neighbour's answers are answers to other questions. `say_…` helps: it says what to look at in an answer, and never whether
it is right where that would give it away. `mark_…` returns points, which nbgrader takes as partial credit.
"""
