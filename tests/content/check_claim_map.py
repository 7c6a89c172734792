#!/usr/bin/env python3
"""Checks the claim map of the briefing.

Takes content/README.md (or the file named as argument), section "## Claim map"; wants every claim
of the five source documents there exactly once, each row either with targets or with "left out:" and
a reason, and every target an id that a section file defines. Prints a line a fault, exits 1 on any.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
LAST = {0: 36, 1: 23, 2: 14, 3: 40, 4: 27}  # source document -> number of its last claim
ROW = re.compile(r"^\|\s*(S\d-\d\d)\s*\|\s*(.*?)\s*\|\s*$")


def claim_rows(text):
    """The rows of the table under "## Claim map": (line number, claim, treatment)."""
    inside = False
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("## "):
            inside = line.strip() == "## Claim map"
        row = ROW.match(line) if inside else None
        if row:
            yield number, row.group(1), row.group(2)


def defined_ids():
    """Every id that a heading, box or table of the sections carries."""
    ids = set()
    for path in sorted((ROOT / "content" / "ketamine").glob("*.md")):
        ids.update(re.findall(r"\{[^}\n]*?#([a-z0-9-]+)", path.read_text(encoding="utf-8")))
    return ids


def main():
    path = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "content" / "README.md"
    if not path.is_file():
        print(f"{path}: not found")
        return 1
    faults = []
    wanted = [f"S{s}-{n:02d}" for s, last in LAST.items() for n in range(1, last + 1)]
    ids = defined_ids()
    seen = {}
    for number, claim, treatment in claim_rows(path.read_text(encoding="utf-8")):
        where = f"{path.name}:{number}: {claim}"
        if claim in seen:
            faults.append(f"{where} stands in line {seen[claim]} already")
        seen[claim] = number
        if claim not in wanted:
            faults.append(f"{where} is no claim of the source documents")
        targets = re.findall(r"`#([a-z0-9-]+)`", treatment)
        if not targets and not re.match(r"left out: \S", treatment):
            faults.append(f"{where} has neither a target nor a reason")
        faults += [f"{where} names #{t}, which no section defines" for t in targets if t not in ids]
    faults += [f"{path.name}: {claim} is missing" for claim in wanted if claim not in seen]
    print("\n".join(faults) if faults else f"claim map: {len(seen)} claims, all placed")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
