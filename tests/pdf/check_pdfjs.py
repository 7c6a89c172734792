#!/usr/bin/env python3
"""Reads the structure of finished PDFs with PDF.js, which is what browsers show and read aloud.

Development only: skipped unless pdfjs-dist lies in $BUILD/pdfjs/node_modules (see the README's tests; the
version is that of pdfjs/package.json). Builds the documents of content, the specimen and every case with a
golden tag tree; wants PDF.js to find each marked content and each link of a page once in its structure tree,
and no warning. That it can fail is tried with a file whose tree has lost a kid. Counts each file as one test.
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.dont_write_bytecode = True
sys.path.insert(0, str(ROOT / "tests"))
import golden  # noqa: E402

BUILD = pathlib.Path(os.environ.get("BUILD", ROOT / "build")).resolve()
PROGRAM = pathlib.Path(os.environ.get("IMPRIMATUR", BUILD / "imprimatur")).resolve()
PDFJS = BUILD / "pdfjs/node_modules/pdfjs-dist"
WANTED = json.loads((ROOT / "tests/pdf/pdfjs/package.json").read_text())["dependencies"]["pdfjs-dist"]


def skip(why):
    print(f"SKIPPED: {why}")
    sys.exit(77)


def read(files):
    """What pdfjs/read.mjs says of the files, and whether it ended well."""
    done = subprocess.run(["node", ROOT / "tests/pdf/pdfjs/read.mjs", PDFJS, *files], stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=200)
    return done.returncode == 0, done.stdout.decode(errors="replace")


def plant(file, target):
    """A copy of a file in which the last element with content has lost it; None without pikepdf."""
    try:
        import pikepdf
    except ImportError:
        return None
    with pikepdf.open(file) as pdf:
        element = pdf.Root.StructTreeRoot.K
        while isinstance(element.K, (pikepdf.Array, pikepdf.Dictionary)):
            kids = list(element.K) if isinstance(element.K, pikepdf.Array) else [element.K]
            element = [kid for kid in kids if isinstance(kid, pikepdf.Dictionary)][-1]
        del element.K
        pdf.save(target)
    return target


def main():
    if not PDFJS.is_dir() or shutil.which("node") is None:
        skip(f"no node or no {PDFJS}")
    version = json.loads((PDFJS / "package.json").read_text())["version"]
    if version != WANTED:
        skip(f"pdfjs-dist is {version}, not {WANTED}")
    sources = [*sorted((ROOT / "content").glob("*.yaml")), ROOT / "tests/pages/specimen.yaml",
               *(x.input for x in golden.cases() if x.golden.suffix == ".tags")]
    with tempfile.TemporaryDirectory() as room:
        files = []
        for source in sources:
            files.append(pathlib.Path(room) / f"{source.parent.name}-{source.stem}.pdf")
            status, messages = golden.build(source, PROGRAM, files[-1])
            if status != 0:
                print(messages)
        well, said = read(files)
        faults = [line for line in said.splitlines() if line.startswith("FAULT")]
        passed = sum(line.endswith("links") for line in said.splitlines()) if well and not faults else 0
        print(said if not passed else "\n".join(faults))
        planted = plant(files[-1], pathlib.Path(room) / "planted.pdf")
        if planted and "is not in the tree" not in read([planted])[1]:
            print("a content without an element was not found")
            passed = 0
    print(f"{passed} passed, {len(files) - passed} failed")
    return 1 if passed != len(files) else 0


if __name__ == "__main__":
    sys.exit(main())
