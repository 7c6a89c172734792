#!/usr/bin/env python3
"""Checks the briefing's claims against what was cleared for print, and their wording against their certainty.

Takes what `imprimatur dump claims` says of both ketamine documents; wants every number, its interval and its
people to be those of REGISTER and every line of REGISTER in use, the certainty of each key statement to be that
of CERTAINTY, verbs that fit the certainty, animals named, ketamine and esketamine told apart, no reviewer
invented. The figures were copied from the evidence dossier, not from the claims. Prints a line a fault, exits 1.
"""
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = pathlib.Path(os.environ.get("IMPRIMATUR", ROOT / "build" / "imprimatur")).resolve()
DOCUMENTS = [ROOT / "content" / "ketamine-briefing.yaml", ROOT / "content" / "ketamine-evidence.yaml"]

# claim number: value [low..high] [n=people], source
REGISTER = """
k1a-saline response.ketamine: 27.4, dean2021
k1a-saline response.control: 8.8, dean2021
k1a-saline response.odds: 3.94 1.54..10.10, dean2021
k1a-saline response.people: 185, dean2021
k1a-saline response.trials: 7, dean2021
k1b-midazolam response.ketamine: 46.5, dean2021
k1b-midazolam response.control: 25.9, dean2021
k1b-midazolam response.odds: 2.48 1.00..6.18, dean2021
k1b-midazolam response.people: 296, dean2021
k1b-midazolam response.trials: 4, dean2021
k2-comparator size.saline: 1.8 1.4..2.2, wilkinson2019
k2-comparator size.midazolam: 0.7 0.4..0.9, wilkinson2019
k2-comparator size.people: 367, wilkinson2019
k2-comparator size.trials: 9, wilkinson2019
k3-relapse relapse.first: 3, abdallah2020
k3-relapse relapse.last: 14, abdallah2020
esketamine-added score.difference: -4.0 -7.31..-0.64, popova2019
stopping-for-harm stopping.esketamine: 7, popova2019
stopping-for-harm stopping.control: 0.9, popova2019
dissociation-meaning most.gone: 1.5, popova2019
esketamine-alone-56 score.difference: -5.1, janik2025
esketamine-alone-56 score.people: 378, janik2025
esketamine-alone-84 score.difference: -6.8, janik2025
esketamine-alone-remission remission.esketamine: 22.5, jnj2025mono
esketamine-alone-remission remission.control: 7.6, jnj2025mono
k5-continued relapse.esketamine: 26.7, daly2019
k5-continued relapse.control: 45.3, daly2019
k5-continued relapse.hazard: 0.49 0.29..0.84, daly2019
versus-quetiapine remission.esketamine: 27.1, reif2023
versus-quetiapine remission.control: 17.6, reif2023
k6a-suicidal-thoughts size.smallest: 0.48, wilkinson2018
k6a-suicidal-thoughts size.largest: 0.85, wilkinson2018
k6a-suicidal-thoughts size.people: 167, wilkinson2018
k7-serial score.points: -3.16 -8.54..2.22, jelovac2025
k7-serial score.p: 0.25, jelovac2025
k7-serial score.people: 62, jelovac2025
k7-serial score.randomised: 65, jelovac2025
k8-anesthesia response.ketamine: 60, lii2023
k8-anesthesia response.control: 50, lii2023
k8-anesthesia score.points: -5.82 -13.3..1.64, lii2023
k8-anesthesia score.p: 0.13, lii2023
k8-anesthesia score.people: 40, lii2023
k8-anesthesia guess.right: 36.8, lii2023
nasal-ketamine response.ketamine: 44, lapidus2014
nasal-ketamine response.control: 6, lapidus2014
nasal-ketamine response.people: 18, lapidus2014
first-report change.ketamine: 14, berman2000
first-report change.placebo: 0, berman2000
first-report change.people: 7, berman2000
first-report infusion.time: 40, berman2000
trial-2006 trial.people: 18, zarate2006ketamine
trial-2006 trial.onset: 2, zarate2006ketamine
trial-2006 trial.dose: 0.5, zarate2006ketamine
memantine-trial trial.people: 32, zarate2006memantine
memantine-trial trial.weeks: 8, zarate2006memantine
memantine-trial dose.lowest: 5, zarate2006memantine
memantine-trial dose.highest: 20, zarate2006memantine
sarcosine trial.people: 40, huang2013
sarcosine trial.weeks: 6, huang2013
k18-opioid crossover.treated: 14, williams2018
k18-opioid crossover.completed: 12, williams2018
k18-opioid crossover.responded: 7, williams2018
k18-opioid second.people: 26, jelen2025
k18-opioid glutamate.p: 0.029, jelen2025
k18-opioid mood.p: 0.023, jelen2025
k11-glutamate trial.people: 26, jelen2025
k18-opioid parallel.randomised: 65, yoon2025
k18-opioid parallel.treated: 58, yoon2025
k18-opioid parallel.remission: 80, yoon2025
k15-mtor response.rapamycin: 41, abdallah2020
k15-mtor response.without: 13, abdallah2020
k15-mtor trial.people: 20, abdallah2020
serotonin-binding binding.people: 30, tiger2020
serotonin-binding hippocampus.rise: 16.7, tiger2020
serotonin-binding hippocampus.p: 0.036, tiger2020
serotonin-binding baseline.correlation: -0.644, tiger2020
serotonin-binding baseline.p: 0.002, tiger2020
label-rates dissociation.esketamine: 41 n=346, fdalabel2026
label-rates dissociation.placebo: 9 n=222, fdalabel2026
label-rates dizziness.esketamine: 29 n=346, fdalabel2026
label-rates dizziness.placebo: 8 n=222, fdalabel2026
label-rates sedation.esketamine: 23 n=346, fdalabel2026
label-rates sedation.placebo: 9 n=222, fdalabel2026
label-sedation sedation.lowest: 48, fdalabel2026
label-sedation sedation.highest: 61, fdalabel2026
label-sedation unconscious.lowest: 0.3, fdalabel2026
label-sedation unconscious.highest: 0.4, fdalabel2026
label-dissociation-scale dissociation.lowest: 61, fdalabel2026
label-dissociation-scale dissociation.highest: 75, fdalabel2026
pressure-systolic-rise rise.esketamine-under-65: 8, fdalabel2026
pressure-systolic-rise rise.placebo-under-65: 0.5, fdalabel2026
pressure-systolic-rise rise.esketamine-from-65: 17, fdalabel2026
pressure-systolic-rise rise.placebo-from-65: 2, fdalabel2026
pressure-diastolic-rise rise.esketamine-under-65: 13, fdalabel2026
pressure-diastolic-rise rise.placebo-under-65: 3, fdalabel2026
pressure-diastolic-rise rise.esketamine-from-65: 14, fdalabel2026
pressure-diastolic-rise rise.placebo-from-65: 3, fdalabel2026
pressure-systolic-180 rise.esketamine-under-65: 3, fdalabel2026
pressure-systolic-180 rise.esketamine-from-65: 3, fdalabel2026
pressure-systolic-180 rise.placebo-from-65: 2, fdalabel2026
pressure-time peak.time: 40, fdalabel2026
pressure-time settling.time: 4, fdalabel2026
pressure-checks check.time: 40, fdalabel2026
k21-observation observation.time: 2, fdarems
breathing depression.reports: 40, mhe2023
breathing arrest.reports: 2, mhe2023
breathing sessions.count: 868000, mhe2023
breathing depression.rate: 5, mhe2023
infusion-effects reports.included: 60, short2018
infusion-effects reports.found: 288, short2018
compounded-nasal reports.count: 5, fda2022nasal
k22-heavy-use survey.people: 1285, winstock2012
k22-heavy-use urinary.users: 26.6 n=1285, winstock2012
k22-heavy-use dependence.users: 17, winstock2012
liver injury.patients: 50 n=6 events=3, noppers2011
"""
# event: with acute suicidality (canuso2021); continued against stopped (daly2019); alone (janik2025)
EVENTS = """
dizziness: 38.3 vs 13.8; 20.4 vs 4.8; 21.7
dissociation: 33.9 vs 5.8; 23.0 vs 0; 24.3
nausea: 26.9 vs 13.8; 16.4 vs 0.7; 24.8
sleepiness: 20.7 vs 10.2; 21.1 vs 2.1; -
headache: 20.3 vs 20.4; 17.8 vs 9.7; 19.0
taste: 19.8 vs 12.9; 27.0 vs 6.9; -
vertigo: -; 25.0 vs 5.5; -
vision: 11.9 vs 4.9; 15.8 vs 0.7; -
pressure: 11.5 vs 4.0; 6.6 vs 3.4; -
tingling: 11.5 vs 3.1; 7.2 vs 0; -
vomiting: 11.5 vs 5.3; 6.6 vs 0.7; -
anxiety: 10.1 vs 7.6; 7.9 vs 3.4; -
sedation: 10.1 vs 2.2; 6.6 vs 0.7; -
confusion: -; 5.9 vs 0; -
"""
# the dossier's table 4.1, for people; "unknown" prints as very low
CERTAINTY = {
    "k1a": "very-low", "k1b": "very-low", "k2": "moderate", "k3": "moderate", "k4": "moderate", "k5": "moderate",
    "k6a": "low", "k6b": "high", "k7": "not-supported", "k8": "not-supported", "k9": "high", "k10": "very-low",
    "k11": "low", "k12": "very-low", "k13": "very-low", "k14": "very-low", "k15": "low", "k16": "not-supported",
    "k17": "low", "k18": "low", "k19": "low", "k20": "high", "k21": "high", "k22": "high", "k23": "very-low",
    "k24": "high",
}
VERBS = {  # what a statement of this certainty must say, and what it must not
    "high": (r"", r"\b(may|might|probably|likely|uncertain)\b"),
    "moderate": (r"\b(probably|likely)\b", r"\b(may|might|uncertain)\b"),
    "low": (r"\b(may|might)\b", r"\b(proves?|shows?)\b"),
    "very-low": (r"\bevidence is very uncertain\b|\bmay\b.*\balmost no human data\b", r"\b(proves?|shows?)\b"),
    "not-supported": (r"\bdid not (clearly|support)\b", r"\b(proves?|shows?)\b"),
}
COUNTED = {"stopping-for-harm", "breathing", "first-report"}  # tell what was counted, not what is so
ANIMALS = r"\b(rats?|mice|rodents?|monkeys?|animal|cells|laboratory)\b"
SPRAY = {"popova2019", "janik2025", "jnj2025mono", "daly2019", "canuso2021", "reif2023", "wajs2020", "zaki2023",
         "mhe2023", "gastaldon2021", "jnjrems", "fdarems"}  # sources on esketamine alone
RACEMIC = {"dean2021", "wilkinson2019", "wilkinson2018", "abdallah2020", "zarate2006ketamine", "jelovac2025",
           "lii2023", "lapidus2014", "berman2000", "short2018", "jelen2025", "williams2018", "yoon2025",
           "holmes2022", "tiger2020", "morgan2012", "winstock2012", "noppers2011", "fda2022nasal",
           "fda2023compounded"}  # sources on ketamine


def register():
    """(claim, number) -> what the dump should say of it."""
    cleared = {}
    for line in REGISTER.strip().splitlines():
        name, value = line.split(": ")
        cleared[tuple(name.split(" "))] = value
    arms = [("acute-esketamine", "canuso2021", " n=227"), ("acute-control", "canuso2021", " n=225"),
            ("kept", "daly2019", " n=152"), ("stopped", "daly2019", " n=145"), ("alone", "janik2025", "")]
    for line in EVENTS.strip().splitlines():
        event, cells = line.split(": ")
        acute, kept, alone = [cell.split(" vs ") for cell in cells.split("; ")]
        values = (acute if len(acute) == 2 else ["-", "-"]) + kept + alone
        for (arm, source, people), value in zip(arms, values):
            if value != "-":
                cleared[f"event-{event}", f"{event}.{arm}"] = f"{value}{people}, {source}"
    return cleared


def read(document):
    """The claims of a document: id -> {"numbers": {name: (text, source)}, "cites": …, key: text}."""
    done = subprocess.run([PROGRAM, "dump", "claims", document], capture_output=True, text=True, timeout=60)
    if done.returncode != 0:
        sys.exit(f"{document.name}: exit status {done.returncode}\n{done.stderr}")
    claims = {}
    for line in done.stdout.splitlines():
        if line.startswith("claim "):
            claim = claims.setdefault(line.split(" ")[1], {"numbers": {}, "cites": set()})
            continue
        number = re.match(r"  number (\S+) = (\S+)(.*)$", line)
        if number:
            part = dict(re.findall(r"\b(low|high|n|events)=(-?[\d.]+)", number.group(3)))
            text = number.group(2)
            text += f" {part['low']}..{part['high']}" if "low" in part else ""
            text += "".join(f" {name}={part[name]}" for name in ("n", "events") if name in part)
            source = re.search(r"@([A-Za-z0-9]+)", number.group(3))
            claim["numbers"][number.group(1)] = f"{text}, {source.group(1) if source else 'no source'}"
        elif line.startswith("  rests on @"):
            claim["cites"].add(re.match(r"  rests on @([A-Za-z0-9]+)", line).group(1))
            if not re.match(r"  rests on @\S+, \S", line):
                claim["bare"] = line.strip()
        elif line.startswith("  reviewed "):
            claim["reviewed"] = line.strip()
        elif ": " in line:
            key, text = line.strip().split(": ", 1)
            claim.setdefault(key, text)
    return claims


def check_numbers(claims):
    cleared = register()
    given = {(claim, name): text for claim, data in claims.items() for name, text in data["numbers"].items()}
    faults = [f"{' '.join(at)} is {text} and not cleared for print" for at, text in given.items() if at not in cleared]
    faults += [f"{' '.join(at)} is {given[at]}; cleared is {text}"
               for at, text in cleared.items() if at in given and given[at] != text]
    return faults + [f"{' '.join(at)} is cleared and in no claim" for at in cleared if at not in given]


def check_wording(name, claim):
    statement, certainty, faults = claim["statement"], claim.get("certainty"), []
    if certainty and name not in COUNTED:
        must, must_not = VERBS[certainty]
        animal = re.match(rf"In .*?{ANIMALS}", statement)  # what holds for animals may be said more firmly
        if not re.search(must, statement) or (re.search(must_not, statement) and not animal):
            faults.append(f"{name}: the words do not fit {certainty} certainty: {statement}")
    if claim.get("evidence") in ("animal", "in-vitro") and name != "mirror-forms":
        if not re.search(ANIMALS, statement, re.IGNORECASE):
            faults.append(f"{name}: names no animal: {statement}")
    return faults


def check_names(name, claim):
    """Ketamine and esketamine are told apart by what each source is about."""
    words, cites = claim["statement"], claim["cites"]
    if cites and cites <= SPRAY and not re.search(r"(?i)esketamine|spray", words):
        return [f"{name}: rests on esketamine trials and does not name it: {words}"]
    if cites and cites <= RACEMIC and re.search(r"(?i)esketamine", words.replace("nor esketamine", "")):
        return [f"{name}: rests on ketamine trials and names esketamine: {words}"]
    return []


def check_claims(claims):
    faults = check_numbers(claims)
    key = {re.match(r"k\d+[ab]?", name).group(): name for name in claims if re.match(r"k\d+[ab]?-", name)}
    faults += [f"{k}: no such key statement" for k in CERTAINTY if k not in key]
    faults += [f"{name}: certainty is {claims[name].get('certainty')}, should be {CERTAINTY.get(k)}"
               for k, name in key.items() if claims[name].get("certainty") != CERTAINTY.get(k)]
    for name, claim in claims.items():
        faults += check_wording(name, claim) + check_names(name, claim)
        if claim.get("reviewed") != "reviewed by=to-fill":
            faults.append(f"{name}: nobody has reviewed it, so by is to-fill; is {claim.get('reviewed')}")
        if "bare" in claim or not claim["cites"]:
            faults.append(f"{name}: a source without a place in it: {claim.get('bare', 'no source')}")
    return faults


def main():
    claims, same = (read(document) for document in DOCUMENTS)
    faults = check_claims(claims)
    if claims != same:
        faults.append("the briefing and its evidence do not have the same claims")
    print("\n".join(faults) if faults else f"claims: {len(claims)} claims as cleared, {len(register())} numbers")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
