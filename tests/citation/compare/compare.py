#!/usr/bin/env python3
"""Compares our processor with citeproc-js on the styles medicine uses; development only.

    make build/csl-render && npm install --prefix build/compare citeproc@2.4.63   (as package.json has it)
    python3 tests/citation/compare/compare.py [-v] [STYLE …]

Takes items.json and clusters.json beside it, styles and locales from ../shared/csl or, where these are absent,
from Debian's packages. Every line on which the two differ must stand in explained.txt, for its style and key;
what is unexplained, or explained and no longer there, fails the run.
"""
import argparse
import html
import os
import pathlib
import re
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[2]
SHARED = ROOT.parent / "shared" / "csl"
DEBIAN = pathlib.Path("/usr/share/citation-style-language")
# each as the current repository calls it and as Debian 12 does
STYLES = [
    ("american-medical-association",), ("nlm-citation-sequence", "vancouver"),
    ("nlm-citation-sequence-superscript", "vancouver-superscript"), ("apa",), ("nature",), ("ieee",), ("bmj",),
    ("the-lancet",), ("the-new-england-journal-of-medicine",), ("chicago-author-date",),
]


def style_file(names):
    """The first file there is for a style, or None."""
    places = [SHARED / "styles", DEBIAN / "styles"]
    return next((p / f"{n}.csl" for p in places for n in names if (p / f"{n}.csl").exists()), None)


def modules(build):
    """The folder that holds the npm module citeproc, or None."""
    places = [build / "compare" / "node_modules", pathlib.Path(os.environ.get("NODE_PATH", "/nonexistent"))]
    return next((p for p in places if (p / "citeproc").is_dir()), None)


def plain(text):
    """HTML in one spelling: what a reader sees, with its looks."""
    text = re.sub(r"</?div[^>]*>", " ", text)
    text = re.sub(r"</?a\b[^>]*>", "", text)
    text = html.unescape(text)
    return re.sub(r"\s+", " ", text.replace("\u00a0", " ")).strip()


def lines(command):
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, timeout=300)
    if done.returncode != 0:
        raise SystemExit(f"failed: {' '.join(map(str, command))}")
    pairs = (line.split("\t", 1) for line in done.stdout.splitlines() if "\t" in line)
    return {key: plain(text) for key, text in pairs}


def explained():
    """(style, key) -> reason; a style or key of * stands for all."""
    known = {}
    for line in (HERE / "explained.txt").read_text().splitlines():
        if line.strip() and not line.startswith("#"):
            style, key, reason = line.split(None, 2)
            known[style, key] = reason
    return known


def compare(name, ours, theirs, known, verbose):
    """Prints the differences of a style; gives (same, explained, unexplained keys, reasons used)."""
    same, used, bad = 0, set(), 0
    for key in [*theirs, *(k for k in ours if k not in theirs)]:
        a, b = ours.get(key, "[absent]"), theirs.get(key, "[absent]")
        if a == b:
            same += 1
            continue
        reason = next((k for k in ((name, key), ("*", key), (name, "*")) if k in known), None)
        if reason:
            used.add(reason)
        else:
            bad += 1
        if verbose or not reason:
            print(f"{name} {key}" + (f": {known[reason]}" if reason else ": NOT EXPLAINED"))
            print(f"  ours:     {a}\n  citeproc: {b}")
    return same, bad, used


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("-v", action="store_true", help="print explained differences too")
    parser.add_argument("--build", type=pathlib.Path, default=pathlib.Path(os.environ.get("BUILD", ROOT / "build")))
    parser.add_argument("styles", nargs="*")
    options = parser.parse_args()
    found = modules(options.build)
    program = options.build / "csl-render"
    if not found or not shutil.which("node") or not program.exists():
        print(f"needs node, {program} (make) and the npm module citeproc: see the head of {HERE.name}/compare.py")
        return 2
    locales = SHARED / "locales" if (SHARED / "locales").is_dir() else DEBIAN / "locales"
    data, known, used, unexplained = [HERE / "items.json", HERE / "clusters.json"], explained(), set(), 0
    for names in STYLES:
        file = style_file(names)
        if options.styles and names[0] not in options.styles:
            continue
        if not file:
            print(f"{names[0]}: not installed (Debian's package citation-style-language-styles)")
            unexplained += 1
            continue
        ours = lines([program, "--locales", locales, file, *data])
        theirs = lines(["node", HERE / "citeproc.js", found, file, locales, *data])
        same, bad, reasons = compare(names[0], ours, theirs, known, options.v)
        used |= reasons
        unexplained += bad
        print(f"{names[0]}: {same} of {len(theirs)} lines alike, {len(theirs) - same - bad} explained, {bad} not")
    stale = set() if options.styles else set(known) - used
    for key in sorted(stale):
        print(f"explained, and no longer there: {' '.join(key)}")
    return 1 if unexplained or stale else 0


if __name__ == "__main__":
    sys.exit(main())
