"""Theory as pure functions on numbers: arrays in, arrays out, no widgets, no files, no state.

Each module is one idea under the field's standard name. What its numbers rest on stands in `data/models/`.
"""
