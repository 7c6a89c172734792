#!/usr/bin/env python3
"""Flips a digit in every datum of the ketamine claims and in every number typed into words, one at a time, and
wants `check` to fail at that line.

In a copy of the content the first digit of every value and interval end, of every number in a claim's words, and of
every number of the running text becomes another; with --all that of every count, time and locator of the data too.
All must be caught, also in names ("eEF2"); what is not printed (widths, ids) is no number of the text.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = pathlib.Path(os.environ.get("IMPRIMATUR", ROOT / "build" / "imprimatur")).resolve()
BRIEFING = "ketamine-briefing.yaml"
NUMBER = r"(?<![0-9.,])\d+(?:[.,]\d+)*"
VALUE = r"(?:(?<=value: )|(?<=value: -)|(?<=interval: \[)|(?<=interval: \[-)|(?<=\d, )|(?<=\d, -))\d+"


def data_places(text):
    """Where the numbers of data stand, in the lines under `numbers:`."""
    for line in re.finditer(r"^    ([\w.-]+): (\{.*(?:\n {8,}.*)*)", text, re.M):
        for number in re.finditer(NUMBER if "--all" in sys.argv else VALUE, line[2]):
            yield line.start(2) + number.start()


def word_places(text):
    """Where numbers stand in the statement and the short form of a claim."""
    for part in re.finditer(r"^  (?:statement|short|open-question|for|against|would-settle): (.*(?:\n    .*)*)", text,
                            re.M):
        yield from numbers_in(part[1], part.start(1))


def prose_places(text):
    """Where numbers stand in a section's words; not in what is generated, in attributes, keys or comments."""
    bare = re.sub(r"<!--.*?-->|^:::[^\n]*$", lambda m: " " * len(m[0]), text, flags=re.M | re.S)
    bare = re.sub(r"(?<=[\])])\{[^{}]*\}|\{#[^}]*\}|\]\(#[^)]*\)|\{[^{}]*=[^{}]*\}", lambda m: " " * len(m[0]), bare)
    bare = re.sub(r"^\d+\. ", lambda m: " " * len(m[0]), bare, flags=re.M)
    yield from numbers_in(bare, 0)


def numbers_in(text, start):
    bare = re.sub(r"\{\{.*?\}\}|@\w+", lambda m: " " * len(m[0]), text, flags=re.S)
    for number in re.finditer(NUMBER, bare):
        yield start + number.start()


def check(room):
    done = subprocess.run([PROGRAM, "check", f"content/{BRIEFING}"], cwd=room, capture_output=True, text=True,
                          timeout=60)
    return done.stderr


def passed(room, file, places):
    """The numbers of a file whose change is not an error at its line, and how many there are."""
    path = room / "content" / file
    text = path.read_text(encoding="utf-8")
    missed, count = [], 0
    for at in places(text):
        digit = str((int(text[at]) + 1) % 10)
        path.write_text(text[:at] + digit + text[at + 1:], encoding="utf-8")
        line = text.count("\n", 0, at) + 1
        said = check(room)
        count += 1
        if not re.search(rf"^content/{re.escape(file)}:{line}:\d+: error: ", said, re.M):
            missed.append(f"{file}:{line}: {text[max(at - 20, 0):at + 12]!r} can become {digit}")
    path.write_text(text, encoding="utf-8")
    return missed, count


def main():
    with tempfile.TemporaryDirectory() as folder:
        room = pathlib.Path(folder)
        shutil.copytree(ROOT / "fonts", room / "fonts")
        shutil.copytree(ROOT / "content", room / "content")
        faults = [f"the briefing as it is:\n{said}"] if (said := check(room)) else []
        claims = sorted(x.relative_to(room / "content") for x in (room / "content/ketamine/claims").glob("*.yaml"))
        prose = sorted(x.relative_to(room / "content") for x in (room / "content/ketamine").glob("*.md"))
        kinds = {"data": (claims, data_places), "words of claims": (claims, word_places),
                 "prose": (prose, prose_places)}
        for kind, (files, places) in kinds.items():
            found = [passed(room, str(file), places) for file in files]
            missed = [x for some, _ in found for x in some]
            print(f"{kind}: {len(missed)} of {sum(n for _, n in found)} changed digits pass")
            faults += missed
    print("\n".join(faults), end="\n" if faults else "")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
