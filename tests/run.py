#!/usr/bin/env python3
"""Runs all tests of a build and closes with one line: N passed, N failed[, N skipped].

Takes the build folder that `make test` filled; runs the unit programs of two flavours, the golden
cases (tests/golden.py) and every check script. A check is tests/layers.py, tests/messages_covered.py
or any tests/*/check_*.py: it finds the program in $IMPRIMATUR and the build folder in $BUILD, exits 0,
1 or 77 (skipped), and may print "N passed, N failed, N skipped" as its last line to be counted finer.
What was not built is counted as failed. Output is shown for failures only.
"""
import argparse
import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys
import time

sys.dont_write_bytecode = True
import golden  # noqa: E402

TESTS = pathlib.Path(__file__).resolve().parent
ROOT = TESTS.parent
SECONDS_MOST = 240  # for one program or script
SKIPPED = 77
COUNTS = re.compile(r"^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$")


class Result:
    """What one program, script or case came to."""

    def __init__(self, group, name, passed=0, failed=0, skipped=0, output=""):
        self.group, self.name, self.output = group, name, output
        self.passed, self.failed, self.skipped = passed, failed, skipped


def execute(command, **environment):
    """(exit status or None after the time is up, output) of a command run from the root."""
    try:
        done = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, timeout=SECONDS_MOST,
                              env=dict(os.environ, LC_ALL="C.UTF-8", **environment))
    except subprocess.TimeoutExpired as slow:
        return None, (slow.output or b"").decode(errors="replace") + "\nran out of time"
    except OSError as fault:
        return None, str(fault)
    return done.returncode, done.stdout.decode(errors="replace")


def run_unit(flavour, program, name):
    """One cmocka program, its cases counted from TAP lines; a crash is one failure more."""
    status, output = execute([program], CMOCKA_MESSAGE_OUTPUT="TAP")
    skipped = len(re.findall(r"^(?:not )?ok \d+ .*# SKIP|^not ok \d+ # SKIP", output, re.M))
    passed = len(re.findall(r"^ok ", output, re.M)) - len(re.findall(r"^ok .*# SKIP", output, re.M))
    failed = len(re.findall(r"^not ok ", output, re.M)) - len(re.findall(r"^not ok .*# SKIP", output, re.M))
    if status != 0 and failed == 0:
        failed = 1
        output += f"\nexit status {status}"
    if passed + failed + skipped == 0:
        failed, output = 1, output + "\nran no test"
    return Result(f"unit tests, {flavour}", name, passed, failed, skipped, output)


def unit_jobs(build, flavour):
    for source in sorted(TESTS.glob("*/test_*.c")):
        name = source.relative_to(TESTS).with_suffix("")
        yield lambda name=name: run_unit(flavour, build / flavour / "tests" / name, str(name))


def run_check(build, script):
    name = str(script.relative_to(TESTS))
    status, output = execute([sys.executable, script], BUILD=str(build),
                             IMPRIMATUR=str(build / "imprimatur"))
    counts = COUNTS.match(output.rstrip().rsplit("\n", 1)[-1])
    if status == SKIPPED:
        return Result("checks", name, skipped=1, output=output)
    if counts:
        passed, failed, skipped = (int(x or 0) for x in counts.groups())
        return Result("checks", name, passed, max(failed, status != 0), skipped, output)
    return Result("checks", name, int(status == 0), int(status != 0), 0, output)


def check_jobs(build):
    scripts = [TESTS / "layers.py", TESTS / "messages_covered.py", *sorted(TESTS.glob("*/check_*.py"))]
    for script in scripts:
        yield lambda script=script: run_check(build, script)


def golden_jobs(build, flavour):
    for case in golden.cases():
        yield lambda case=case: Result(f"golden files, {flavour}", case.name,
                                       **golden.run(case, build / flavour / "imprimatur"))


def show(result):
    """A failure with its output, a skipped test with its reason."""
    if result.failed:
        print(f"FAILED {result.group}: {result.name}")
        print("".join(f"    {line}\n" for line in result.output.strip().splitlines()[-60:]), end="")
    elif result.skipped:
        lines = result.output.strip().splitlines() or ["no reason given"]
        shown = [x for x in lines if "SKIP" in x.upper()] or lines[:1]
        print(f"skipped {result.name}: {shown[0].strip()}")
    sys.stdout.flush()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build")
    parser.add_argument("--only", choices=["release", "asan", "golden", "checks"])
    parser.add_argument("--update", action="store_true", help="rewrite the golden files")
    options = parser.parse_args()
    build = options.build.resolve()
    if options.update:
        return golden.update(build / "imprimatur")
    jobs = {"release": unit_jobs(build, "release"), "asan": unit_jobs(build, "asan"),
            "golden": [*golden_jobs(build, "release"), *golden_jobs(build, "asan")], "checks": check_jobs(build)}
    wanted = [job for name, group in jobs.items() if options.only in (None, name) for job in group]
    start = time.monotonic()
    groups = {}
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 2) as pool:
        for result in pool.map(lambda job: job(), wanted):
            show(result)
            sums = groups.setdefault(result.group, [0, 0, 0])
            for i, count in enumerate((result.passed, result.failed, result.skipped)):
                sums[i] += count
    for group, (passed, failed, skipped) in groups.items():
        print(f"{group}: {passed} passed, {failed} failed, {skipped} skipped")
    print(f"time: {time.monotonic() - start:.0f} s")
    passed, failed, skipped = (sum(sums[i] for sums in groups.values()) for i in range(3))
    print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    return 1 if failed or passed == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
