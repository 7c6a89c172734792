#!/usr/bin/env python3
"""Follows content/README.md as a new author would: what it shows of documents, policies, packs, sources and claims.

Takes the fenced YAML of those sections, makes of it a project in a scratch folder, with texts of its own where an
example only names a file, and prints it; then every form of a claim in the text, every part made from claims, an
exception beside each construct, versions, a retracted source with `impact`, and the schemas of all files. Wants no
message but those in EXPECTED. Prints a line a fault and, last, the counts.
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("IMPRIMATUR", str(ROOT / "build/imprimatur"))
README = (ROOT / "content/README.md").read_text(encoding="utf-8")
SOURCE = """- id: {key}
  type: article-journal
  author: [{{family: Example, given: A. N.}}]
  title: An invented paper called {key}
  container-title: Journal of Invented Trials
  volume: '1'
  page: 1-2
  issued: '2013'
  DOI: 10.1000/{doi}
"""
SUMMARY = """# Summary {#sec-summary}

::: key-message
Ketamine may relieve depression within a day [@murrough2013]; its use is off-label [@popova2019].
:::

## Safety {#sec-safety}

Sedation, dissociation, respiratory depression, misuse and suicidal thoughts are watched for at least two hours
[@popova2019]. Blood pressure is taken before the spray, at a certified site [@popova2019]. Contraindicated after an
aneurysm; no driving until the next day [@popova2019].

::: {.uncertainty #sec-uncertainty}
Who will benefit is unknown [@popova2019]; an older page says it [@oldpage]. Searched on {{search-date}}. {{funding}}
{{interests}} {{methods}} {{external-review}} {{update-procedure}} {{feedback-contact}}. NMDA and FDA are
[long words]{index="aspirin | salicylates | dose; by mouth | 5-HT"}.
:::
"""
TODAY = ["--today", "2026-11-21"]
EXPECTED = re.compile(r"\[(measure|risk-and-benefit|ref-falls)\]")  # of this text, not of the examples
passed, failed = 0, 0


def expect(name, good, why=""):
    global passed, failed
    passed, failed = passed + bool(good), failed + (not good)
    if not good:
        print(f"FAILED {name}: {why}")


def block(heading, number=0, opens=""):
    """A fenced YAML example of a section; opens: with what it starts."""
    text = README[README.index(f"\n{heading}\n"):]
    found = [part for part in re.findall(r"```yaml\n(.*?)```", text, re.DOTALL) if part.startswith(opens)]
    return found[number]


def run(room, *words):
    done = subprocess.run([PROGRAM, *words], cwd=room / "content", stdin=subprocess.DEVNULL, capture_output=True,
                          text=True, timeout=60)
    return done.returncode, done.stdout, done.stderr


def write(room, name, text):
    path = room / "content" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def project(room):
    """The examples as files where they say that they lie."""
    shutil.copytree(ROOT / "fonts", room / "fonts")
    for folder in ("layouts", "packs"):
        shutil.copytree(ROOT / "content" / folder, room / "content" / folder)
    keys = ["murrough2013", "dean2021", "x2020", "oldpage"]
    write(room, "doc.yaml", block("## Documents") + block("## Sources", opens="citations:"))
    write(room, "policies/clinic.yaml", block("## Policies"))
    write(room, "packs/lithium.yaml", block("## Packs"))
    write(room, "ketamine/glossary.yaml", block("## Glossary"))
    write(room, "ketamine/references.yaml", block("## Sources", opens="references:") + "".join(
        SOURCE.format(key=key, doi=f"invent.{key}") for key in keys))
    write(room, "ketamine/journals.yaml", "Journal of Invented Trials: J Invent Trials\n")
    write(room, "ketamine/retractions.yaml", block("## Sources", opens="retractions:"))
    write(room, "ketamine/claims/effect.yaml", block("## Claims"))
    write(room, "ketamine/claims/texts/dean2021.txt", "There: word for word what it says there, and more.\n")
    write(room, "ketamine/versions.yaml", "")
    write(room, "ketamine/checked.yaml", "")
    write(room, "ketamine/summary.md", SUMMARY)
    write(room, "ketamine/effect.md", "# Effect {#sec-effect}\n\n{{claim:k1}} {{claim:k7}}\n")


def quiet(name, room, *words):
    """Runs the program, on numbers that somebody compared, and wants no message that is not expected."""
    compared = run(room, "dump", "checked", "doc.yaml")[1] if words[-1] in TODAY else ""
    if compared:
        write(room, "ketamine/checked.yaml", compared)
    status, out, err = run(room, *words)
    said = [line for line in err.splitlines() if re.search(r" (error|warning): ", line)
            and not EXPECTED.search(line)]
    expect(name, status == 0 and not said, f"exit status {status}\n{err}")
    return out


def uses():
    """What the table "Claims in the text" writes, and the parts of a number that it lists."""
    text = README[README.index("### Claims in the text"):README.index("### Parts made from claims")]
    rows = [line for line in text.splitlines() if line.startswith("| `")]
    parts = [part for row in rows for part in re.findall(r"`(\.[a-z-]+)`", row)]
    written = [w for row in rows for w in re.findall(r"`([^`]+)`", row.split(" | ")[0]) if not w.startswith(".")]
    for part in parts:
        number = part in (".value", ".unit", ".interval", ".ci", ".n", ".events", ".of", ".time-frame", ".locator",
                          ".cite")
        if part in (".per", ".route"):
            written.append("{{claim:k1.dose" + part + "}}")
        else:
            written.append("{{claim:k1" + (".response.ketamine" if number else "") + part + "}}")
    return written


def check_uses(room):
    written = uses()
    expect("forms of a claim in the text", len(written) > 20, str(written))
    write(room, "ketamine/effect.md", "# Effect {#sec-effect}\n\n{{claim:k1}} {{claim:k7}}\n\n" + "\n\n".join(
        f"- The form reads {form} [@murrough2013]." for form in written) + "\n")
    quiet("claims in the text", room, "check", "doc.yaml", *TODAY)


def check_parts(room):
    table = README[README.index("| `make` | what |"):].split("\n\n")[0]
    makes = re.findall(r"^\| `([a-z-]+)` \|", table, re.MULTILINE)[1:]
    expect("parts in the table", len(makes) == 9, str(makes))
    columns = ' columns="ketamine midazolam certainty" heads="Event|Ketamine|Midazolam|Certainty" outcome=response'
    more = {"effects": columns, "trace": ' ids="k7 k1"', "sign-off": ' evidence=human-randomised'}
    example = re.search(r"```\n(::: claims .*?)```", README, re.DOTALL).group(1)
    boxes = "\n".join(f"::: claims {{make={make}{more.get(make, '')}}}\nThe part {make}\n:::\n" for make in makes)
    write(room, "ketamine/effect.md", f"# Effect {{#sec-effect}}\n\n{{{{claim:k7}}}}\n\n{example}\n{boxes}")
    quiet("parts made from claims", room, "check", "doc.yaml", *TODAY)


def check_exceptions(room):
    """Each fault beside its exception, and the same day after day."""
    excepted = re.findall(r"`(\[… 10 mg …\]\{.*?\}|::: note \{except=.*?\})`", README)
    expect("exceptions shown", len(excepted) == 2, str(excepted))
    law = "The tablets were taken by them. " * 9 + "The law says that it goes on " + "and on " * 40 + "until it ends."
    text = excepted[0].replace("…", "Esketamine nasal spray", 1).replace("…", "each time [@popova2019].", 1)
    write(room, "ketamine/effect.md", f"# Effect {{#sec-effect}}\n\n{{{{claim:k1}}}} {{{{claim:k7}}}}\n\n{text}\n\n"
          f"{excepted[1]}\n{law}\n:::\n")
    document = (room / "content/doc.yaml").read_text(encoding="utf-8")
    write(room, "doc.yaml", document.replace("packs: [", "packs: [packs/plain-language-en.yaml, "))
    quiet("exceptions hold", room, "check", "doc.yaml", *TODAY)
    status, _, err = run(room, "check", "doc.yaml", "--today", "2027-11-22")
    expect("exceptions end", err.count("[exception-expired]") == 5 and status == 0, err)
    write(room, "doc.yaml", document)
    write(room, "ketamine/effect.md", "# Effect {#sec-effect}\n\n{{claim:k1}} {{claim:k7}}\n")


def check_pack(room):
    """The example of a pack holds for a document that names it."""
    document = (room / "content/doc.yaml").read_text(encoding="utf-8")
    write(room, "doc.yaml", document.replace("packs/ketamine.yaml", "packs/lithium.yaml"))
    write(room, "ketamine/effect.md", "# Effect {#sec-effect}\n\n{{claim:k1}} {{claim:k7}} Lithium is harmless. "
          "Lithium 50 mg by mouth was too little, 5 U too much [@popova2019].\n")
    _, _, err = run(room, "check", "doc.yaml", *TODAY)
    for said in ("does not say: kidneys and thyroid", '"Lithium is harmless" must not be said',
                 "50 mg of lithium is outside 100 to 1800 mg", 'write "units" for "U"'):
        expect(f"the pack's {said}", said in err, err)
    write(room, "doc.yaml", document)
    write(room, "ketamine/effect.md", "# Effect {#sec-effect}\n\n{{claim:k1}} {{claim:k7}}\n")


def check_versions(room):
    entry = quiet("dump version", room, "dump", "version", "doc.yaml")
    write(room, "ketamine/versions.yaml", entry)
    quiet("the version that was given out", room, "check", "doc.yaml", *TODAY)
    path = room / "content/ketamine/claims/effect.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("people feel", "people notice"), encoding="utf-8")
    expect("a change without a version", "[version-bump]" in run(room, "check", "doc.yaml", *TODAY)[2])
    write(room, "ketamine/versions.yaml", "")


def check_retraction(room):
    path = room / "content/ketamine/references.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("invent.x2020", "INVENT.2015.427"), encoding="utf-8")
    _, _, err = run(room, "check", "doc.yaml", *TODAY)
    expect("a retracted source", 'source "x2020" was retracted: J Invent Trials 2016;22:90' in err, err)
    out = run(room, "impact", "x2020", "doc.yaml")[1]
    expect("impact names the claim", "claim k7" in out, out)


def check_schemas(room):
    loop = re.search(r"for kind in ([a-z ]+); do imprimatur schema", README).group(1).split()
    printed = {kind: quiet(f"schema {kind}", room, "schema", kind) for kind in loop}
    try:
        import jsonschema
        import yaml
    except ImportError:
        return
    files = {"document": "doc.yaml", "claims": "ketamine/claims/effect.yaml", "sources": "ketamine/references.yaml",
             "policy": "policies/clinic.yaml", "glossary": "ketamine/glossary.yaml", "pack": "packs/lithium.yaml"}

    class Reader(yaml.SafeLoader):  # YAML 1.2: a date, "on" and "off" are words
        yaml_implicit_resolvers = {c: [(tag, pattern) for tag, pattern in tags
                                       if not tag.endswith(("timestamp", "bool"))]
                                   for c, tags in yaml.SafeLoader.yaml_implicit_resolvers.items()}
    Reader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(true|false)$"), list("tf"))
    for kind, name in files.items():
        value = yaml.load((room / "content" / name).read_text(encoding="utf-8"), Reader)
        found = [f"{e.json_path}: {e.message}" for e in
                 jsonschema.Draft202012Validator(json.loads(printed[kind])).iter_errors(value)]
        expect(f"{kind} example keeps its schema", not found, "; ".join(found)[:400])


def main():
    with tempfile.TemporaryDirectory() as folder:
        room = pathlib.Path(folder)
        project(room)
        quiet("the documents example", room, "check", "doc.yaml", *TODAY)
        quiet("as a PDF", room, "build", "doc.yaml", "-o", "doc.pdf", "--prove", *TODAY)
        for check in (check_uses, check_parts, check_exceptions, check_pack, check_versions, check_schemas,
                      check_retraction):
            check(room)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
