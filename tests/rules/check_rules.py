#!/usr/bin/env python3
"""Checks the rules: each has a pair of cases, and `explain --list` names what the guide asks for.

A pair is tests/rules/<id>.rule: "=== fires" or "=== silent", with further arguments of `check` behind the
word; then files of the case, each under "--- name"; after the first half "=== messages", the golden output
of that rule. Every case starts from document.yaml, base.md, references.yaml and under.yaml. The part
"--- document" replaces keys of document.yaml ("-key" takes one away), "--- layout" goes over the layout,
"--- section.md" is the text. "--- then NAME" is written after a build whose file `verify` then reads (the word
"verify" as argument). A rule that only a fault of the program can break has "=== unit test_NAME.c" instead. With --update the golden parts are written anew.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PROGRAM = os.environ.get("IMPRIMATUR", str(ROOT / "build/imprimatur"))
GUIDE = ROOT.parent / "shared/guides/RULES.md"
NAMES = {"document": "document.yaml", "layout": "layout.yaml", "section": "section.md"}
STAGES = ("content", "design", "pages", "file")


def run(words, folder=None):
    done = subprocess.run([PROGRAM, *words], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, timeout=60,
                          env=dict(os.environ, LC_ALL="C.UTF-8"))
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def rules():
    """id → (severity, stage, authority) as the program lists them."""
    return {row[0]: tuple(row[1:]) for row in (x.split("\t") for x in run(["explain", "--list"])[1].splitlines())}


def halves(text):
    """name of a half → (arguments, files), and the golden messages."""
    found, golden = {}, ""
    for part in re.split(r"^=== ", text, flags=re.M)[1:]:
        head, _, body = part.partition("\n")
        name, *words = head.split()
        if name == "messages":
            golden = body
            continue
        files = re.split(r"^--- (.*)\n", body, flags=re.M)
        found[name] = words, dict(zip(files[1::2], files[2::2]))
    return found, golden


def merged(base, over):
    """The document file with the keys of `over` in place of its own."""
    blocks = {m[1]: m[0] for m in re.finditer(r"^([\w-]+):.*\n(?:[ \-#].*\n)*", base, re.M)}
    for line in re.findall(r"^-([\w-]+)$", over, re.M):
        blocks.pop(line)
    over = re.sub(r"^-[\w-]+\n", "", over, flags=re.M)
    blocks.update({m[1]: m[0] for m in re.finditer(r"^([\w-]+):.*\n(?:[ \-#].*\n)*", over, re.M)})
    return "".join(blocks.values())


def lay_out(folder, files):
    (folder / "fonts").mkdir()
    shutil.copy(ROOT / "fonts/fonts.yaml", folder / "fonts")
    for name in ("base.md", "references.yaml", "under.yaml"):
        shutil.copy(HERE / name, folder)
    shutil.copytree(ROOT / "content/packs", folder / "packs")
    (folder / "section.md").write_text("# More {#sec-more}\n\nMore text.\n")
    (folder / "layout.yaml").write_text("extends: under.yaml\n" + files.get("layout", "name: sample\n"))
    (folder / "document.yaml").write_text(merged((HERE / "document.yaml").read_text(), files.get("document", "")))
    for name, text in files.items():
        if name not in ("document", "layout") and not name.startswith("then "):
            (folder / NAMES.get(name, name)).write_text(text)


def messages(words, files):
    with tempfile.TemporaryDirectory() as room:
        folder = pathlib.Path(room)
        lay_out(folder, files)
        today = [] if "--today" in words else ["--today", "2026-11-21"]
        if "verify" in words:
            status, _, found = run(["build", "document.yaml", "-o", "out.pdf", *today], folder)
            if status:
                raise RuntimeError(f"the file to verify was not built\n{found}")
            for name, text in files.items():
                if name.startswith("then "):
                    (folder / name[5:]).write_text(text)
            words = ["verify", "out.pdf", "document.yaml"]
        else:
            words = ["check", "document.yaml", *today, *words]
        status, _, found = run(words, folder)
        if status not in (0, 1):
            raise RuntimeError(f"exit status {status}\n{found}")
        return found


def of_rule(text, ids):
    """Those messages of a run that belong to the rule."""
    blocks = re.split(r"^(?=\S)", text, flags=re.M)
    return "".join(x for x in blocks if any(f"[{i}]" in x.splitlines()[0] for i in ids if x))


def parts(rule):
    """The ids of the messages that make up a rule."""
    table = (ROOT / "src/base/diag.def").read_text()
    names = dict(re.findall(r'^DIAG\((\w+), \w+, "([\w-]+)"', table, re.M))
    return [rule] + [names[x] for x, of in re.findall(r'^DIAG_PART\((\w+), "([\w-]+)"', table, re.M) if of == rule]


def unit_faults(rule, name):
    """What no content can break is tested on a tree of its own, by a unit test that names the rule."""
    test = HERE / name
    known = test.exists() and f'"{rule}"' in test.read_text()
    return [] if known else [f"{rule}: {name} does not test it"]


def pair_faults(rule, update):
    file = HERE / f"{rule}.rule"
    if not file.exists():
        return [f"{rule}: there is no {file.name}"]
    cases, golden = halves(file.read_text())
    if set(cases) == {"unit"}:
        return unit_faults(rule, *cases["unit"][0])
    if set(cases) != {"fires", "silent"}:
        return [f"{rule}: {file.name} needs a half that fires and a silent one"]
    ids = parts(rule)
    fires, silent = (of_rule(messages(*cases[x]), ids) for x in ("fires", "silent"))
    faults = [] if fires else [f"{rule}: does not fire"]
    faults += [f"{rule}: is not silent:\n{silent}"] if silent else []
    if fires != golden and update:
        head, tail = re.split(r"^=== messages\n.*?(?=^=== |\Z)", file.read_text(), flags=re.M | re.S)
        file.write_text(f"{head}=== messages\n{fires}\n{tail}")
    elif fires.strip() != golden.strip():
        faults.append(f"{rule}: expected\n{golden}found\n{fires}")
    return faults


def base_faults():
    found = messages([], {})
    return [f"the document that all cases start from is not clean:\n{found}"] if found else []


def explain_faults(listed):
    faults = []
    for rule, (severity, stage, authority) in listed.items():
        status, text, _ = run(["explain", rule])
        wanted = (rule, severity, stage, f"authority: {authority}", "wrong:", "right:")
        if status or any(x not in text for x in wanted):
            faults.append(f"explain {rule}: incomplete")
    return faults


def guide_rows():
    """id → (severity, stage, authority) as the guide has them; what it abbreviates is written out."""
    above = ""
    for line in GUIDE.read_text().splitlines():
        cells = [x.strip() for x in line.split("|")[1:-1]]
        if len(cells) != 5 or cells[2] not in STAGES:
            continue
        authority = above if cells[4] == "as above" else re.sub(r" \(\d.*", "", cells[4])
        above = authority
        severity = {"E": "error", "W": "warning"}[cells[1][0]]
        for rule in re.findall(r"`([\w-]+)`", cells[0]):
            yield rule, (severity, cells[2], authority)


def guide_faults(listed):
    """Rules that differ from the guide; pending.txt lists those still to come, and may list no others."""
    pending = set((HERE / "pending.txt").read_text().split()) if (HERE / "pending.txt").exists() else set()
    faults = []
    for rule, wanted in guide_rows():
        if rule not in listed:
            faults += [] if rule in pending else [f"{rule}: is in the guide and not in rules.def"]
        elif rule in pending:
            faults.append(f"{rule}: is there; take it out of pending.txt")
        elif listed[rule] != wanted:
            faults.append(f"{rule}: is {listed[rule]}, the guide has {wanted}")
    return faults


def main():
    update = "--update" in sys.argv
    listed = rules()
    checks = [base_faults(), explain_faults(listed), *(pair_faults(x, update) for x in listed)]
    skipped = 0 if GUIDE.exists() else 1
    if GUIDE.exists():
        checks.append(guide_faults(listed))
    else:
        print("SKIP: no guides/RULES.md beside the project to compare with")
    print("".join(f"{x}\n" for faults in checks for x in faults), end="")
    failed = sum(map(bool, checks))
    print(f"{len(checks) - failed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed or not listed else 0


if __name__ == "__main__":
    sys.exit(main())
