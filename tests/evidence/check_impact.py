#!/usr/bin/env python3
"""Checks `imprimatur impact`: what falls with a source is listed with its places, and nothing else.

Compares with fallen.impact; finds the program in $IMPRIMATUR.
"""
import os
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
PROGRAM = os.environ.get("IMPRIMATUR", HERE.parents[1] / "build/imprimatur")


def impact(key):
    done = subprocess.run([PROGRAM, "impact", key, "fallen.yaml"], cwd=HERE, capture_output=True, text=True,
                          stdin=subprocess.DEVNULL, timeout=60)
    return done.stdout, done.stderr


def main():
    found, _ = impact("@pooled2015")
    wanted = (HERE / "fallen.impact").read_text()
    _, unknown = impact("poold2015")
    faults = [] if found == wanted else [f"expected\n{wanted}found\n{found}"]
    if '[cite-missing]\n    hint: did you mean "pooled2015"?' not in unknown:
        faults.append(f"an unknown source gives: {unknown}")
    print("\n".join(faults) or "impact: as expected")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
