#!/usr/bin/env python3
"""Checks the JSON Schemas that `imprimatur schema` prints: each is a valid schema of draft 2020-12, accepts the
project's own files of its kind, and refuses a misspelt key, a wrong value and a missing one at the right place.

Needs python3-jsonschema and python3-yaml; without them it says so and skips.
"""
import copy
import json
import os
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PROGRAM = os.environ.get("IMPRIMATUR", str(ROOT / "build/imprimatur"))
CONTENT = ROOT / "content"
KINDS = {
    "document": sorted(CONTENT.glob("*.yaml")) + [ROOT / "tests/rules/document.yaml"],
    "claims": sorted(CONTENT.glob("*/claims/*.yaml")),
    "sources": sorted(CONTENT.glob("*/references.yaml")) + [ROOT / "tests/rules/references.yaml"],
    "layout": sorted(CONTENT.glob("layouts/*.yaml")),
    "glossary": sorted(CONTENT.glob("*/glossary.yaml")),
    "policy": [],
    "versions": [],
    "retractions": sorted(CONTENT.glob("*/retractions.yaml")),
    "checked": sorted(CONTENT.glob("*/checked.yaml")),
    "pack": sorted(CONTENT.glob("packs/*.yaml")),
}
POLICY = """
rules: {measure: off, expired: error}
thresholds: {search-years: 3, contrast: 4.5, least-size: 9pt}
required-sections: [sec-safety]
"""
VERSIONS = f"""
- {{version: "1.0", date: 2026-11-21, content: {'1f' * 32}, safety: {'9a' * 32}}}
"""
SAMPLES = {"policy": POLICY, "versions": VERSIONS}
passed, failed = 0, 0


def expect(name, good, why=""):
    global passed, failed
    passed, failed = passed + bool(good), failed + (not good)
    if not good:
        print(f"FAILED {name}: {why}")


def reader():
    """YAML as the YAML language server reads it: version 1.2's core schema, where a date is text."""
    import yaml

    class Reader(yaml.SafeLoader):
        yaml_implicit_resolvers = {}

    import re
    Reader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(true|false)$"), list("tf"))
    Reader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile("^[-+]?[0-9]+$"), list("-+0123456789"))
    Reader.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(r"^[-+]?[0-9]+\.[0-9]+$"),
                                 list("-+0123456789"))
    Reader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile("^(~|null|)$"), ["~", "n", ""])
    return lambda text: yaml.load(text, Loader=Reader)


def maps(value, path=()):
    """Every map in a value, with where it lies."""
    if isinstance(value, dict):
        yield path, value
        for key, below in value.items():
            yield from maps(below, path + (key,))
    elif isinstance(value, list):
        for i, below in enumerate(value):
            yield from maps(below, path + (i,))


def at(value, path):
    for step in path:
        value = value[step]
    return value


def misspell(kind, name, value, refuses, free):
    """A key with a letter twice in each map whose keys the format names."""
    for path, found in list(maps(value))[:60]:
        if not found or free(path):
            continue
        wrong = copy.deepcopy(value)
        spelt = at(wrong, path)
        key = next(iter(spelt))
        spelt[key + key[-1] + "q"] = spelt.pop(key)
        expect(f"{kind} {name} misspelt {'/'.join(map(str, path))}: {key}", refuses(wrong), "is accepted")


# maps whose keys are names of the author's
FREE = {
    "document": lambda path: path[:1] == ("variables",) and len(path) == 1,
    "claims": lambda path: path[-1:] == ("numbers",),
    "sources": lambda path: "custom" in path,
    "layout": lambda path: path[:1] == ("values",),
    "glossary": lambda path: len(path) == 1,
    "policy": lambda path: False,
    "versions": lambda path: False,
    "retractions": lambda path: False,
    "checked": lambda path: path[-1:] == ("numbers",),
    "pack": lambda path: path in (("words",), ("certainty",), ("verbs",)),
}
# kind -> (change of a file's value, what is wrong)
WRONG = {
    "versions": [(lambda v: v[0].update(content="12"), "no digest"), (lambda v: v[0].pop("date"), "no date")],
    "retractions": [(lambda v: v["retractions"][0].pop("status"), "no status")],
    "checked": [(lambda v: v["claims"][0].pop("claim"), "no claim"),
                (lambda v: v["claims"][0].update(on="yesterday"), "no day"),
                (lambda v: v["claims"][0].update(numbers=["1"]), "no map")],
    "document": [(lambda v: v.pop("title"), "no title"), (lambda v: v.update(date="21 November"), "no date"),
                 (lambda v: v.update(attachments=["contents"]), "no attachment of that name")],
    "claims": [(lambda v: v["claims"][0].update(certainty="middling"), "no certainty"),
               (lambda v: v["claims"][0].pop("statement"), "no statement"),
               (lambda v: v["claims"][0].update(id="a b"), "a blank in an id")],
    "sources": [(lambda v: v["references"][0].pop("id"), "no id")],
    "layout": [(lambda v: v.update({"number-depth": 7}), "out of bounds"),
               (lambda v: v.update(styles={"body": {"colour": "blue"}}), "no colour"),
               (lambda v: v.update(styles={"body": {"size": "12 points"}}), "no length"),
               (lambda v: v.update(styles={"heading.9": {}}), "no role")],
    "glossary": [(lambda v: v.update(abbreviations=["MRI"]), "no map")],
    "pack": [(lambda v: v.pop("name"), "no name"), (lambda v: v.update(avoid=[{"say": "x", "rule": "passive"}]), "no rule"),
             (lambda v: v.update(certainty={"lowish": {"write": "may"}}), "no certainty")],
    "policy": [(lambda v: v["rules"].update(measure="on"), "no level"),
               (lambda v: v["thresholds"].update(contrast=0.5), "out of bounds")],
}


def check(kind, jsonschema, read):
    done = subprocess.run([PROGRAM, "schema", kind], stdin=subprocess.DEVNULL, capture_output=True, timeout=60)
    expect(f"{kind} prints", done.returncode == 0 and not done.stderr, done.stderr.decode())
    schema = json.loads(done.stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    judge = jsonschema.Draft202012Validator(schema)
    files = [(path.name, path.read_text()) for path in KINDS[kind]] or [("sample", SAMPLES[kind])]
    expect(f"{kind} has files", files)
    for name, text in files:
        value = read(text)
        faults = [f"{'/'.join(map(str, e.absolute_path))}: {e.message[:200]}" for e in judge.iter_errors(value)]
        expect(f"{kind} accepts {name}", not faults, "\n  ".join(faults[:5]))
        if name != "document.yaml":
            misspell(kind, name, value, lambda wrong: not judge.is_valid(wrong), FREE[kind])
    for change, what in WRONG[kind]:
        wrong = read(files[0][1])
        change(wrong)
        expect(f"{kind} refuses {what}", not judge.is_valid(wrong), "is accepted")


def main():
    try:
        import jsonschema
        import yaml  # noqa: F401
        jsonschema.Draft202012Validator
    except (ImportError, AttributeError):
        print("SKIP schemas: python3-jsonschema (draft 2020-12) or python3-yaml is not installed")
        return 0
    read = reader()
    for kind in KINDS:
        check(kind, jsonschema, read)
    done = subprocess.run([PROGRAM, "schema", "poem"], stdin=subprocess.DEVNULL, capture_output=True, timeout=60)
    expect("an unknown kind", done.returncode == 2 and b"schema wants one kind of file" in done.stderr, done.stderr)
    print(f"schemas: {passed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
