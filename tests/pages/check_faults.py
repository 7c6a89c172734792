#!/usr/bin/env python3
"""Checks how a draft shows its faults on paper: draft.yaml has one of each kind of place (a line, a list's item,
a table's cell, a margin note, a footnote, a claim printed in the text and in a table, one printed nowhere, a
key of the document).

Takes the program ($IMPRIMATUR). Compares what `dump pages --draft` says of the marks and the list, without
the rest of the pages, with faults.text beside this, under four layouts; builds each and reads the file back.
draft-leftward.yaml reads from right to left: its marks too keep clear of the text.
A draft without faults must have no mark and no list. With --update it writes faults.text anew.
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
PROGRAM = pathlib.Path(os.environ.get("IMPRIMATUR", HERE.parents[1] / "build/imprimatur")).resolve()
LAYOUTS = "layout narrow leaves columns".split()


def run(*words):
    done = subprocess.run([PROGRAM, *words], cwd=HERE, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                          timeout=60)
    return done.returncode, done.stdout, done.stderr


def shown(layout, document="draft.yaml"):
    """The marks, which nothing that is tagged or in head or foot is, and the list's pages under the first layout."""
    status, text, messages = run("dump", "pages", document, "--draft", "--layout", f"draft/{layout}.yaml")
    lines, listed = [], False
    for page in re.split(r"^page ", text, flags=re.M)[1:]:
        listed = listed or "Faults found in this draft" in page
        head, *items = page.splitlines()
        marks = [item for item in items if " layout" in item and item.split()[0] in ("path", "glyphs")]
        if not listed or (layout, document) == (LAYOUTS[0], "draft.yaml"):
            lines += [f"page {head}", *(items if listed else marks)]
    return f"{document} --layout {layout}: exit {status}\n" + "\n".join(lines) + "\n\n"


def read_back():
    """A fault of the finished drafts: every word of the list must come back, and nothing else."""
    with tempfile.TemporaryDirectory() as room:
        for layout in LAYOUTS:
            status, _, messages = run("build", "draft.yaml", "--draft", "--prove", "-o", f"{room}/out.pdf",
                                      "--layout", f"draft/{layout}.yaml")
            if status != 0 or "[proof" in messages:
                return f"{layout}: status {status}: {messages}"
    return None


def untouched():
    """A document without faults is the same draft, but for the word, as its print."""
    status, draft, _ = run("dump", "pages", "numbering.yaml", "--draft")
    plain = run("dump", "pages", "numbering.yaml")[1].splitlines()
    kept = [line for line in draft.splitlines() if '"DRAFT"' not in line]
    return None if status == 0 and kept == plain else "a draft without faults differs from the print in more than a word"


def main():
    found = "".join(shown(layout) for layout in LAYOUTS)
    found += "".join(shown(layout, "draft-leftward.yaml") for layout in ("layout", "narrow"))
    golden = HERE / "faults.text"
    if "--update" in sys.argv:
        golden.write_text(found)
    if found != golden.read_text():
        print(f"the faults of drafts differ from {golden.name}:\n{found}")
        return 1
    fault = read_back() or untouched()
    if fault:
        print(fault)
    return 1 if fault else 0


if __name__ == "__main__":
    sys.exit(main())
