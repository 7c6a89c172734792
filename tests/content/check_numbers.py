#!/usr/bin/env python3
"""Checks that each figure of the briefing is one that its source gives.

Takes content/ketamine/*.md; wants every decimal, percentage, pair ("a vs b") and number with a thousands
comma to stand in FIGURES under a source that the same block cites: the paragraph, or a table's row with
its caption. Wants every line of WHOLE somewhere, too: figures too plain to be found by their form.
Prints a line a fault, exits 1 on any. The figures were copied from the sources, not from the text.
"""
import pathlib
import re
import sys

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "content" / "ketamine"
NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?%?"
FIGURE = re.compile(rf"(?<![\w.,]){NUMBER}(?: vs {NUMBER})?(?![\w,.]*\d)")
CITATION = re.compile(r"@([A-Za-z0-9]+)")

FIGURES = {
    "dean2021": "27.4% vs 8.8%; 3.94; 1.54; 10.10; 46.5% vs 25.9%; 2.48; 1.00; 6.18",
    "wilkinson2019": "1.8; 1.4; 2.2; 0.7; 0.4; 0.9",
    "lii2023": "5.82; 13.3; 1.64; 0.13; 36.8%; 60%; 50%",
    "jelovac2025": "3.16; 8.54; 2.22; 0.25",
    "wilkinson2018": "0.48; 0.85",
    "lapidus2014": "44% vs 6%",
    "zarate2006ketamine": "0.5",
    "popova2019": "4.0; 7.31; 0.64; 7%; 0.9%; 1.5",
    "janik2025": "5.1; 6.8; 21.7; 24.3; 24.8; 19.0",
    "jnj2025mono": "22.5% vs 7.6%",
    "daly2019": "26.7% vs 45.3%; 26.7%; 45.3%; 0.49; 0.29; 0.84; 20.4 vs 4.8; 23.0 vs 0; 16.4 vs 0.7; "
                "21.1 vs 2.1; 17.8 vs 9.7; 27.0 vs 6.9; 25.0 vs 5.5; 15.8 vs 0.7; 6.6 vs 3.4; 7.2 vs 0; "
                "6.6 vs 0.7; 7.9 vs 3.4; 5.9 vs 0; 152 vs 145",
    "canuso2021": "38.3 vs 13.8; 33.9 vs 5.8; 26.9 vs 13.8; 20.7 vs 10.2; 20.3 vs 20.4; 19.8 vs 12.9; "
                  "11.9 vs 4.9; 11.5 vs 4.0; 11.5 vs 3.1; 11.5 vs 5.3; 10.1 vs 7.6; 10.1 vs 2.2; 227 vs 225",
    "reif2023": "27.1% vs 17.6%",
    "abdallah2020": "41%; 13%",
    "tiger2020": "0.644; 0.002; 16.7%; 0.036",
    "jelen2025": "0.029; 0.023",
    "yoon2025": "80%",
    "fdalabel2026": "41% vs 9%; 29% vs 8%; 23% vs 9%; 0.3; 0.4; 0.5; 1.5",
    "mhe2023": "868,000; 100,000",
    "winstock2012": "1,285; 26.6%; 17%",
    "seed001": "70%",
}
WHOLE = [
    "| Any sedation, observer scale | 48 to 61 | – |",
    "same scale | 0.3 to 0.4 | – |",
    "(2019 text) | 61 to 75 | – |",
    "| Systolic rise of 40 mmHg or more: under 65 years | 8 | 0.5 |",
    "| Systolic rise of 40 mmHg or more: 65 and over | 17 | 2 |",
    "| Diastolic rise of 25 mmHg or more: under 65 years | 13 | 3 |",
    "| Diastolic rise of 25 mmHg or more: 65 and over | 14 | 3 |",
    "| Systolic 180 mmHg or more: under 65 years | 3 | – |",
    "| Systolic 180 mmHg or more: 65 and over | 3 | 2 |",
    "40 reports of respiratory depression and 2 of respiratory arrest",
    "No food for 2 h, no drink for 30 min; nasal steroid or decongestant at least 1 h before",
    "blood pressure about 40 min after",
    "0.5 mg/kg of racemic ketamine",
    "(56 mg arm)", "(84 mg arm)", "5 to 20 mg a day",
    "14 were treated, 12 completed, 7 responded",
    "3 of 6 pain patients",
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
    count = sum(len(figures(block)) for path in paths for block, _ in blocks(path.read_text(encoding="utf-8")))
    if not count:
        faults.append(f"{FOLDER}: no figures found")
    print("\n".join(faults) if faults else f"numbers: {count} figures, each with a source that gives it")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
