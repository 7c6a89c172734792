#!/usr/bin/env python3
"""Checks that nothing is wired to one drug: a document on another one, with its own pack, prints without a
message; each change for the worse is found; and no source file of the program names a drug.
"""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
import check_rules  # noqa: E402

CASE = check_rules.HERE / "lithium"
DRUGS = r"\b(es)?ketamine|spravato|lithium|midazolam|memantine|naltrexone|sarcosine"
# file, what stands there, what takes its place, a line of the messages, what else must be in them
CHANGES = {
    "a retracted source": ("text.md", "", "", "error: source \"example2024\" was retracted", "relapse"),
    "a plain verb": ("claims.yaml", "Lithium probably prevents", "Lithium prevents",
                     'error: "prevents" does not fit moderate certainty [grade-verb]', 'fix: write "probably prevents"'),
    "a forum for a dose": ("claims.yaml", "{cite: label2025, locator: section 4}", "{cite: forum2020, locator: post 1}",
                           'error: "forum2020" is a personal report, and supports no dosing [anecdote-dosing]', ""),
    "a zero behind": ("text.md", "Lithium carbonate comes", "Take 1.0 mg. Lithium carbonate comes",
                      '"1.0" can be read as ten times as much [trailing-zero]', 'fix: write "1" for "1.0"'),
    "no zero before": ("text.md", "Lithium carbonate comes", "Take .5 mg. Lithium carbonate comes",
                       "[naked-decimal]", 'fix: write "0.5" for ".5"'),
    "no space": ("text.md", "Lithium carbonate comes", "Take 10mg. Lithium carbonate comes", "[unit-spacing]",
                 'fix: write "10 mg" for "10mg"'),
    "QD": ("text.md", "Lithium carbonate comes", "Take it QD. Lithium carbonate comes", "[unit-abbrev]",
           'fix: write "once daily" for "QD"'),
    "mcg in Britain": ("text.md", "Lithium carbonate comes", "Take 5 mcg. Lithium carbonate comes", "[unit-abbrev]",
                       'fix: write "micrograms" for "mcg"'),
    "no word on kidneys": ("text.md", "We check kidneys and thyroid twice a year [@label2025, section 5]. ", "",
                           "error: the document does not say: kidneys and thyroid [safety-complete]", '"kidneys"'),
    "a dose ten times too high": ("claims.yaml", "value: 400", "value: 4000",
                                  "error: 4000 mg of lithium is outside 100 to 1800 mg [dose-sane]", ""),
    "the other name": ("text.md", "Lithium carbonate comes as", "Lithium citrate comes as", "[lasa]", "lithium carbonate"),
    "a forbidden phrase": ("text.md", "Lithium carbonate comes", "It is a natural salt. Lithium carbonate comes",
                           '"natural salt" must not be said [must-not-say]', "narrow margin"),
    "a digit changed": ("claims.yaml", "value: 20,", "value: 21,", "error", "20"),
    "past review": ("lithium.yaml", "review-by: 2027-11-21", "review-by: 2026-11-21", "error: the review was due on 2026-11-21",
                    "[expired]"),
}


def lay_out(folder):
    shutil.copytree(CASE, folder, dirs_exist_ok=True)
    shutil.copytree(check_rules.ROOT / "content/packs", folder / "packs")
    (folder / "fonts").mkdir()
    shutil.copy(check_rules.ROOT / "fonts/fonts.yaml", folder / "fonts")
    shutil.copy(check_rules.HERE / "under.yaml", folder / "layout.yaml")


def run(folder, *words):
    done = subprocess.run([check_rules.PROGRAM, *words], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True,
                          timeout=60)
    return done.returncode, done.stderr.decode()


def change_fault(name, file, old, new, line, more):
    with tempfile.TemporaryDirectory() as room:
        folder = pathlib.Path(room)
        lay_out(folder)
        if old and old not in (folder / file).read_text():
            return f"{name}: {file} does not hold {old!r}\n"
        (folder / file).write_text((folder / file).read_text().replace(old, new, 1))
        words = ["check", "lithium.yaml", "--today", "2026-11-21"]
        if name == "a retracted source":
            (folder / "gone.yaml").write_text("- {DOI: 10.1000/EXAMPLE.2024, status: retracted, date: 2026-01-01}\n")
            with (folder / "lithium.yaml").open("a") as out:
                out.write("retractions: gone.yaml\n")
        if name == "past review":
            words = ["check", "lithium.yaml", "--today", "2026-11-22", "--release"]
        status, found = run(folder, *words)
        if line in found and more in found and (status == 1 or "[lasa]" in line):
            return ""
        return f"{name}: not found, exit status {status}\n{found}"


def clean_faults():
    with tempfile.TemporaryDirectory() as room:
        folder = pathlib.Path(room)
        lay_out(folder)
        status, found = run(folder, "build", "lithium.yaml", "-o", "out.pdf", "--today", "2026-11-21")
        heads = [x for x in found.splitlines() if re.search(r": (warning|error): ", x)]
        heads = [x for x in heads if "[ref-uncited]" not in x and "[measure]" not in x]
        return f"the document does not print clean: {status}\n{found}" if status or heads else ""


def wired_faults():
    found = ""
    for path in sorted((check_rules.ROOT / "src").rglob("*")):
        if path.suffix in (".c", ".h"):
            for number, line in enumerate(path.read_text().splitlines(), 1):
                code = re.sub(r"/\*.*|^ \*.*", "", line)
                if re.search(DRUGS, code, re.I):
                    found += f"{path}:{number}: names a drug: {line.strip()}\n"
    return found


def main():
    faults = [clean_faults(), wired_faults(), *(change_fault(name, *change) for name, change in CHANGES.items())]
    print("".join(faults), end="")
    failed = sum(map(bool, faults))
    print(f"{len(faults) - failed} passed, {failed} failed, 0 skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
