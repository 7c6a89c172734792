#!/usr/bin/env python3
"""Checks what the Makefile promises beyond building: the briefing is made again when, and only when, an
input changed; install puts the program, its page and its data where they belong, uninstall takes all away.

Takes the build folder ($BUILD).
"""
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ.get("BUILD", ROOT / "build")).resolve()
INSTALLED = {"bin/imprimatur", "share/man/man1/imprimatur.1", "share/imprimatur/fonts/fonts.yaml"}


def make(*words):
    """Exit status and output of make on the build folder."""
    clean = {k: v for k, v in os.environ.items() if k not in ("MAKEFLAGS", "MAKELEVEL", "MAKEOVERRIDES")}
    # as one names it by hand: the rules of a depfile bind to the name of their target
    build = BUILD.relative_to(ROOT) if BUILD.is_relative_to(ROOT) else BUILD
    done = subprocess.run(["make", f"BUILD={build}", *words], cwd=ROOT, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=clean, timeout=200)
    return done.returncode, done.stdout


def check_incremental():
    for document in (ROOT / "content").glob("*.yaml"):
        (BUILD / document.with_suffix(".pdf").name).unlink(missing_ok=True)
    status, output = make("-s", "briefing")
    if status != 0:
        return f"make briefing fails: {output[-1500:]}"
    if make("-q", "briefing")[0] != 0:
        return "a second make briefing would print again"
    for changed in ("content/ketamine/summary.md", "content/ketamine/references.yaml", "fonts/fonts.yaml",
                    "content/layouts/a4-staff.yaml", "content/ketamine-briefing.yaml"):
        # the rule may name a file from the root or in full
        if make("-q", "-W", changed, "-W", str(ROOT / changed), "briefing")[0] != 1:
            return f"a change of {changed} would print nothing"
    return None


def files_under(folder):
    return {str(x.relative_to(folder)) for x in folder.rglob("*") if not x.is_dir()}


def check_install():
    with tempfile.TemporaryDirectory() as name:
        where = pathlib.Path(name) / "usr/local"
        status, output = make("-s", "install", f"DESTDIR={name}")
        if status != 0:
            return f"make install fails: {output[-1500:]}"
        shared = {f"share/imprimatur/{kind}/{x.name}" for kind in ("layouts", "packs")
                  for x in (ROOT / "content" / kind).glob("*.yaml")}
        if files_under(where) != INSTALLED | shared:
            return f"installed {sorted(files_under(where))}"
        version = subprocess.run([where / "bin/imprimatur", "--version"], capture_output=True, text=True)
        if version.returncode != 0 or not version.stdout.startswith("imprimatur "):
            return f"--version says {version.stdout!r}"
        status, output = make("-s", "uninstall", f"DESTDIR={name}")
        if status != 0 or files_under(pathlib.Path(name)):
            return f"uninstall leaves {sorted(files_under(pathlib.Path(name)))} {output}"
    return None


def main():
    faults = [x for x in (check_incremental(), check_install()) if x]
    print("\n".join(faults))
    print(f"{2 - len(faults)} passed, {len(faults)} failed")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
