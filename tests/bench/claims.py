"""Makes a project of many claims and sources, and measures `check` of it and of the briefing.

`check` of 10,000 claims, each with a passage to be found in a text of 10,000 lines, and 2,000 sources.
"""
import shutil
import statistics
import subprocess
import sys

CLAIMS, SOURCES = 10000, 2000
CLAIM = """- id: k{0}
  topic: efficacy
  statement: Drug {0} may help ({{{{r.drug}}}} against {{{{r.rest}}}}).
  short: Drug {0} helps
  evidence: human-randomised
  population: adults
  rests-on:
  - {{cite: s{1}, locator: table {0}, passage: the response to drug {0} was 60 of 100, text: text.txt}}
  certainty: low
  downgraded: [{{for: risk-of-bias, because: unblinded}}, {{for: imprecision, because: few people}}]
  reviewed: {{by: to-fill, on: 2026-11-01, until: 2027-11-01}}
  numbers:
    r.drug: {{value: 60, unit: "%", interval: [50, 70], level: 95, n: 100, events: 60, measure: risk, time-frame: 1 day}}
    r.rest: {{value: 30, unit: "%", n: 100, events: 30, measure: risk, time-frame: 1 day}}
    r.rr: {{value: 2.0, measure: risk-ratio}}
    r.gain: {{value: 30, unit: "%", measure: risk-difference, baseline: r.rest, relative: r.rr}}
"""
SOURCE = """- id: s{0}
  type: article-journal
  author: [{{family: Name{0}, given: A. B.}}]
  title: Title {0} of a paper
  container-title: Journal of Trials
  volume: '{0}'
  page: 1-9
  issued: {{date-parts: [[2020]]}}
  DOI: 10.1000/x{0}
"""
DOCUMENT = """title: Many claims
language: en-US
version: "1"
date: 2026-11-21
layout: layouts/a4-staff.yaml
claims: [claims.yaml]
sources: [sources.yaml]
nocite: "*"
sections: [section.md]
"""


def project(root, folder):
    """The project's document, its files written below `folder`."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(root / "content/layouts", folder / "layouts")
    shutil.copytree(root / "fonts", folder / "fonts")
    (folder / "claims.yaml").write_text("claims:\n" + "".join(CLAIM.format(i, i % SOURCES) for i in range(CLAIMS)))
    (folder / "sources.yaml").write_text("references:\n" + "".join(SOURCE.format(i) for i in range(SOURCES)))
    (folder / "text.txt").write_text("".join(f"Now the response to drug {i} was 60 of 100 people.\n" for i in range(CLAIMS)))
    (folder / "section.md").write_text("# Many claims\n\nText.\n")
    (folder / "document.yaml").write_text(DOCUMENT)
    return folder / "document.yaml"


def measure(root, program, room, starter, runs=5):
    """Prints and gives the median seconds and the memory of `check` for the briefing and the many claims."""
    documents = {"briefing": root / "content/ketamine-briefing.yaml", "10,000 claims": project(root, room)}
    record = {}
    print("\ncheck               seconds     MB")
    for name, document in documents.items():
        results = []
        for _ in range(runs):
            done = subprocess.run([sys.executable, "-I", "-S", "-c", starter, f"{program} check {document} 2>/dev/null"],
                                  capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=120)
            results.append(tuple(map(float, done.stdout.split())))
        if any(x[2] != 0 for x in results):
            print(f"{name:18}  failed")
            continue
        seconds, memory = statistics.median(x[0] for x in results), max(x[1] for x in results)
        print(f"{name:18} {seconds:8.3f} {memory:6.0f}")
        record[name] = {"seconds": seconds, "megabytes": memory, "runs": runs}
    sys.stdout.flush()
    return record
