#!/usr/bin/env python3
"""Prints the briefing in AMA, NLM and APA by changing one line, and reads the cites and references of each.

What a medical editor would mark is looked for in every line: doubled or stray punctuation, empty brackets,
an entry without its year or out of order, a cite that prints nothing; and some entries are compared whole.
"""
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = pathlib.Path(os.environ.get("IMPRIMATUR", ROOT / "build" / "imprimatur")).resolve()
DOCUMENT = ROOT / "content" / "ketamine-briefing.yaml"
FOLDER = pathlib.Path("/usr/share/citation-style-language/styles")
STRAY = re.compile(r"\.\.(?!\.)|,,|;;| ,| ;|\( |\(\)|\[\]|: \.|, \.|undefined|\s{2}")
# how a cite of one source looks, and one entry of each kind as it should stand
STYLES = {
    "american-medical-association": (
        r"raised: \d+([,-]\d+)*(\([^)]*\))?", {
            "popova2019": "Popova V, Daly EJ, Trivedi M, et al. Efficacy and safety of flexibly dosed esketamine nasal "
            "spray combined with a newly initiated oral antidepressant in treatment-resistant depression: a randomized "
            "double-blind active-controlled study. Am J Psychiatry. 2019;176(6):428-438. "
            "doi:10.1176/appi.ajp.2019.19020172",
            "nikayin2022": "Nikayin S, Murphy E, Krystal JH, Wilkinson ST. Long-term safety of ketamine and esketamine "
            "in treatment of depression. Expert Opin Drug Saf. 2022;21(6):777-787. doi:10.1080/14740338.2022.2066651",
        }),
    "vancouver": (
        r": \(\d+([,\N{EN DASH}]\d+)*\)", {
            "popova2019": "Popova V, Daly EJ, Trivedi M, Cooper K, Lane R, Lim P, et al. Efficacy and safety of "
            "flexibly dosed esketamine nasal spray combined with a newly initiated oral antidepressant in "
            "treatment-resistant "
            "depression: a randomized double-blind active-controlled study. Am J Psychiatry [Internet]. 2019 Jun "
            "1;176(6):428\N{EN DASH}38. Available from: https://doi.org/10.1176/appi.ajp.2019.19020172",
            "jnjrems": "Johnson & Johnson Medical Connect. Spravato REMS patient monitoring form overview [Internet]. "
            "[cited 2026 Nov 20]. Available from: https://jnjmedicalconnect.com/products/spravato/"
            "video-spravato-rems-patient-monitoring-form-overview",
        }),
    "apa": (
        r": (\(.*(\d{4}|n\.d\.)[a-z]?(, .*)?\)|[^(]+ \(.*\))", {
            "nikayin2022": "Nikayin, S., Murphy, E., Krystal, J. H., & Wilkinson, S. T. (2022). Long-term safety of "
            "ketamine and esketamine in treatment of depression. Expert Opinion on Drug Safety, 21(6), "
            "777\N{EN DASH}787. https://doi.org/10.1080/14740338.2022.2066651",
            "jnjrems": "Johnson & Johnson Medical Connect. (n.d.). Spravato REMS patient monitoring form overview. "
            "Retrieved November 20, 2026, from https://jnjmedicalconnect.com/products/spravato/"
            "video-spravato-rems-patient-monitoring-form-overview",
        }),
}


def dump(style):
    done = subprocess.run([PROGRAM, "dump", "references", DOCUMENT, "--set", f"citation-style={style}"],
                          capture_output=True, text=True, timeout=60)
    return done.returncode, re.sub(r"</?\w+( [^>]*)?>", "", done.stdout), done.stderr


def faults_of(style, cite, wanted):
    """What is wrong with the briefing in a style, one line each."""
    status, text, messages = dump(style)
    if status != 0:
        return [f"{style}: exit status {status}\n{messages}"]
    cites = [x for x in text.splitlines() if x.startswith("cite ")]
    entries = dict(re.findall(r"^entry ref-(\S+): (.*)$", text, re.M))
    bodies = {key: re.sub(r"^\d+\. \| ", "", entry) for key, entry in entries.items()}
    faults = [f"{style}: {x}" for x in cites if not re.search(cite, x.split("]", 1)[1])]
    faults += [f"{style}: stray marks in {key}: {body}" for key, body in bodies.items() if STRAY.search(body)]
    faults += [f"{style}: {key} should be: {body}\n  is: {bodies.get(key)}"
               for key, body in wanted.items() if bodies.get(key) != body]
    cited = {key for x in cites for key in re.findall(r"@([\w:.-]+)", x.split("]", 1)[0])}
    faults += [f"{style}: {key} is cited and not listed" for key in sorted(cited - set(entries))]
    numbers = [int(x) for x in re.findall(r"^entry \S+ (\d+)\. \|", text, re.M)]
    if numbers != list(range(1, len(numbers) + 1)) or (style != "apa") != bool(numbers):
        faults.append(f"{style}: the numbers are {numbers}")
    return faults


def main():
    if not (FOLDER / "vancouver.csl").exists():
        print("skipped: the package citation-style-language-styles is not installed")
        return 77
    faults = [fault for style, (cite, wanted) in STYLES.items() for fault in faults_of(style, cite, wanted)]
    print("\n".join(faults) or f"{len(STYLES)} styles print the briefing")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
