#!/usr/bin/env python3
"""Builds tables that no page is made for: each ends soon, with a message or with sound pages.

Takes the program ($IMPRIMATUR). The finished files are read back (--prove), but for the longest
ones, and their pages counted.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
PROGRAM = pathlib.Path(os.environ.get("IMPRIMATUR", HERE.parents[1] / "build/imprimatur")).resolve()
SECONDS_MOST = 30
HEAD = "| a | b | c |\n|---|---|---|\n"
ROWS = 10000

# name: (table, read back, exit status, ids of messages, least pages)
CASES = {
    "200 columns": ("|" + " a |" * 200 + "\n|" + "---|" * 200 + "\n", True, 1, {"table-columns"}, 0),
    "64 columns": ("|" + " word |" * 64 + "\n|" + "---|" * 64 + "\n", True, 1, {"table-wide"}, 0),
    "a cell longer than pages": (
        "| a | b |\n|---|---|\n| row | " + "many words that go on " * 400 + "|\n\nTable: x {header-column=true}\n",
        True, 0, {"row-tall"}, 5),
    "a long cell over all rows": (
        HEAD + "| " + "words " * 900 + "| < | d |\n" + "| ^ | ^ | e |\n" * 60, True, 0, {"row-tall"}, 5),
    "a label over 300 rows": (
        HEAD + "".join(f"| {'^' if i else 'label'} | {i} | text |\n" for i in range(300))
        + "\nTable: x {header-column=true}\n", True, 0, set(), 10),
    "many groups": (HEAD + "".join(f"| group {i} | < | < |\n" for i in range(200)), True, 0, set(), 5),
    "many rows": (HEAD + "".join(f"| row {i} | {i} | text |\n" for i in range(ROWS)), False, 0, set(), 300),
    "many joined rows": (
        HEAD + "".join(f"| {'^' if i % 4 else i} | {i} | text |\n" for i in range(ROWS)), False, 0, set(), 300),
}


def check(table, prove, status, wanted, pages, room):
    """What is wrong with one table, or None."""
    section = pathlib.Path(room) / "table.md"
    section.write_text("# Table\n\n" + table)
    document = pathlib.Path(room) / "table.yaml"
    document.write_text('title: Table\nlanguage: en-US\nversion: "1.0"\ndate: 2026-11-21\n'
                        "layout: ../layout.yaml\nsections: [table.md]\n")
    target = pathlib.Path(room) / "out.pdf"
    words = [PROGRAM, "build", document, "-o", target, *(["--prove"] if prove else [])]
    done = subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=SECONDS_MOST)
    said = set(re.findall(r"(?:error|warning): .*\[([\w-]+)\]$", done.stderr, re.M))
    if done.returncode != status or not wanted <= said or (status == 0 and said != wanted):
        return f"exit {done.returncode}, not {status}; said {sorted(said)}, not {sorted(wanted)}"
    if status == 0:
        info = subprocess.run(["pdfinfo", target], capture_output=True, text=True, check=True).stdout
        there = int(re.search(r"^Pages:\s+(\d+)", info, re.M).group(1))
        if there < pages:
            return f"{there} pages, not {pages} or more"
    return None


def main():
    if not shutil.which("pdfinfo"):
        print("SKIPPED: no pdfinfo")
        return 77
    faults = []
    for name, case in CASES.items():
        with tempfile.TemporaryDirectory(dir=HERE, prefix=".tables-") as room:
            try:
                fault = check(*case, room)
            except subprocess.TimeoutExpired:
                fault = f"not done after {SECONDS_MOST} seconds"
        if fault:
            faults.append(f"{name}: {fault}")
    print("\n".join([*faults, f"{len(CASES) - len(faults)} passed, {len(faults)} failed"]))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
