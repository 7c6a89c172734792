#!/usr/bin/env python3
"""Runs every fuzz target for a few seconds on its seed corpus, with a fixed seed.

Takes the targets that `make FLAVOUR=fuzz fuzzers` built for tests/fuzz/fuzz_<name>.c and the seeds in
tests/fuzz/corpus/<name>/, which stay as they are: what is found lives in the build folder. A longer run:
FUZZ_SECONDS=600 python3 tests/fuzz/check_fuzz.py
"""
import os
import pathlib
import shutil
import subprocess
import sys

FOLDER = pathlib.Path(__file__).resolve().parent
BUILD = pathlib.Path(os.environ.get("BUILD", "build")).resolve()
SECONDS = int(os.environ.get("FUZZ_SECONDS", "5"))
RUNS = 200000 * SECONDS
MEMORY_MOST = 1500  # MB, with the sanitizer's own


def run(source):
    """Whether one target held out; prints what it said if not."""
    name = source.stem.removeprefix("fuzz_")
    seeds, room = FOLDER / "corpus" / name, BUILD / "fuzz" / "found" / name
    program = BUILD / "fuzz" / source.stem
    if not program.exists():
        print(f"{source.name}: was not built")
        return False
    if not any(seeds.glob("*")):
        print(f"{source.name}: no seeds in {seeds.relative_to(FOLDER)}")
        return False
    shutil.rmtree(room, ignore_errors=True)
    room.mkdir(parents=True)
    done = subprocess.run(
        [program, "-seed=1", f"-runs={RUNS}", f"-max_total_time={SECONDS}", "-timeout=5", "-max_len=4096",
         f"-rss_limit_mb={MEMORY_MOST}", f"-artifact_prefix={room}/", room, seeds],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
        cwd=FOLDER.parent.parent, timeout=SECONDS * 10 + 60)
    if done.returncode != 0:
        print("\n".join(done.stdout.splitlines()[-40:]))
        print(f"{source.name}: failed; the input lies in {room}")
    return done.returncode == 0


def main():
    results = [run(source) for source in sorted(FOLDER.glob("fuzz_*.c"))]
    print(f"{sum(results)} passed, {len(results) - sum(results)} failed")
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
