#!/usr/bin/env python3
"""Lets memory and writing fail, one call after the other, in a small build.

Takes the program ($IMPRIMATUR) and the preloaded library faults.so of the build folder. After each
fault the program must have ended by itself with status 0, 1 or 2; where it says that it failed, the old
output must stand as it was and there must be a message; where it says that it went well, the new output
must be whole. Never may a temporary file stay. The first STEPS_EACH calls are tried one by one, the rest
in even steps.
"""
import os
import pathlib
import subprocess
import sys
import tempfile

FOLDER = pathlib.Path(__file__).resolve().parent
BUILD = pathlib.Path(os.environ.get("BUILD", "build")).resolve()
PROGRAM = pathlib.Path(os.environ.get("IMPRIMATUR", BUILD / "imprimatur")).resolve()
STEPS_EACH, STEPS_SPREAD = 40, 160
OLD = b"the old output\n"


def build(room, kind, at=0):
    """Exit status, messages and number of calls of a build with the fault number `at` (0: none)."""
    output, count = room / "out" / "small.pdf", room / "count"
    output.parent.mkdir(exist_ok=True)
    output.write_bytes(OLD)
    done = subprocess.run(
        [PROGRAM, "build", "small.yaml", "-o", output, "--depfile", room / "out" / "small.d"],
        cwd=FOLDER, stdin=subprocess.DEVNULL, capture_output=True, timeout=60,
        env=dict(os.environ, LD_PRELOAD=str(BUILD / "faults.so"), FAULT_KIND=kind, FAULT_AT=str(at),
                 FAULT_COUNT=str(count), LC_ALL="C.UTF-8"))
    calls = int(count.read_text()) if count.exists() else 0
    return done.returncode, done.stderr.decode(errors="replace"), calls


def fault_of(room, status, messages, whole):
    """What is wrong after a build, or None."""
    files = {x.name: x for x in (room / "out").iterdir()}
    output = files.pop("small.pdf").read_bytes()
    depfile = files.pop("small.d", None)
    if files:
        return "left " + ", ".join(sorted(files))
    if depfile:
        depfile.unlink()
    if status not in (0, 1, 2):
        return f"ended with status {status}"
    if status == 0 and output != whole:
        return "says it went well, and the output is not whole"
    if status != 0 and output not in (OLD, whole):
        return "failed, and the old output is gone"
    if status != 0 and not messages:
        return "failed without a message"
    return None


def steps(calls):
    spread = range(STEPS_EACH + 1, calls + 1, max(1, (calls - STEPS_EACH) // STEPS_SPREAD))
    return [*range(1, min(calls, STEPS_EACH) + 1), *spread]


def check(kind):
    passed = failed = 0
    with tempfile.TemporaryDirectory() as name:
        room = pathlib.Path(name)
        status, messages, calls = build(room, kind)
        whole = (room / "out" / "small.pdf").read_bytes()
        if status != 0 or calls == 0 or whole == OLD:
            print(f"{kind}: the build without faults fails (status {status}, {calls} calls)\n{messages}")
            return 0, 1
        for at in steps(calls):
            status, messages, _ = build(room, kind, at)
            fault = fault_of(room, status, messages, whole)
            passed, failed = passed + (fault is None), failed + (fault is not None)
            if fault:
                print(f"{kind} fault {at} of {calls}: {fault}\n    {messages.strip()[:300]}")
                for file in (room / "out").iterdir():
                    file.unlink()
    return passed, failed


def main():
    for needed in (PROGRAM, BUILD / "faults.so"):
        if not needed.exists():
            print(f"{needed} was not built\n0 passed, 1 failed")
            return 1
    results = [check("memory"), check("write")]
    passed, failed = (sum(x[i] for x in results) for i in (0, 1))
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
