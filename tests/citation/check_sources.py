#!/usr/bin/env python3
"""Checks files of sources against each other, with the program in $IMPRIMATUR.

1. What `imprimatur sources` prints reads back as itself, for every file here that has a golden conversion.
2. A key in two files is reported at both places.
3. ten.json, ten.bib, ten.nbib, ten.ris and ten.xml hold the same ten references: printed from each of them,
   the bibliography is the same in styles of Debian. What a format cannot carry is in CANNOT.
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

FOLDER = pathlib.Path(__file__).resolve().parent
ROOT = FOLDER.parents[1]
PROGRAM = pathlib.Path(os.environ.get("IMPRIMATUR", ROOT / "build" / "imprimatur")).resolve()
STYLES = ["american-medical-association", "vancouver", "apa"]
DEBIAN = pathlib.Path("/usr/share/citation-style-language/styles")
TEN = ["bib", "nbib", "ris", "xml"]
CANNOT = {"nbib": re.compile("</?(?:i|sup)>")}  # PubMed's format has no markup in titles


def run(*words, folder=FOLDER):
    done = subprocess.run([PROGRAM, *words], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, timeout=60,
                          env=dict(os.environ, LC_ALL="C.UTF-8"))
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def round_trip(name):
    """What differs when the conversion of a file is converted again, or None."""
    first = run("sources", name)[1]
    with tempfile.TemporaryDirectory() as room:
        (pathlib.Path(room) / "again.yaml").write_text(first)
        status, second, messages = run("sources", "again.yaml", folder=room)
    if status != 0:
        return f"{name}: its conversion is not read\n{messages}"
    return None if first == second else f"{name}: its conversion reads back as something else"


def both_places():
    status, _, messages = run("sources", "ten.ris", "ten.xml")
    wanted = ["ten.ris:1:1: error", "ten.xml:3:1: error", 'source "li2010"']
    missing = [x for x in wanted if x not in messages]
    return f"two files with one key: status {status}, no {missing}" if status != 1 or missing else None


def bibliography(ending, style, room):
    """The entries that a document prints from ten.<ending>."""
    document = room / f"{ending}.yaml"
    document.write_text(
        f"title: Ten\nlanguage: en-US\nversion: '1'\ndate: 2026-11-21\nsources: [ten.{ending}]\nnocite: ['@*']\n"
        f"citation-style: {style}\nlayout: layout.yaml\nsections: [one.md]\n")
    status, text, messages = run("dump", "references", document.name, folder=room)
    entries = [x for x in text.splitlines() if x.startswith("entry ")]
    return entries if status == 0 else [f"status {status}", messages]


def same_ten(style):
    """The formats whose bibliography differs from that of CSL-JSON, each with its first difference."""
    with tempfile.TemporaryDirectory(dir=FOLDER) as name:
        room = pathlib.Path(name)
        (room / "one.md").write_text("# Ten\n\nText.\n")
        (room / "layout.yaml").write_text("extends: ../../../content/layouts/a4-staff.yaml\n")
        for ending in ("json", *TEN):
            (room / f"ten.{ending}").write_bytes((FOLDER / f"ten.{ending}").read_bytes())
        wanted = bibliography("json", style, room)
        if len(wanted) != 10:
            return [f"{style}: {len(wanted)} entries from JSON: {wanted[:2]}"]
        faults = []
        for ending in TEN:
            expected, found = wanted, bibliography(ending, style, room)
            if ending in CANNOT:
                expected, found = ([CANNOT[ending].sub("", x) for x in y] for y in (expected, found))
            if found != expected:
                differing = [pair for pair in zip(expected, found) if pair[0] != pair[1]] or [(expected, found)]
                faults.append(f"{style}, {ending}:\n    {differing[0][0]}\n    {differing[0][1]}")
    return faults


def main():
    names = sorted(x.stem for x in FOLDER.glob("*.sources"))
    faults = [x for x in map(round_trip, names) if x] + [x for x in [both_places()] if x]
    passed, failed, skipped = len(names) + 1 - len(faults), len(faults), 0
    if not names:
        failed += 1
    for style in STYLES:
        if not (DEBIAN / f"{style}.csl").exists():
            print(f"SKIP: {style}.csl of Debian is not installed")
            skipped += 1
            continue
        found = same_ten(style)
        faults += found
        passed, failed = passed + len(TEN) - len(found), failed + len(found)
    print("\n".join(faults))
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
