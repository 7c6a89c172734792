#!/usr/bin/env python3
"""Builds documents under valgrind and under the sanitizers: no bad access, no use of unset memory, no
undefined arithmetic, nothing lost for good.

Takes the program ($IMPRIMATUR) and, in the build folder, the one with sanitizers. valgrind gets the small
document of tests/faults and the specimen, the sanitizers these and every document of content.
"""
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ.get("BUILD", ROOT / "build")).resolve()
PROGRAM = pathlib.Path(os.environ.get("IMPRIMATUR", BUILD / "imprimatur")).resolve()
SMALL = ROOT / "tests/faults/small.yaml"
VALGRIND = ["valgrind", "-q", "--error-exitcode=99", "--leak-check=full", "--errors-for-leak-kinds=definite"]


def build(prefix, program, document):
    """Whether a build ends well; prints what was said if not."""
    with tempfile.TemporaryDirectory() as room:
        try:
            done = subprocess.run([*prefix, program, "build", document, "-o", f"{room}/out.pdf"],
                                  stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                  text=True, errors="replace", timeout=200)
        except OSError as fault:
            print(fault)
            return False
    if done.returncode != 0:
        print(f"{document.name} under {(prefix or [program.parent.name])[0]}: ended with {done.returncode}\n"
              f"{done.stdout[-4000:]}")
    return done.returncode == 0


def main():
    documents = [SMALL, ROOT / "tests/pages/specimen.yaml", *sorted((ROOT / "content").glob("*.yaml"))]
    results = [build(VALGRIND, PROGRAM, x) for x in documents[:2]]
    results += [build([], BUILD / "asan/imprimatur", x) for x in documents]
    print(f"{sum(results)} passed, {len(results) - sum(results)} failed")
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
