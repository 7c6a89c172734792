#!/usr/bin/env python3
"""Prints the briefing and its evidence under every layout of content/layouts, each proved and without a message.

One content is to print under many layouts by naming another one: a rule or a table that only fits the document's
own layout shows here. Then the structure of all files is linted, where the development tools lie beside the project.
"""
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = pathlib.Path(os.environ.get("IMPRIMATUR", ROOT / "build" / "imprimatur")).resolve()
LAYOUTS = sorted((ROOT / "content/layouts").glob("*.yaml"))
DOCUMENTS = sorted((ROOT / "content").glob("*.yaml"))
LINT = ROOT.parent / "shared/tools/pdfua_lint.py"
PYTHON = "/usr/bin/python3"  # Debian's own, which has pikepdf
# what differs from a4-staff in colour alone has the same structure
COLOURS = ("grey", "toner")


def fault_of(document, layout, target):
    """What goes wrong in printing one document under one layout, or None."""
    done = subprocess.run([PROGRAM, "build", document, "--layout", layout, "-o", target, "--prove",
                           "--today", "2026-11-21"], capture_output=True, text=True, timeout=120)
    said = done.stdout + done.stderr
    return f"{document.stem} under {layout.stem}: exit status {done.returncode}\n{said}" \
        if done.returncode or said else None


def lint_faults(files):
    if not LINT.exists():
        print("not linted: the development tools are not there")
        return []
    done = subprocess.run([PYTHON, LINT, *files], capture_output=True, text=True, timeout=240)
    return [] if done.returncode == 0 else [f"lint: exit status {done.returncode}\n{done.stdout}{done.stderr}"]


def main():
    faults, files = [], []
    with tempfile.TemporaryDirectory() as room:
        for document in DOCUMENTS:
            for layout in LAYOUTS:
                target = pathlib.Path(room) / f"{document.stem}-{layout.stem}.pdf"
                fault = fault_of(document, layout, target)
                faults += [fault] if fault else []
                files += [target] if not fault and layout.stem not in COLOURS else []
        faults += lint_faults(files)
    if not LAYOUTS or not DOCUMENTS:
        faults.append("no layouts or no documents")
    print("\n".join(faults) or f"{len(DOCUMENTS)} documents under {len(LAYOUTS)} layouts")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
