#!/usr/bin/env python3
"""Checks that every message of src/base/diag.def is expected by some test.

A message counts as tested where its stable id stands in a golden file (*.messages, *.sources), a unit test or a check
script, or its name (DIAG_…) in a unit test; and as used where DIAG_… stands in a source file. Prints a line
a fault, exits 1 on any.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]
TABLE = re.compile(r'^DIAG\((\w+), (\w+), "([a-z0-9-]+)", "((?:[^"\\]|\\.)*)"', re.M)


def texts(folder, *endings):
    return "\n".join(x.read_text(errors="replace") for x in sorted((ROOT / folder).rglob("*")) if x.suffix in endings)


def scripts():
    return "\n".join(x.read_text() for x in sorted((ROOT / "tests").glob("*/check_*.py")))


def style_fault(message):
    """What a message's wording does against the rules, or None."""
    if message.endswith("."):
        return "ends in a full stop"
    if re.match(r"[A-Z][a-z]", message):
        return "starts with a capital"
    return None


def main():
    entries = TABLE.findall((ROOT / "src/base/diag.def").read_text())
    sources, golden = texts("src", ".c"), texts("tests", ".messages", ".sources", ".rule")
    units = texts("tests", ".c") + scripts()
    faults, seen = [], set()
    for name, _, stable, message in entries:
        used = re.search(rf"\bDIAG_{name}\b", sources)
        tested = re.search(rf"\[{stable}\]", golden) or re.search(rf"\bDIAG_{name}\b", units) or \
            re.search(rf"(?<![\w-]){stable}(?![\w-])", units)
        if not used:
            faults.append(f"{stable}: no source reports it")
        if not tested:
            faults.append(f"{stable}: no test expects it")
        if stable in seen:
            faults.append(f"{stable}: the id is there twice")
        if style_fault(message):
            faults.append(f"{stable}: {style_fault(message)}")
        seen.add(stable)
    print("\n".join(faults) or f"{len(entries)} messages are tested")
    return 1 if faults or not entries else 0


if __name__ == "__main__":
    sys.exit(main())
