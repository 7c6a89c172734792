#!/usr/bin/env python3
"""Checks the text of the briefing for what no parser sees.

Takes the sections and claim files of content/ketamine with its sources and glossary; wants every citation
key known and every source cited, every abbreviation of the glossary used, none of the phrases that a clinical
page must not carry, doses written safely, and in each section a key message and a box on what is not known.
Prints a line a fault, exits 1 on any. What a claim "corrects" quotes an older page and is therefore not
checked for phrases.
"""
import pathlib
import re
import sys

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "content" / "ketamine"
CITATION = re.compile(r"(?<![\w\\])@([A-Za-z0-9]+)|\b(?:cite|in): ([a-z]+\d+[a-z]*)")

MUST_NOT = [
    (r"lozenge|troche|start low|go slow|extended[- ]release|sprays? (per|an|every) hour", "home dosing"),
    (r"\b(take|give|inject|administer) \d[\d.]* ?(mg|mcg|mL)|recommended dose", "dosing advice"),
    (r"\bmagic|miracle|breakthrough|\bcures?\b|\bproven\b|\brewires?\b|\bregrows?\b", "hype"),
    (r"\b(is|are) (perfectly |completely |entirely )?safe\b(?!.*unknown)", "safety claimed"),
    (r"we know how|the mechanism is (known|clear)|fully understood", "mechanism claimed"),
    (r"approved ketamine for depression|(?<!es)ketamine nasal spray is approved", "approval"),
    (r"(?<!es)ketamine \(Spravato|Spravato \(ketamine|(?<!es)ketamine spray was approved", "name swap"),
    (r"doctors do(n’t| not) (give|prescribe)|any doctor can", "prescribing"),
    (r"(?<!not that )ketamine is an opioid|not related to opioid", "opioid"),
    (r"(does not|doesn’t|do not) bind (to )?opioid", "opioid binding"),
    (r"prevents suicide|shown to prevent suicide", "suicide"),
    (r"(not|non-?) ?addictive|no long-term (effects|harm)", "dependence"),
    (r"does not affect (serotonin|the monoamine)|works? by boosting serotonin", "serotonin"),
    (r"dissociation (is (needed|required)|means|proves)", "dissociation as a sign"),
    (r"activat(es|ing|ion of) eEF2(?! kinase)(?!.*kinase)(?<!kinase)", "eEF2 without its kinase"),
    (r"failed (every|all) (drug|treatment)|patients? (who )?failed|never respond", "blame"),
    (r"\b(start|stop|try) (taking )?(naltrexone|sarcosine|memantine|benzodiazepines)\b", "treatment advice"),
    (r"bluelight|oncloud9|\$ ?\d", "forum persons or prices"),
    (r"\b71\s?%|\b28\s?%|\b19\.6\s?%|\b8\s?(–|to)\s?19\s?%|61\s?(–|to)\s?84|140/90", "unverified number"),
]
SPELLING = [
    (r"\d(mg|mcg|mL|kg|mmHg|min|h)\b", "no space between number and unit"),
    (r"\d\.0+ ?(mg|mcg|mL|kg|g)\b", "trailing zero"),
    (r"(?<![\d.])\.\d", "naked decimal"),
    (r"\d ?(µg|ug|IU|cc|QD)\b", "unsafe abbreviation"),
    (r"\d %", "space before the percent sign"),
    (r"--|[\"'](?=\w)|\w'", "typewriter dash or quote"),
]


def prose(line):
    """The line without citations, attributes and link targets."""
    line = re.sub(r"\[[^\]\n]*@[^\]\n]*\]", "", line)
    line = re.sub(r"\{[^{}\n]*\}", "", line)
    return re.sub(r"\]\([^)\n]*\)", "]", line)


def check_line(name, number, text):
    faults = []
    for pattern, why in MUST_NOT:
        if re.search(pattern, text, re.IGNORECASE):
            faults.append(f"{name}:{number}: must not say ({why}): {text.strip()[:70]}")
    for pattern, why in SPELLING:
        if re.search(pattern, text):
            faults.append(f"{name}:{number}: {why}: {text.strip()[:70]}")
    return faults


def check_claims(path):
    """The texts of a claim file, a folded one in one piece; not its data, comments and corrected statements."""
    text = re.sub(r"\n {4,}(?=[^\s-])(?![\w.-]+: *\{)", " ", path.read_text(encoding="utf-8"))
    faults = []
    for number, line in enumerate(text.splitlines(), 1):
        kind = re.match(r"  (statement|short|population|for|against|would-settle|open-question): (.*)", line)
        because = re.search(r"\b(because|says): (.*)\}$", line)
        if kind or because:
            words = prose(kind.group(2) if kind else because.group(2)).strip('"')
            faults += check_line(path.name, f"~{number}", words)
    return faults


def check_section(path):
    name, text = path.name, path.read_text(encoding="utf-8")
    faults = []
    for box in ("key-message", "uncertainty"):
        if not re.search(r"^:::+ *(\{[^}\n]*\." + box + r"\b|" + box + r"\s*$)", text, re.MULTILINE):
            faults.append(f"{name}: no {box} box")
    if len(re.findall(r"^# .*\{#sec-[a-z-]+\}$", text, re.MULTILINE)) != 1:
        faults.append(f"{name}: wants exactly one # heading with an id")
    for number, line in enumerate(text.splitlines(), 1):
        if not re.match(r"^\|[\s:|-]+\|$|^:::", line):
            faults += check_line(name, number, prose(line))
    return faults


def main():
    sections = sorted(FOLDER.rglob("*.md"))
    files = sorted((FOLDER / "claims").glob("*.yaml"))
    text = "\n".join(p.read_text(encoding="utf-8") for p in sections + files)
    cited = {a or b for a, b in CITATION.findall(text)}
    sources = re.findall(r"^- id: (\S+)", (FOLDER / "references.yaml").read_text(encoding="utf-8"), re.M)
    glossary = (FOLDER / "glossary.yaml").read_text(encoding="utf-8").split("\nterms:")[0]
    short = re.findall(r"^  ([\w-]+):", glossary, re.MULTILINE)
    faults = [f"@{key} is cited and not in references.yaml" for key in sorted(cited - set(sources))]
    faults += [f"{key} is in references.yaml and not cited" for key in sources if key not in cited]
    faults += [f"{key} stands twice in references.yaml" for key in set(sources) if sources.count(key) > 1]
    faults += [f"{a} is in the glossary and not used" for a in short if not re.search(rf"\b{a}\b", text)]
    for path in sections:
        faults += check_section(path)
    for path in files:
        faults += check_claims(path)
    if not sections or not files:
        faults.append(f"{FOLDER}: no sections or no claims")
    print("\n".join(faults) if faults else
          f"content: {len(sections)} sections, {len(files)} claim files, {len(sources)} sources")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
