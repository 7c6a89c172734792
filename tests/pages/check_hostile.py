#!/usr/bin/env python3
"""Hostile layouts and texts end, within seconds, with a message or a sound page (issue 6, "Done when").

Each case is a section and what its layout adds to layout.yaml; it must end with status 0 or 1 before TIMEOUT,
and where it ends with 0 the file must have as many pages as the case says at least. Takes the program
($IMPRIMATUR); -v tells what each came to.
"""
import os
import pathlib
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
PROGRAM = pathlib.Path(os.environ.get("IMPRIMATUR", HERE.parents[1] / "build/imprimatur")).resolve()
TIMEOUT = 20
DOCUMENT = 'title: Hostile\nlanguage: en-US\nversion: "1.0"\ndate: 2026-11-21\nlayout: layout.yaml\nsections: [text.md]\n'
TABLE = "| a | b |\n|:--|--:|\n| x | 1 |\n\n"
MIXED = (
    "# Words\n\nSome words, and a note.[^1]\n\n[^1]: A footnote too.\n\n" + TABLE + "Table: One {float=top}\n\n"
    "::: note {float=margin}\nBeside.\n:::\n\n- item\n- [ ] box\n\n::: {.warning title=Mind}\nA box.\n:::\n"
)
COLUMNS = "page: {width: 500pt}\nstyles:\n  heading: {span: all}\n  body: {columns: 3, column-gap: 9pt}\n"
TALL = "# Tall\n\n" + "Some words before it.\n\n" * 5 + "::: note\n" + "Word. " * 900 + "\n:::\n\nThe end.\n"
MARGIN = "page: {width: 320pt, outer: 100pt}\nstyles:\n  margin: {size: 8pt, leading: 10pt}\n"


def boxes(count, places, between):
    return "# Many\n\nOne paragraph.\n\n" + "".join(
        f"{between}::: note {{float={places[i % len(places)]}}}\nBox {i}.\n:::\n\n" for i in range(count))


# name: what the layout adds, the text, the least number of pages (0: a message is wanted)
CASES = {
    "a measure of one letter": ("page: {width: 67pt}\n", MIXED, 0),
    "margins wider than the page": ("page: {inner: 200pt, outer: 200pt}\n", MIXED, 0),
    "margins higher than the page": ("page: {top: 200pt, bottom: 200pt}\n", MIXED, 0),
    "a page of one line": ("page: {height: 92pt}\n", MIXED, 0),
    "a footnote longer than a page": (
        "", "# Note\n\nA mark.[^1]\n\n[^1]: " + "A long footnote goes on. " * 300 + "\n\nMore, and a table.\n\n"
        "| a[^2] | b |\n|:--|--:|\n| x | 1 |\n\n[^2]: " + "Another. " * 300 + "\n", 8),
    "floats behind one paragraph": ("", boxes(10000, ["top", "bottom"], ""), 500),
    "floats behind every paragraph": ("", boxes(10000, ["top", "bottom", "page"], "Text.\n\n"), 2000),
    "margin notes at every paragraph": (MARGIN, boxes(5000, ["margin"], "Text.\n\n"), 200),
    "margin notes at one line": (MARGIN, boxes(3000, ["margin"], ""), 0),
    "columns: all of it": (COLUMNS, MIXED, 1),
    "columns: pages of three lines": (COLUMNS.replace("500pt", "500pt, height: 116pt"), MIXED, 0),
    "columns: a footnote longer than a page": (
        COLUMNS, "# Note\n\nA mark.[^1]\n\n## Across[^2]\n\nMore.\n\n[^1]: " + "A long footnote goes on. " * 500 +
        "\n\n[^2]: " + "Another. " * 900 + "\n", 0),
    "columns: floats in each": (COLUMNS, boxes(3000, ["top", "bottom", "page"], "Text.\n\n"), 200),
    "columns: floats over them": (
        COLUMNS + "  callout: {span: all}\n", boxes(3000, ["top", "bottom", "page"], "Text.\n\n"), 200),
    "columns: a box higher than one": (COLUMNS, TALL, 2),
    "columns: a box higher than one that keeps together": (
        COLUMNS + "  callout: {keep-together: true}\n", TALL, 2),
    "columns: headings over each paragraph": (
        COLUMNS, "# Many\n\n" + "## Heading\n\nText of a line or two, which stands in three columns.\n\n" * 1500, 100),
    "columns: thousands of pieces without height": (COLUMNS, "# Rules\n\n" + "---\n\n" * 9000, 1),
    "stacked rows of 64 cells, one longer than a page": (
        "styles:\n  table: {stack: 2000pt}\n",
        "# Stack\n\n" + "| h " * 64 + "|\n" + "|--" * 64 + "|\n" + ("| " + "word " * 900 + "| x " * 63 + "|\n") * 3, 20),
    "a stack with a word wider than the page": (
        "styles:\n  table: {stack: 2000pt}\n",
        "# Stack\n\n| " + "H" * 300 + " | b |\n|--|--|\n| " + "W" * 400 + " | 2 mg |\n", 0),
    "floats that keep together, in a float": (
        "styles:\n  paragraph: {keep-together: true, keep-with-next: true}\n",
        "# Keep\n\nText.\n\n::: note {float=top}\n" + "Words. " * 90 + "\n\n::: note {float=page}\nInner.\n:::\n:::\n", 1),
}


def page_count(target):
    found = subprocess.run(["pdfinfo", str(target)], capture_output=True, text=True)
    return next((int(line.split()[1]) for line in found.stdout.splitlines() if line.startswith("Pages:")), 0)


def fault_of(layout, text, least):
    """What is wrong with a case, or None."""
    with tempfile.TemporaryDirectory(dir=HERE, prefix=".hostile-") as room:
        folder = pathlib.Path(room)
        (folder / "layout.yaml").write_text("extends: ../layout.yaml\n" + layout)
        (folder / "text.md").write_text(text)
        (folder / "document.yaml").write_text(DOCUMENT)
        start = time.monotonic()
        try:
            done = subprocess.run([str(PROGRAM), "build", "document.yaml", "-o", "out.pdf"], cwd=folder,
                                  stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=TIMEOUT)
        except subprocess.TimeoutExpired:
            return f"not done after {TIMEOUT} s"
        if "-v" in sys.argv:
            print(f"  {done.returncode} {time.monotonic() - start:.2f} s {page_count(folder / 'out.pdf')} pages "
                  f"{done.stderr.splitlines()[:1]}")
        if done.returncode not in (0, 1) or (done.returncode == 1 and "error: " not in done.stderr):
            return f"status {done.returncode}\n{done.stderr[:500]}"
        if least > 0 and page_count(folder / "out.pdf") < least:
            return f"{page_count(folder / 'out.pdf')} pages\n{done.stderr[:500]}"
        if least == 0 and not done.stderr:
            return "no message"
    return None


def main():
    failed = 0
    for name, case in CASES.items():
        fault = fault_of(*case)
        if "-v" in sys.argv:
            print(name)
        if fault is not None:
            failed += 1
            print(f"{name}: {fault}")
    print(f"{len(CASES) - failed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
