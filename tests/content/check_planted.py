#!/usr/bin/env python3
"""Plants faults in a copy of the briefing, and wants `check` to find each one at its place.

Each fault is what a tired author does: a digit changed in one of two copies, a plain verb on a doubtful claim, a
retracted paper cited, an unsafe way to write a dose, a safety statement dropped, a review forgotten. Wants the
rule's id and the file in the messages, exit status 1, and status 0 for the briefing as it is.
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
EFFECT, MECHANISMS = "ketamine/claims/effect.yaml", "ketamine/claims/mechanisms.yaml"
BRIEFING, SOURCES = "ketamine-briefing.yaml", "ketamine/references.yaml"
SIDE, MONITORING = "ketamine/side-effects.md", "ketamine/monitoring.md"
RETRACTED = """references:
- id: parsaik2015
  type: article-journal
  author: [{family: Parsaik, given: A. K.}]
  title: "Efficacy of ketamine in bipolar depression: systematic review and meta-analysis"
  container-title: Journal of Psychiatric Practice
  volume: '21'
  page: 427-435
  issued: {date-parts: [[2015, 11]]}
  DOI: 10.1097/pra.0000000000000106
"""
COPY = """claims:
- id: copy
  statement: The early benefit of ketamine is probably smaller against midazolam (*d* {{size.midazolam}}).
  rests-on: [{cite: wilkinson2019, locator: abstract}]
  numbers:
    size.midazolam: {value: 0.8, interval: [0.4, 0.9], measure: standardised-difference}
"""
FORUM = """claims:
- id: forum
  topic: dosing
  statement: One infusion a week is enough.
  evidence: anecdote
  rests-on: [{cite: seed002, locator: "a reader's comment"}]
"""
PASSAGE = "locator: abstract, passage: benefit within 4 hours, text: said.txt}"

# what is done: (rule, file of the message, [(file, pattern, replacement)], further words of the command)
PLANTED = {
    "an estimate outside its interval": ("ci-sane", EFFECT, [(EFFECT, r"value: 3\.94", "value: 39.4")], []),
    "a number with another digit": ("datum-changed", EFFECT, [(EFFECT, r"value: 27\.4", "value: 28.4")], []),
    "a typed number with another digit": ("datum-changed", MONITORING, [
        (MONITORING, r"about 40 minutes", "about 90 minutes")], []),
    "the head of a made table with another digit": ("datum-changed", SIDE, [
        (SIDE, r"\|65 and over: placebo", "|66 and over: placebo")], []),
    "a column that no number has": ("effects-arm", SIDE, [
        (SIDE, r"acute-esketamine acute-control", "acute-esketamin acute-control")], []),
    "a copied number with another digit": ("one-datum", EFFECT, [(EFFECT, r"^claims:\n", COPY)], []),
    "a passage with another digit": ("claim-quote", EFFECT, [
        (EFFECT, r"cite: berman2000, locator: abstract\}", "cite: berman2000, " + PASSAGE)], []),
    "a plain verb on a low certainty": ("grade-verb", MECHANISMS, [
        (MECHANISMS, r"The benefit of ketamine may need", "The benefit of ketamine needs")], []),
    "a forum post for a dose": ("anecdote-dosing", EFFECT, [(EFFECT, r"^claims:\n", FORUM)], []),
    "a retracted paper": ("ref-retracted", SIDE, [
        (SOURCES, r"^references:\n", RETRACTED), (SIDE, r"\[@gastaldon2021\]", "[@gastaldon2021; @parsaik2015]")], []),
    "1.0 mg": ("trailing-zero", SIDE, [(SIDE, r"Watch every patient", "After 1.0 mg watch every patient")], []),
    ".5 mg": ("naked-decimal", SIDE, [(SIDE, r"Watch every patient", "After .5 mg watch every patient")], []),
    "10mg": ("unit-spacing", SIDE, [(SIDE, r"Watch every patient", "After 10mg watch every patient")], []),
    "a dose ten times too high, the drug's pack alone": ("dose-sane", SIDE, [
        (BRIEFING, r"^  - packs/(medication|certainty|plain).*\n", ""),
        (SIDE, r"Watch every patient", "After 840 mg of esketamine spray watch every patient")], []),
    "QD": ("unit-abbrev", SIDE, [(SIDE, r"Watch every patient", "Watch QD every patient")], []),
    "no contraindications": ("safety-complete", "", [
        ("ketamine/*.md", r"(?i)contraindicat\w*", "Ruled out"), ("ketamine/*.md", r"(?i)aneurysm\w*", "Some"),
        ("ketamine/claims/*.yaml", r"(?i)is contraindicated", "is ruled out"),
        ("ketamine/claims/*.yaml", r"(?i)aneurysm\w*", "some")], []),
    "a review date that has passed": ("expired", BRIEFING, [
        (BRIEFING, r"review-by: to-fill", "review-by: 2026-12-01")], ["--release", "--today", "2026-12-02"]),
}


def plant(room, changes):
    """A copy of the content with the changes; each must find something to change."""
    content = room / "content"
    shutil.copytree(ROOT / "content", content, dirs_exist_ok=True)
    (content / "ketamine" / "claims" / "said.txt").write_text("We found a benefit within 2 hours.\n")
    for pattern, old, new in changes:
        found = 0
        for path in sorted(content.glob(pattern)):
            text, count = re.subn(old, lambda _: new, path.read_text(encoding="utf-8"), flags=re.MULTILINE)
            path.write_text(text, encoding="utf-8")
            found += count
        if found == 0:
            raise ValueError(f"{pattern} has no {old!r}")
    return content / BRIEFING


def check(document, words):
    done = subprocess.run([PROGRAM, "check", document, *words], capture_output=True, text=True, timeout=60)
    return done.returncode, done.stderr + done.stdout


def fault_of(name, room):
    """What is wrong with how the program takes a planted fault, or nothing."""
    rule, file, changes, words = PLANTED[name]
    status, said = check(plant(room, changes), words)
    places = [line for line in said.splitlines()
              if f"[{rule}]" in line and " error: " in line]
    if status != 1:
        return f"{name}: exit status {status}\n{said}"
    if not any(file in line for line in places):
        return f"{name}: no error [{rule}] in {file or 'any file'}:\n{said}"
    return ""


def main():
    faults = []
    with tempfile.TemporaryDirectory() as folder:
        room = pathlib.Path(folder)
        shutil.copytree(ROOT / "fonts", room / "fonts")
        status, said = check(plant(room, []), [])
        if status != 0:
            faults.append(f"the briefing as it is: exit status {status}\n{said}")
        faults += [fault for fault in (fault_of(name, room) for name in PLANTED) if fault]
    print("\n".join(faults) if faults else f"planted: {len(PLANTED)} faults, each found")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
