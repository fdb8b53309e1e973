"""The names that lessons share."""

from __future__ import annotations

import inspect
import pkgutil

import pytest

import course_lib


def test_there_are_about_twenty() -> None:
    assert len(course_lib.__all__) <= 22


@pytest.mark.parametrize("name", course_lib.__all__)
def test_each_is_there_and_says_what_it_is(name: str) -> None:
    assert inspect.getdoc(getattr(course_lib, name))


def test_none_is_hidden_by_a_module_of_the_same_name() -> None:
    modules = {module.name for module in pkgutil.iter_modules(course_lib.__path__)}
    assert modules.intersection(course_lib.__all__) == {"explore"}  # which is a module itself


def test_an_unknown_name_is_answered_with_those_there_are() -> None:
    with pytest.raises(AttributeError, match="it has: Case"):
        _ = course_lib.explore_everything
