#!/usr/bin/env python3
"""Checks the reports that machines read: JSON against its schema, SARIF 2.1.0 against what the standard asks
of the parts we write, the summary in Markdown, and that all of them count the same.

A document with a warning, an error that has a fix and stands behind a character outside the BMP, and an
exception is made for it. SARIF_SCHEMA may name a copy of the published schema; without one it is skipped.
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
RULES = ROOT / "tests/rules"
PROGRAM = os.environ.get("IMPRIMATUR", str(ROOT / "build/imprimatur"))
SECTION = """# More {#sec-more}

\U0001F4CA\u00e9 See [here](https://example.org/label) and [@nobody2020].

[The label is [here](https://example.org/x).]{except=link-text reason="it is a test" until=2030-01-01}
"""
passed, failed, skipped = 0, 0, 0


def expect(name, good, why=""):
    global passed, failed
    passed, failed = passed + bool(good), failed + (not good)
    if not good:
        print(f"FAILED {name}: {why}")


def skip(name, why):
    global skipped
    skipped += 1
    print(f"SKIP {name}: {why}")


def run(*words):
    """Exit status, standard output, standard error and the summary of a check."""
    with tempfile.TemporaryDirectory() as room:
        folder = pathlib.Path(room) / "a b"
        (folder / "fonts").mkdir(parents=True)
        shutil.copy(ROOT / "fonts/fonts.yaml", folder / "fonts")
        for name in ("base.md", "references.yaml", "under.yaml", "document.yaml"):
            shutil.copy(RULES / name, folder)
        (folder / "layout.yaml").write_text("extends: under.yaml\nname: sample\n")
        text = (folder / "document.yaml").read_text().replace("status: draft\n", "")
        (folder / "document.yaml").write_text(text)
        (folder / "section.md").write_text(SECTION)
        done = subprocess.run([PROGRAM, "check", "a b/document.yaml", "--today", "2026-11-21", *words], cwd=room,
                              stdin=subprocess.DEVNULL, capture_output=True, timeout=60)
        summary = pathlib.Path(room) / "summary.md"
        return (done.returncode, done.stdout.decode(), done.stderr.decode(),
                summary.read_text() if summary.exists() else "")


def utf16(text):
    return len(text.encode("utf-16-le")) // 2


def check_json(found):
    try:
        import jsonschema
    except ImportError:
        skip("json against its schema", "python3-jsonschema is not installed")
    else:
        schema = json.loads((HERE / "messages.schema.json").read_text())
        faults = [x.message for x in jsonschema.Draft202012Validator(schema).iter_errors(found)]
        expect("json against its schema", not faults, faults)
    ids = [x["id"] for x in found["messages"]]
    expect("json has all messages", {"link-text", "cite-missing", "doc-control"} <= set(ids), ids)
    shown = [x for x in found["messages"] if "exception" not in x]
    for severity, key in (("error", "errors"), ("warning", "warnings"), ("note", "notes")):
        count = sum(x["severity"] == severity for x in shown)
        expect(f"json counts {key}", found["counts"][key] == count, (found["counts"], count))
    expect("json counts exceptions", found["counts"]["excepted"] == len(found["messages"]) - len(shown) == 1, ids)
    first = next(x for x in shown if x["id"] == "link-text")
    line = SECTION.splitlines()[2]
    expect("json columns count characters", first["column"] == line.index("here") + 1, first)
    fix = next(x for x in shown if "fix" in x)["fix"]
    expect("json has the fix", "status" in fix["text"], fix)


def check_sarif(found, plain):
    run_ = found["runs"][0]
    rules = run_["tool"]["driver"]["rules"]
    results = run_["results"]
    expect("sarif version", found["version"] == "2.1.0" and run_["columnKind"] == "utf16CodeUnits")
    expect("sarif rules are unique", len({x["id"] for x in rules}) == len(rules))
    expect("sarif results name their rules", all(rules[x["ruleIndex"]]["id"] == x["ruleId"] for x in results))
    expect("sarif has every message", len(results) == len(plain["messages"]))
    expect("sarif levels", {x["level"] for x in results} <= {"note", "warning", "error"})
    uris = {x["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for x in results if x["locations"]}
    expect("sarif escapes addresses", "a%20b/section.md" in uris, uris)
    first = next(x for x in results if x["ruleId"] == "link-text" and "suppressions" not in x)
    region = first["locations"][0]["physicalLocation"]["region"]
    line = SECTION.splitlines()[2]
    wanted = utf16(line[:line.index("here")]) + 1
    expect("sarif columns are UTF-16 code units", (region["startColumn"], region["endColumn"]) == (wanted, wanted + 4),
           region)
    expect("sarif regions are ordered", all(
        (y["startLine"], y["startColumn"]) <= (y["endLine"], y["endColumn"])
        for x in results for y in [x["locations"][0]["physicalLocation"]["region"]] if x["locations"]))
    kept = [x for x in results if "suppressions" in x]
    expect("sarif suppresses the exception", [x["suppressions"][0]["justification"] for x in kept] == ["it is a test"])
    fixed = next(x for x in results if "fixes" in x)
    change = fixed["fixes"][0]["artifactChanges"][0]
    expect("sarif has the fix", change["replacements"][0]["insertedContent"]["text"].startswith("status"), change)
    helped = [x for x in rules if x["id"] == "link-text"]
    expect("sarif rules have help", "WCAG" in helped[0]["help"]["text"])
    schema = os.environ.get("SARIF_SCHEMA")
    if not schema:
        skip("sarif against the published schema", "SARIF_SCHEMA does not name it")
        return
    import jsonschema
    validator = jsonschema.validators.validator_for(json.loads(pathlib.Path(schema).read_text()))
    faults = [x.message for x in validator(json.loads(pathlib.Path(schema).read_text())).iter_errors(found)]
    expect("sarif against the published schema", not faults, faults[:5])


def check_counts():
    status, text, _, _ = run("--format", "json")
    expect("errors end with 1", status == 1, status)
    status, out, errors, summary = run("--summary", "summary.md")
    plain = json.loads(text)
    expect("text goes beside the result", out == "" and "[link-text]" in errors, out)
    expect("the summary counts the same",
           f"{plain['counts']['errors']} error" in summary and "1 accepted exception" in summary, summary)
    expect("the summary lists every message", summary.count("\n| ") == len(plain["messages"]) + 1, summary)
    again = run("--format", "json")[1]
    expect("the same input gives the same report", again == text)


def main():
    found = json.loads(run("--format", "json")[1])
    check_json(found)
    check_sarif(json.loads(run("--format", "sarif")[1]), found)
    check_counts()
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
