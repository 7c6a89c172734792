#!/usr/bin/env python3
"""Checks that no figure stands in the briefing's own words that a claim should carry.

Takes content/ketamine/*.md; wants every decimal, percentage, pair ("a vs b") and number with a thousands comma
to come from a claim ({{claim:…}}), which check_claims.py compares with what was cleared, or else to stand in
FIGURES under a source that the same block cites: the paragraph, or a table's row with its caption. Wants every
line of WHOLE somewhere, too: figures too plain to be found by their form. Prints a line a fault, exits 1 on any.
"""
import pathlib
import re
import sys

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "content" / "ketamine"
NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?%?"
FIGURE = re.compile(rf"(?<![\w.,]){NUMBER}(?: vs {NUMBER})?(?![\w,.]*\d)")
CITATION = re.compile(r"@([A-Za-z0-9]+)")

FIGURES = {"fdalabel2026": "1.5"}  # "source": "figure; figure" that no claim carries
WHOLE = [
    "No food for 2 h, no drink for 30 min; any nasal steroid or decongestant at least 1 h before",
    "{{claim:breathing.statement}}",
    "about {{claim:pressure-checks.check.time}} after",
    "{{claim:trial-2006.trial.dose}} of racemic ketamine, over {{claim:first-report.infusion.time}} in such trials",
    "{{claim:memantine-trial.dose.lowest.value}} to {{claim:memantine-trial.dose.highest}} a day",
    "{{claim:k18-opioid.crossover.treated}} were treated, {{claim:k18-opioid.crossover.completed}} completed, "
    "{{claim:k18-opioid.crossover.responded}} responded",
    "enzymes rose in {{claim:liver.injury.patients.of}} pain patients",
    "response was {{claim:k15-mtor.response.rapamycin}} with it and {{claim:k15-mtor.response.without}} without",
    "after stopping esketamine in stable remission ({{claim:k5-continued.relapse.control}}) than when it is continued "
    "({{claim:k5-continued.relapse.esketamine}}; one sponsor trial)",
]


def blocks(text):
    """The text in blocks: (what may hold figures, keys cited for it)."""
    parts = [p.strip() for p in re.split(r"\n\s*\n", text)]
    for part, after in zip(parts, parts[1:] + [""]):
        if not part.startswith("|"):
            yield part, set(CITATION.findall(part))
            continue
        caption = set(CITATION.findall(after)) if after.startswith("Table:") else set()
        for row in part.splitlines():
            yield row, set(CITATION.findall(row)) | caption


def figures(block):
    """The figures of a block that its form shows to be data."""
    bare = re.sub(r"\[[^\]\n]*@[^\]\n]*\]|\{[^{}\n]*\}|version \d[\d.]*", "", block)
    return [f for f in FIGURE.findall(bare) if re.search(r"[.%]|vs|\d,\d{3}", f)]


def check_file(path):
    faults = []
    for block, keys in blocks(path.read_text(encoding="utf-8")):
        allowed = {f for key in keys for f in FIGURES.get(key, "").split("; ")}
        for figure in figures(block):
            if figure not in allowed:
                faults.append(f"{path.name}: {figure} is given by no source cited there: {block[:60]}")
    return faults


def main():
    paths = sorted(FOLDER.glob("*.md"))
    text = "\n".join(p.read_text(encoding="utf-8") for p in paths)
    faults = [fault for path in paths for fault in check_file(path)]
    faults += [f"not found: {line}" for line in WHOLE if line not in text]
    for key, listed in FIGURES.items():
        lost = [f for f in listed.split("; ") if not re.search(rf"(?<![\d.]){re.escape(f)}(?![\d])", text)]
        faults += [f"{key}: {f} is listed and stands nowhere" for f in lost]
    count = len(re.findall(r"\{\{claim:[\w-]+\.[\w.-]+\}\}", text))
    if not count:
        faults.append(f"{FOLDER}: no figures of claims found")
    print("\n".join(faults) if faults else f"numbers: {count} uses of claims in the text, no figure beside them")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
