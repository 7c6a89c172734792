#!/usr/bin/env python3
"""Checks the file of versions: what `dump version` prints is accepted until content changes, a changed claim on
safety asks for a higher first number, and a file that is malformed, huge or deep gives messages."""
import pathlib
import re
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
import check_rules  # noqa: E402

CLAIMS = """claims:
- id: rest
  topic: safety
  statement: Patients rest for two hours.
  evidence: regulatory
  rests-on: [{cite: smith2020, locator: section 2}]
"""
HEAD = "document.yaml:6:10: error: "
FAULTS = {
    "a map": ("version: []\n", "versions.yaml:1:1: error: "),
    "a text": ("1.0\n", "versions.yaml:1:1: error: "),
    "a short digest": ('- {version: "1.0", date: 2026-11-21, content: 12, safety: 34}\n', "64 hexadecimal digits"),
    "a misspelt key": ('- {versoin: "1.0"}\n', 'did you mean "version"?'),
    "a day that is none": ('- {version: "1.0", date: 2026-02-30, content: 12, safety: 34}\n', "[value-date]"),
    "an alias": ("- &a [*a]\n", "versions.yaml:1:3: error: "),
    "too deep": ("[" * 5000, "versions.yaml:1:"),
    "too large": ("- x\n" * 3_000_000, "versions.yaml"),
    "no file": (None, "versions.yaml"),
}
failed = 0


def expect(name, good, why=""):
    global failed
    failed += not good
    if not good:
        print(f"FAILED {name}: {why}")


def check(folder):
    return check_rules.run(["check", "document.yaml", "--today", "2026-11-21"], folder)


def lay_out(folder, version="1.0"):
    document = f'version: "{version}"\nversions: versions.yaml\nclaims: [claims.yaml]\n'
    check_rules.lay_out(folder, {"document": document, "claims.yaml": CLAIMS, "versions.yaml": "[]\n",
                                 "section": "# More {#sec-more}\n\n{{claim:rest.statement}} [@smith2020].\n"})


def edit(folder, name, old, new):
    text = (folder / name).read_text()
    expect(f"{old} stands in {name}", old in text)
    (folder / name).write_text(text.replace(old, new))


def bumps(text):
    return [line for line in text.splitlines() if line.endswith("[version-bump]")]


def life_of_a_document(folder):
    lay_out(folder)
    expect("nothing recorded yet", not bumps(check(folder)[2]), check(folder)[2])
    entry = check_rules.run(["dump", "version", "document.yaml"], folder)[1]
    expect("an entry", re.fullmatch(r'- version: "1.0"\n  date: 2026-11-21\n(  \w+: [0-9a-f]{64}\n){2}', entry), entry)
    (folder / "versions.yaml").write_text(entry)
    expect("as recorded", not bumps(check(folder)[2]), check(folder)[2])
    edit(folder, "section.md", "# More", "# Much more")
    found = bumps(check(folder)[2])
    expect("a word changed", len(found) == 1 and found[0].startswith(HEAD + "the content changed"), found)
    edit(folder, "document.yaml", '"1.0"', '"1.1"')
    expect("a new version", not bumps(check(folder)[2]), check(folder)[2])
    edit(folder, "claims.yaml", "two hours", "one hour")
    found = bumps(check(folder)[2])
    expect("safety changed", len(found) == 1 and found[0].startswith(HEAD + "a claim on safety changed"), found)
    edit(folder, "document.yaml", '"1.1"', '"2.0"')
    expect("a major version", not bumps(check(folder)[2]), check(folder)[2])


def main():
    with tempfile.TemporaryDirectory() as room:
        life_of_a_document(pathlib.Path(room))
    for name, (text, wanted) in FAULTS.items():
        with tempfile.TemporaryDirectory() as room:
            folder = pathlib.Path(room)
            lay_out(folder)
            (folder / "versions.yaml").unlink()
            if text is not None:
                (folder / "versions.yaml").write_text(text)
            try:
                status, _, found = check(folder)
            except subprocess.TimeoutExpired:
                status, found = None, "no end"
            expect(name, status == 1 and wanted in found, f"{status} {found[:400]}")
    print(f"versions: {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
