#!/usr/bin/env python3
"""Checks what `build --explain-break PAGE` says of a small text, against explain.text beside this.

Takes the program ($IMPRIMATUR). With --update it writes explain.text anew; read the difference.
"""
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
PROGRAM = pathlib.Path(os.environ.get("IMPRIMATUR", HERE.parents[1] / "build/imprimatur")).resolve()


def build(page, *words):
    with tempfile.TemporaryDirectory() as room:
        done = subprocess.run([PROGRAM, "build", *words, "-o", f"{room}/out.pdf", "--explain-break", page],
                              cwd=HERE, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60)
    return done.returncode, done.stdout, done.stderr


def refused():
    """Faults in how wrong numbers are answered."""
    for page, said in (("9", "[page-unknown]"), ("0", "wants the number of a page"), ("2x", "wants the number")):
        status, _, messages = build(page, "explain.yaml")
        if status == 0 or said not in messages:
            return f"--explain-break {page} should end in a message with {said}: {messages}"
    return None


def main():
    found = ""
    for page, words in (("1", []), ("2", []), ("1", ["--layout", "explain/greedy.yaml"])):
        status, text, messages = build(page, "explain.yaml", *words)
        found += " ".join(["--explain-break", page, *words]) + f": exit {status}\n{text}{messages}\n"
    for page, document in (("1", "columns.yaml"), ("2", "columns.yaml"), ("1", "explain-low.yaml")):
        status, text, messages = build(page, document)
        found += f"--explain-break {page} {document}: exit {status}\n{text}{messages}\n"
    golden = HERE / "explain.text"
    if "--update" in sys.argv:
        golden.write_text(found)
    if found != golden.read_text():
        print(f"--explain-break differs from {golden.name}:\n{found}")
        return 1
    fault = refused()
    if fault:
        print(fault)
    return 1 if fault else 0


if __name__ == "__main__":
    sys.exit(main())
