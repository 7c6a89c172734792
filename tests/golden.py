"""Golden cases: an input and, beside it, what the program makes of it.

A case is tests/<folder>/<name>.yaml (a document) or <name>.md (a section, for which a document is
written around it), and each file <name>.<stage> beside it is what `imprimatur dump <stage>` prints
(<name>.preflight: what `imprimatur preflight` does).
<name>.messages is what `imprimatur build` reports, with its exit status as last line. A file of sources
<name>.bib (.ris …) has <name>.bib.sources: what `imprimatur sources` prints and reports. A section finds
references.yaml, glossary.yaml and layout.yaml of its folder, where there are any. Everything runs from
the case's folder, so that paths in messages are relative. To add a test, add an input and an empty
golden file and run `make test-update`.
"""
import difflib
import os
import pathlib
import subprocess
import sys
import tempfile
from dataclasses import dataclass

TESTS = pathlib.Path(__file__).resolve().parent
ROOT = TESTS.parent
FOLDERS = "data design claims document citation evidence lines figures pages sheets pdf report".split()
STAGES = "document claims design references lines pages tags fingerprint".split()
# stages that are commands of their own
COMMANDS = {"preflight": ("preflight",)}
SECONDS_MOST = 60


@dataclass
class Case:
    input: pathlib.Path
    golden: pathlib.Path

    @property
    def name(self):
        return str(self.golden.relative_to(TESTS))


def cases():
    """Every golden file with the input it belongs to."""
    for folder in FOLDERS:
        for golden in sorted((TESTS / folder).glob("*.*")):
            if golden.suffix == ".sources":
                yield Case(golden.with_suffix(""), golden)
            if golden.suffix[1:] not in (*STAGES, *COMMANDS, "messages"):
                continue
            inputs = [golden.with_suffix(x) for x in (".yaml", ".md") if golden.with_suffix(x).exists()]
            yield Case(inputs[0] if inputs else golden.with_suffix(".yaml"), golden)


def wrapper(section):
    """The text of a document that holds one section file and what lies beside it."""
    lines = [f"title: {section.stem}", "language: en-US", 'version: "1.0"', "date: 2026-11-21"]
    for key, name in (("sources", "references.yaml"), ("glossary", "glossary.yaml"), ("layout", "layout.yaml")):
        if (section.parent / name).exists():
            lines.append(f"{key}: [{name}]" if key == "sources" else f"{key}: {name}")
    if not (section.parent / "layout.yaml").exists():
        lines.append("layout: ../../content/layouts/a4-staff.yaml")
    return "\n".join([*lines, f"sections: [{section.name}]", ""])


def invoke(program, words, folder):
    done = subprocess.run([program, *words], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True,
                          timeout=SECONDS_MOST, env=dict(os.environ, LC_ALL="C.UTF-8"))
    return done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace")


def build(source, program, target):
    """Builds the PDF of a case's input: exit status and messages."""
    document = source
    if source.suffix == ".md":
        document = source.with_name(f".pdf-{target.stem}-{os.getpid()}.yaml")
        document.write_text(wrapper(source))
    try:
        status, _, messages = invoke(program, ["build", document.name, "-o", str(target)], source.parent)
    finally:
        if document != source:
            document.unlink()
    return status, messages


def produce(case, document, program):
    """What the program makes of a document, as the golden file should hold it."""
    folder, stage = case.input.parent, case.golden.suffix[1:]
    if stage == "messages":
        with tempfile.TemporaryDirectory() as room:
            status, _, messages = invoke(program, ["build", document, "-o", f"{room}/out.pdf"], folder)
        text = f"{messages}exit {status}\n"
    else:
        status, text, messages = invoke(program, [*COMMANDS.get(stage, ("dump", stage)), document], folder)
        text += "" if status == 0 else f"{messages}exit {status}\n"
        if status < 0 or status > 2:
            raise RuntimeError(f"the program ended with status {status}\n{messages}")
    return text.replace(str(ROOT), "<root>")


def converted(case, program):
    """What `imprimatur sources` prints for a file, and what it reports."""
    status, text, messages = invoke(program, ["sources", case.input.name], case.input.parent)
    return f"{text}{messages}exit {status}\n"


def output_of(case, program):
    if case.golden.suffix == ".sources":
        return converted(case, program)
    if case.input.suffix == ".yaml":
        return produce(case, case.input.name, program)
    with tempfile.NamedTemporaryFile("w", dir=case.input.parent, prefix=".golden-", suffix=".yaml") as document:
        document.write(wrapper(case.input))
        document.flush()
        name = pathlib.Path(document.name).name
        return produce(case, name, program).replace(name, "<document>")


def run(case, program):
    """One case compared: counts, and the difference as output."""
    if not program.exists():
        return {"failed": 1, "output": f"{program} was not built"}
    if not case.input.exists():
        return {"failed": 1, "output": f"no input {case.input.name} for it"}
    try:
        found = output_of(case, program)
    except (OSError, RuntimeError, subprocess.TimeoutExpired) as fault:
        return {"failed": 1, "output": str(fault)}
    wanted = case.golden.read_text()
    if found == wanted:
        return {"passed": 1}
    difference = difflib.unified_diff(wanted.splitlines(), found.splitlines(), "expected", "found", lineterm="")
    return {"failed": 1, "output": "\n".join(difference)}


def update(program):
    for case in cases():
        text = output_of(case, program)
        if text != case.golden.read_text():
            case.golden.write_text(text)
            print(f"rewrote {case.name}")
    return 0


if __name__ == "__main__":
    sys.exit("run tests/run.py")
