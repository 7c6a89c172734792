#!/usr/bin/env python3
"""Runs the CSL test suite's development fixtures against the list of those that are known to fail.

Takes build/csl-fixtures and ../shared/csl; skips, saying so, where either is absent. A two-way ratchet: a
fixture that fails and is not listed, or is listed and passes, fails the run.
"""
import os
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
BUILD = pathlib.Path(os.environ.get("BUILD", "build")).resolve()
SHARED = HERE.parents[2] / "shared" / "csl"
SKIPPED = 77


def main():
    program = BUILD / "csl-fixtures"
    if not (SHARED / "fixtures-dev").is_dir():
        print(f"skipped: {SHARED} is absent")
        return SKIPPED
    if not program.exists():
        print(f"{program} was not built")
        return 1
    done = subprocess.run([program, "--locales", SHARED / "locales", SHARED / "fixtures-dev"],
                          stdout=subprocess.PIPE, text=True, timeout=200)
    lines = [line for line in (HERE / "fixtures.failing").read_text().splitlines() if not line.startswith("#")]
    listed = {line.split()[0] for line in lines if line.strip()}
    failing = set(re.findall(r"^FAIL (\S+)", done.stdout, re.M))
    total = re.search(r"^(\d+) passed, (\d+) failed$", done.stdout, re.M)
    if not total:
        print(f"{program} did not finish: {done.returncode}")
        return 1
    for name in sorted(failing - listed):
        print(f"{name}: fails and is not listed")
    for name in sorted(listed - failing):
        print(f"{name}: is listed as failing and passes")
    wrong = len(failing ^ listed)
    print(f"{int(total[1]) + int(total[2]) - wrong} passed, {wrong} failed")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
