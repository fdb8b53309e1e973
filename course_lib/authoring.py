"""From what authors edit to what lessons load: `course build`.

Authors edit YAML files (cases, claims, questions) and `references.json`. Here each is checked against what is expected,
field by field and across files, and compiled to plain JSON that needs neither pydantic nor YAML to be read. A mistake is
refused with the file, the line, the field and what was expected.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml
from pydantic import (
    TypeAdapter,
    ValidationError,
)

from course_lib import citations, vocabulary
from course_lib.catalogue import COMPILED
from course_lib.schema import (
    Actor,
    Body,
    Case,
    Claim,
    Coding,
    Model,
    Question,
    Reference,
    Series,
    Situation,
    Story,
    Studio,
    Term,
    Vignette,
)

DATA = COMPILED.parent


class BrokenData(ValueError):
    """One or more mistakes in the data files, a line each."""


# ---------------------------------------------------------------- reading, with the line of each field


class _Loader(yaml.CSafeLoader):
    """YAML in which only null, true and false are special: dates and numbers stay as they were written."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in pairs if tag in ("tag:yaml.org,2002:null", "tag:yaml.org,2002:bool")]
    for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _line(node: yaml.Node | None, path: Iterable[Any]) -> int:
    """Return the line of the field at a path, or of the last part of the path that is there."""
    line = node.start_mark.line + 1 if node else 1
    for step in path:
        child = None
        if isinstance(node, yaml.MappingNode):
            child = next((value for key, value in node.value if key.value == str(step)), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            child = node.value[step]
        if child is None:
            break
        node, line = child, child.start_mark.line + 1
    return line


def _repeated(node: yaml.Node | None) -> Iterable[tuple[int, str]]:
    """Yield each key that stands twice in one mapping: YAML would silently keep the last."""
    if isinstance(node, yaml.MappingNode):
        seen = set()
        for key, value in node.value:
            if str(key.value) in seen:
                yield key.start_mark.line + 1, str(key.value)
            seen.add(str(key.value))
            yield from _repeated(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _repeated(value)


class _File:
    """One data file: its content, its lines, and the mistakes found in it so far."""

    def __init__(self, path: Path, shape: Any) -> None:
        self.path = path
        self.mistakes: list[str] = []
        self.node: yaml.Node | None = None
        self.content: Any = None
        try:
            text = path.read_text(encoding="utf-8")
            raw = json.loads(text) if path.suffix == ".json" else None
            loader = _Loader(text)  # JSON is YAML, so references.json has lines too
            self.node = loader.get_single_node()
            for line, key in _repeated(self.node):
                self.mistakes.append(f"{path.name}, line {line}, {key}: stands here a second time")
            if path.suffix != ".json" and self.node is not None:
                raw = loader.construct_document(self.node)
            self.content = TypeAdapter(shape).validate_python(raw)
        except OSError as error:
            self.mistakes.append(f"{path.name}: could not be read ({error.strerror})")
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            self.mistakes.append(f"{path.name}, line {line}: expected text in UTF-8")
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark
            self.mistakes.append(f"{path.name}, line {mark.line + 1 if mark else 1}: {error.problem}")
        except yaml.reader.ReaderError as error:
            self.mistakes.append(f"{path.name}: character {error.position + 1} cannot stand in a text file")
        except json.JSONDecodeError as error:
            self.mistakes.append(f"{path.name}, line {error.lineno}: {error.msg}")
        except ValidationError as error:
            for detail in error.errors():
                said = detail["msg"].removeprefix("Value error, ")
                self.wrong(detail["loc"], said if "expected" in said else f"expected {_expected(detail)}")

    def wrong(self, path: Iterable[Any], said: str, item: int | None = None) -> None:
        """Add a mistake of a field; one of the whole file has no path, and may have an item for its line."""
        path = [step for step in path if not (isinstance(step, str) and step.startswith("function-"))]
        where = ", " + ".".join(str(step) for step in path) if path else ""
        line = _line(self.node, path if item is None else [item])
        self.mistakes.append(f"{self.path.name}, line {line}{where}: {said}")


def _expected(detail: Any) -> str:
    """Say in plain words what pydantic expected."""
    plain = {
        "missing": "a value here, and there is none",
        "extra_forbidden": "no field of this name",
        "string_type": "text",
        "list_type": "a list",
        "float_parsing": "a number",
        "string_too_short": "some text",
    }
    if detail["type"] == "string_pattern_mismatch":
        return f"text of the form {detail['ctx']['pattern']}"
    return plain.get(detail["type"], detail["msg"])


# ---------------------------------------------------------------- checks across fields and files


def _becauses(value: Any, path: tuple[Any, ...] = ()) -> Iterable[tuple[tuple[Any, ...], str]]:
    """Yield every statement id that a `because` anywhere in a case names, with its path."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "because":
                yield from (((*path, key, n), one) for n, one in enumerate(inner))
            else:
                yield from _becauses(inner, (*path, key))
    elif isinstance(value, list):
        for n, inner in enumerate(value):
            yield from _becauses(inner, (*path, n))


def _cited(value: Any, path: tuple[Any, ...] = ()) -> Iterable[tuple[tuple[Any, ...], str]]:
    """Yield every reference key that a source anywhere names, with its path."""
    if isinstance(value, dict):
        if "key" in value and "locator" in value:
            yield (*path, "key"), value["key"]
        for key, inner in value.items():
            yield from _cited(inner, (*path, key))
    elif isinstance(value, list):
        for n, inner in enumerate(value):
            yield from _cited(inner, (*path, n))


def _check_case(file: _File) -> None:
    case: Case = file.content
    if case.id != file.path.stem:
        file.wrong(["id"], f"expected {file.path.stem}, as the file is named")
    if case.start[:4] > case.end[:4]:
        file.wrong(["end"], "expected a year no earlier than start")
    known = set()
    for n, statement in enumerate(case.statements):
        if statement.id in known or not statement.id.startswith(case.id):
            file.wrong(["statements", n, "id"], f"expected an id of its own that begins with {case.id}-")
        known.add(statement.id)
    for n, actor in enumerate(case.actors):
        if actor.side not in [*case.parties, "third party"]:
            file.wrong(["actors", n, "side"], f"expected a party of the case or third party: {', '.join(case.parties)}")
    everybody: list[Actor | Body] = [*case.actors, *case.conveners, *case.funders]
    people = [one.name for one in everybody]
    for n, link in enumerate(case.links):
        for m, name in enumerate(link.ends):
            if name not in people or link.ends[0] == link.ends[1]:
                file.wrong(["links", n, "ends", m], "expected the name of an actor, convener or funder of this case")
    for path, named in _becauses(case.model_dump()):
        if named not in known:
            file.wrong(path, f"expected a statement of this case, and there is no {named}")
    for part in ("rival", "limit"):
        if not any(statement.field == part for statement in case.statements):
            file.wrong(["statements"], f"expected at least one statement whose field is {part}")


def _codes_of(case: Case) -> set[tuple[str, str]]:
    """Return every code that a case carries, with the name of its vocabulary."""
    found = {("region", case.region), ("conflict", case.conflict), ("outcome", case.outcome.code)}
    found |= {("field", field) for field in case.fields}
    found |= {("function", one.name) for one in case.functions}
    found |= {(name, getattr(one, name)) for one in case.transfer for name in ("carrier", "direction")}
    for phase in case.phases:
        found |= {(name, getattr(phase, name)) for name in ("track", "officiality", "secrecy")}
        found |= {("sense", phase.sense)} if phase.sense else set()
    everybody: list[Actor | Body] = [*case.actors, *case.conveners, *case.funders]
    found |= {("kind", one.kind) for one in everybody}
    found |= {("role", actor.role) for actor in case.actors}
    for statement in case.statements:
        found |= {("status", statement.status), ("part", statement.field)}
        found |= {("line", statement.line)} if statement.line else set()
        found |= {("checked", source.checked) for source in statement.sources}
    return found


def _check_codebook(file: _File, cases: dict[str, Case], case_ids: set[str]) -> None:
    explained = [(one.vocabulary, one.code) for one in file.content]
    for name, codes in vocabulary.CODEBOOK.items():
        for code in codes:
            times = explained.count((name, code))
            if times != 1:
                last = len(explained) - 1 - explained[::-1].index((name, code)) if times else None
                file.wrong([], f"expected {name} {code} to be explained once, and it is {times} times", item=last)
    for n, one in enumerate(file.content):
        if one.code not in vocabulary.CODEBOOK.get(one.vocabulary, {}):
            file.wrong([n, "code"], f"expected a code of a vocabulary, and there is no {one.vocabulary} {one.code}")
        for part in ("example", "border"):
            named = getattr(one, part).case
            if named not in case_ids:
                file.wrong([n, part, "case"], f"expected a case of the catalogue, and there is no {named}")
        case = cases.get(one.example.case)
        if case and (one.vocabulary, one.code) not in _codes_of(case):
            file.wrong(
                [n, "example", "case"], f"expected a case with {one.vocabulary} {one.code}, and {case.id} has none"
            )


def _check_links(files: dict[str, _File], cases: dict[str, Case], case_ids: set[str]) -> None:
    """Check what one file says of another; of a case with a mistake in it only that it is there is known."""
    for n, claim in enumerate(files["claims"].content or []):
        for m, case_id in enumerate(claim.cases):
            if case_id not in case_ids:
                files["claims"].wrong([n, "cases", m], f"expected a case of the catalogue, and there is no {case_id}")
    for n, vignette in enumerate(files["vignettes"].content or []):
        case = cases.get(vignette.case)
        labels = [phase.label for phase in case.phases] if case else []
        if vignette.case not in case_ids:
            files["vignettes"].wrong([n, "case"], f"expected a case of the catalogue, and there is no {vignette.case}")
        elif case and vignette.phase not in labels:
            files["vignettes"].wrong([n, "phase"], f"expected the label of a phase of {case.id}: {'; '.join(labels)}")
    terms = [term.id for term in files["glossary"].content or []]
    for n, term in enumerate(files["glossary"].content or []):
        for m, other in enumerate(term.see):
            if other not in terms:
                files["glossary"].wrong([n, "see", m], f"expected the id of a term, and there is no {other}")
    if files["codebook"].content is not None:
        _check_codebook(files["codebook"], cases, case_ids)


def _check_shown(file: _File, content: Any, cases: dict[str, Case], case_ids: set[str]) -> None:
    """Check that wherever a file says what a case shows, the case is there, and its statements are."""
    for path, case_id, because in _shown(content):
        if case_id not in case_ids:
            file.wrong((*path, "case"), f"expected a case of the catalogue, and there is no {case_id}")
        if case_id not in cases:
            continue
        known = {statement.id for statement in cases[case_id].statements}
        for n, one in enumerate(because):
            if one not in known:
                file.wrong((*path, "because", n), f"expected a statement of {case_id}, and there is no {one}")


def _shown(value: Any, path: tuple[Any, ...] = ()) -> Iterable[tuple[tuple[Any, ...], str, list[str]]]:
    """Yield every case that is named with the statements on which something rests, with its path."""
    if isinstance(value, dict):
        if value.get("case") and "because" in value:
            yield path, value["case"], value["because"]
        for key, inner in value.items():
            yield from _shown(inner, (*path, key))
    elif isinstance(value, list):
        for n, inner in enumerate(value):
            yield from _shown(inner, (*path, n))


def _check_model(file: _File) -> None:
    model: Model = file.content
    if model.id != file.path.stem:
        file.wrong(["id"], f"expected {file.path.stem}, as the file is named")
    names = [one.name for one in model.coefficients]
    for n, name in enumerate(names):
        if name in names[:n]:
            file.wrong(["coefficients", n, "name"], f"expected a name of its own, and {name} stands here before")


def _check_studio(file: _File, cases: dict[str, Case]) -> None:
    """Check that the studio sets numbers of the model within their ranges, and has what the model can do and turn up."""
    from course_lib.models.process import CARDS, DECISIONS, RANGES

    studio: Studio = file.content
    for path, name, value in _numbers_set(studio.model_dump()):
        if name not in RANGES:
            file.wrong(path, f"expected a number of the process model, and there is no {name}")
        elif path[-2] == "sets" and not RANGES[name][0] <= value <= RANGES[name][1]:
            file.wrong(path, f"expected a value from {RANGES[name][0]} to {RANGES[name][1]}")
    for field, ids in (("decisions", DECISIONS), ("cards", (*CARDS, "leak", "attack", "opened", "collapsed"))):
        if [one.id for one in getattr(studio, field)] != list(ids):
            file.wrong([field], f"expected these ids in this order: {', '.join(ids)}")
    for n, scene in enumerate(studio.settings):
        known = {statement.id for statement in cases[scene.case].statements} if scene.case in cases else set()
        for m, one in enumerate(scene.happened_because if known else []):
            if one not in known:
                file.wrong(["settings", n, "happened_because", m], f"expected a statement of {scene.case}")


def _numbers_set(value: Any, path: tuple[Any, ...] = ()) -> Iterable[tuple[tuple[Any, ...], str, float]]:
    """Yield every number of the model that the studio sets or multiplies, with its path."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in ("sets", "times"):
                yield from (((*path, key, name), name, number) for name, number in inner.items())
            else:
                yield from _numbers_set(inner, (*path, key))
    elif isinstance(value, list):
        for n, inner in enumerate(value):
            yield from _numbers_set(inner, (*path, n))


# The data files beside the cases, and what each is a list of.
SHAPES: dict[str, Any] = {
    "claims": list[Claim], "questions": list[Question], "encounters": list[Story], "vignettes": list[Vignette],
    "glossary": list[Term], "codebook": list[Coding], "series": list[Series],
}  # fmt: skip


def check(data: Path = DATA) -> dict[str, Any]:
    """Read and check every data file.

    Parameters
    ----------
    data: the folder that holds `cases/`, `models/`, `situations/`, `studio.yaml`, `references.json` and a YAML file
        for each name in `SHAPES`.

    Returns
    -------
    The content of each, by name: `cases`, `models`, `references` and the names in `SHAPES` as plain lists, `studio` and
    `situations` as mappings.

    Raises
    ------
    BrokenData: with a line for each mistake: file, line, field, what was expected.
    """
    case_files = [_File(path, Case) for path in sorted((data / "cases").glob("*.yaml"))]
    files = {name: _File(data / f"{name}.yaml", shape) for name, shape in SHAPES.items()}
    model_files = [_File(path, Model) for path in sorted((data / "models").glob("*.yaml"))]
    studio_file = _File(data / "studio.yaml", Studio)
    situation_files = [_File(path, list[Situation]) for path in sorted((data / "situations").glob("*.yaml"))]
    singles = (*case_files, *model_files, studio_file)  # a file of which all is one thing
    references = _File(data / "references.json", list[Reference])

    for file in case_files:
        if file.content:
            _check_case(file)
    for file in model_files:
        if file.content:
            _check_model(file)
    keys = {reference.id for reference in references.content or []}
    for file in (*singles, *files.values()):
        several = file.content if isinstance(file.content, list) else [file.content] if file.content else []
        content: Any = [one.model_dump() for one in several]
        if file in singles:
            content = content[0] if content else {}
        if references.content is not None:
            for path, key in _cited(content):
                if key not in keys:
                    file.wrong(path, f"expected a key of references.json, and there is no {key}")
    # A case with a mistake in it is there all the same.
    cases, case_ids = {f.path.stem: f.content for f in case_files if f.content}, {f.path.stem for f in case_files}
    _check_links(files, cases, case_ids)
    for file in (*model_files, studio_file):
        _check_shown(file, file.content.model_dump() if file.content else {}, cases, case_ids)
    if studio_file.content:
        _check_studio(studio_file, cases)
    for file in (*files.values(), *situation_files, references):
        ids = [getattr(one, "id", n) for n, one in enumerate(file.content or [])]
        for n, one in enumerate(ids):
            if one in ids[:n]:
                file.wrong([n, "id"], f"expected an id of its own, and {one} stands here a second time")

    everything = (*singles, *files.values(), *situation_files, references)
    mistakes = [mistake for file in everything for mistake in file.mistakes]
    if mistakes:
        raise BrokenData("\n".join(mistakes))
    return {
        "cases": [file.content.model_dump(exclude_defaults=False) for file in case_files],
        "models": [file.content.model_dump() for file in model_files],
        "studio": studio_file.content.model_dump(),
        "situations": {file.path.stem: [one.model_dump() for one in file.content] for file in situation_files},
        **{name: [one.model_dump() for one in file.content] for name, file in files.items()},
        "references": json.loads((data / "references.json").read_text(encoding="utf-8")),
    }


def compiled(data: Path = DATA, known: citations.Known | None = None) -> dict[str, str]:
    """Return what lessons load, as the text of each file by its name; a BrokenData names what stands in the way.

    Parameters
    ----------
    data: see `check`.
    known: references that were rendered before, by fingerprint; without it, all are rendered.
    """
    content = check(data)
    content["references"] = citations.rendered(content["references"], known)
    return {
        f"{name}.json": json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"
        for name, value in content.items()
    }


def build(data: Path = DATA, kept: Path | None = None) -> list[Path]:
    """Write what lessons load beside what authors edit, and return the files that changed.

    Parameters
    ----------
    data: see `check`.
    kept: a file that keeps rendered references from one time to the next, since rendering 1,600 of them takes a while.
    """
    target = data / "compiled"
    known: citations.Known = {}
    if kept and kept.exists():
        # A file that is not whole is no loss.
        with contextlib.suppress(ValueError):
            known = {name: (label, entry) for name, (label, entry) in json.loads(kept.read_text("utf-8")).items()}
    target.mkdir(exist_ok=True)
    changed = []
    for name, text in compiled(data, known).items():
        file = target / name
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            file.write_text(text, encoding="utf-8", newline="\n")
            changed.append(file)
    if kept:
        kept.parent.mkdir(exist_ok=True)
        kept.write_text(json.dumps(known), encoding="utf-8")
    return changed
