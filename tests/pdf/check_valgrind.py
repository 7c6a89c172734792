#!/usr/bin/env python3
"""Runs one build under valgrind: no bad access, no use of unset memory, nothing lost for good.

Takes the program ($IMPRIMATUR) and the small document of tests/faults.
"""
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ.get("BUILD", ROOT / "build")).resolve()
PROGRAM = pathlib.Path(os.environ.get("IMPRIMATUR", BUILD / "imprimatur")).resolve()


def main():
    with tempfile.TemporaryDirectory() as room:
        done = subprocess.run(
            ["valgrind", "-q", "--error-exitcode=99", "--leak-check=full", "--errors-for-leak-kinds=definite",
             PROGRAM, "build", ROOT / "tests/faults/small.yaml", "-o", f"{room}/out.pdf"],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", timeout=200)
    if done.returncode != 0:
        print(done.stdout[-6000:])
        print(f"ended with {done.returncode}")
    return 1 if done.returncode else 0


if __name__ == "__main__":
    sys.exit(main())
