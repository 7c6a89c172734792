#!/usr/bin/env python3
"""Checks that `make setup` installs every font package that fonts/fonts.yaml names, and that the files
it names are there."""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]


def main():
    fonts = (ROOT / "fonts/fonts.yaml").read_text()
    joined = (ROOT / "Makefile").read_text().replace("\\\n", " ")
    installed = re.search(r"^SETUP_PACKAGES := (.*)$", joined, re.M).group(1).split()
    packages = set(re.findall(r"^\s*package:\s*(\S+)", fonts, re.M))
    files = re.findall(r"\bfile:\s*([^\s}]+)", fonts)
    faults = [f"package {x} is not in SETUP_PACKAGES" for x in sorted(packages - set(installed))]
    faults += [f"{x} is not there" for x in files if not pathlib.Path(x).exists()]
    print("\n".join(faults) or f"{len(packages)} packages, {len(files)} files")
    return 1 if faults or not packages or not files else 0


if __name__ == "__main__":
    sys.exit(main())
