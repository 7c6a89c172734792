#!/usr/bin/env python3
"""Builds one document under changed circumstances and wants the same bytes; reads what it carries.

Takes the program ($IMPRIMATUR). In a copy of content/ and fonts/ the briefing is asked to carry its
content and bibliography, and printed under another clock (with faketime, where that is installed), by
another user (as root only), from files made in another order, and with SOURCE_DATE_EPOCH set, which
counts only where a document has no date. The attachments must be the files they come from, byte for byte,
without a path of this machine; the fingerprint must be what sha256sum would give, and change with the
words and with nothing else. Counts each as one test.
"""
import hashlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import pikepdf

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ.get("BUILD", ROOT / "build")).resolve()
PROGRAM = pathlib.Path(os.environ.get("IMPRIMATUR", BUILD / "imprimatur")).resolve()
DOCUMENT = "content/ketamine-briefing.yaml"
ASKED = "\nattachments: [content, bibliography]\nauthors: [Ada Example, Bo Example]\nsubject: A test\n" \
    "licence: CC BY 4.0, see (https://example.org/by/4.0/).\n"
LINT = ROOT.parent / "shared/tools/pdfua_lint.py"


class Fault(Exception):
    """What a check found wrong."""


class Skip(Exception):
    """What a check needs and this machine has not."""


def want(right, fault):
    if not right:
        raise Fault(fault)


def copy(folder, asked=ASKED):
    """A project in `folder`; the path of its document."""
    for part in ("fonts", "content"):
        shutil.copytree(ROOT / part, folder / part)
    document = folder / DOCUMENT
    document.write_text(document.read_text() + asked)
    return document


def run(*words, before=(), **environment):
    kept = {k: v for k, v in os.environ.items() if k != "SOURCE_DATE_EPOCH"}
    done = subprocess.run([*map(str, before), PROGRAM, *map(str, words)], stdin=subprocess.DEVNULL,
                          capture_output=True, text=True, timeout=60, env=dict(kept, **environment))
    return done.returncode, done.stdout, done.stderr


def build(document, before=(), **environment):
    with tempfile.TemporaryDirectory() as room:
        os.chmod(room, 0o777)
        file = pathlib.Path(room, "out.pdf")
        status, _, said = run("build", document, "-o", file, before=before, **environment)
        want(status == 0, f"exit status {status}\n{said}")
        return file.read_bytes()


def fingerprint(document, *words):
    status, said, faults = run("dump", "fingerprint", document, *words)
    want(status == 0, faults)
    return re.findall(r"^fingerprint ([0-9a-f]{64})$", said, re.M)[0]


def same(first, second):
    want(first == second, "gives other bytes")


# ---- the same bytes

def another_clock(document, room):
    if shutil.which("faketime") is None:
        raise Skip("no faketime here")
    same(build(document), build(document, before=["faketime", "2041-05-05 05:05:05"]))


def another_user(document, room):
    if os.getuid() != 0 or shutil.which("setpriv") is None:
        raise Skip("not root, or no setpriv")
    os.chmod(room, 0o755)
    words = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
    same(build(document), build(document, before=words, HOME="/nonexistent", USER="nobody", LOGNAME="nobody"))


def another_order_of_files(document, room):
    other = room / "other"
    files = sorted((x for x in room.glob("main/**/*") if x.is_file()), reverse=True)
    for number, file in enumerate(files):
        target = other / file.relative_to(room / "main")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.read_bytes())
        os.utime(target, (1000000000 + number, 1000000000 + number))
    same(build(document), build(other / DOCUMENT))


def epoch_where_there_is_a_date(document, room):
    same(build(document), build(document, SOURCE_DATE_EPOCH="86400"))


# ---- dates

def undated(room):
    document = copy(room / "undated", "")
    text = re.sub(r"^(date|review-by):.*$", r"\1: to-fill", document.read_text(), flags=re.M)
    document.write_text(text)
    return document


def dates(document, room):
    document = undated(room)
    with_none = build(document)
    want(b"CreateDate>" not in with_none and b"ModifyDate>" not in with_none, "a date from nowhere")
    dated = build(document, SOURCE_DATE_EPOCH="951782399")
    want(b"<xmp:CreateDate>2000-02-28T00:00:00+00:00<" in dated, "SOURCE_DATE_EPOCH is not heard")
    leap = build(document, SOURCE_DATE_EPOCH="951782400")
    want(b"<xmp:CreateDate>2000-02-29T00:00:00+00:00<" in leap, "the leap day is missed")
    want(run("check", document, SOURCE_DATE_EPOCH="soon")[0] == 2, "a bad SOURCE_DATE_EPOCH is accepted")


# ---- what the file carries

def standard(document, room):
    carried, plain = build(document), build(copy(room / "plain", ""))
    want(b"<pdfaid:part>3</" in carried and b"<pdfaid:part>2</" in plain, "wrong part of PDF/A")
    want(b"<pdfuaid:part>1</" in carried, "not PDF/UA")
    file = room / "carried.pdf"
    file.write_bytes(carried)
    if LINT.exists():
        said = subprocess.run([sys.executable, LINT, file], capture_output=True, text=True, timeout=60)
        want("PASS" in said.stdout and "FAIL" not in said.stdout, said.stdout)


def specifications(pdf):
    flat = list(pdf.Root.Names.EmbeddedFiles.Names)
    want([str(x) for x in flat[::2]] == sorted(str(x) for x in flat[::2]), "names are not sorted")
    want([x.objgen for x in pdf.Root.AF] == [x.objgen for x in flat[1::2]], "/AF lists other files")
    return flat[1::2]


def check_specification(specification, document):
    name, data = str(specification.UF), specification.EF.F
    read = data.read_bytes()
    want(str(specification.F) == name and str(specification.Desc), f"{name}: F or Desc is missing")
    want(bytes(data.Params.CheckSum) == hashlib.md5(read).digest(), f"{name}: wrong digest")
    want(int(data.Params.Size) == len(read), f"{name}: wrong size")
    want(str(data.Params.ModDate).startswith("D:2"), f"{name}: no date")
    want(str(data.Subtype).count("/") == 2, f"{name}: no media type")
    if name == "bibliography.csl.json":
        entries = json.loads(read)
        want(str(specification.AFRelationship) == "/Data" and len(entries) > 20, "bibliography is not whole")
        want(all(x["id"] and x["type"] for x in entries), "a source without id or type")
    else:
        want(str(specification.AFRelationship) == "/Source", f"{name}: wrong relation")
        want(read == (document.parent / name).read_bytes(), f"{name} is not the file it was made of")


def attachments(document, room):
    data = build(document)
    file = room / "attachments.pdf"
    file.write_bytes(data)
    with pikepdf.open(file) as pdf:
        found = specifications(pdf)
        want(len(found) > 5, "hardly anything is carried")
        for specification in found:
            check_specification(specification, document)
        for item in pdf.objects:
            text = item.read_bytes() if isinstance(item, pikepdf.Stream) else item.unparse(resolved=True)
            want(str(room).encode() not in text, "a path of this machine")


def metadata(document, room):
    file = room / "metadata.pdf"
    file.write_bytes(build(document))
    with pikepdf.open(file) as pdf:
        info, xmp = pdf.docinfo, pdf.Root.Metadata.read_bytes().decode()
        print_ = fingerprint(document)
        want(str(info["/Fingerprint"]) == print_ and f"<review:fingerprint>{print_}<" in xmp, "no fingerprint")
        want(str(info["/Author"]) == "Ada Example; Bo Example", "authors are not named")
        want("<rdf:li>Ada Example</rdf:li><rdf:li>Bo Example</rdf:li>" in xmp, "authors are not listed")
        want(str(info["/Rights"]).startswith("CC BY") and "<xmpRights:UsageTerms><rdf:Alt>" in xmp and
             "<xmpRights:WebStatement>https://example.org/by/4.0/<" in xmp, "the terms of use are missing")
        want(str(info["/Subject"]) == "A test" and str(info["/Version"]), "subject or version is missing")


# ---- the fingerprint

def fingerprint_by_hand(document, room):
    listed = run("dump", "fingerprint", document)[1].splitlines()[:-1]
    names = [x.split("  ", 1)[1] for x in listed]
    digests = sorted(hashlib.sha256((room / "main" / x).read_bytes()).hexdigest() for x in names)
    by_hand = hashlib.sha256("".join(x + "\n" for x in digests).encode()).hexdigest()
    want(DOCUMENT in names and by_hand == fingerprint(document), "sha256sum gives another one")


def fingerprint_of_the_words(document, room):
    first = fingerprint(document)
    moved = copy(room / "elsewhere/deeper")
    want(fingerprint(moved) == first, "another place gives another fingerprint")
    layout = moved.parent / "layouts/a4-staff.yaml"
    layout.write_text(layout.read_text() + "# seen\n")
    section = sorted(moved.parent.glob("ketamine/*.md"))[0]
    text = section.read_bytes()
    section.write_bytes(text.replace(b"\n", b"\r\n"))
    want(fingerprint(moved) == first, "a layout or line ends give another fingerprint")
    section.write_bytes(text + b"\nOne word more.\n")
    want(fingerprint(moved) != first, "other words give the same fingerprint")
    want(fingerprint(document, "--set", "version=9") != first, "--set gives the same fingerprint")


CHECKS = [another_clock, another_user, another_order_of_files, epoch_where_there_is_a_date, dates, standard,
          attachments, metadata, fingerprint_by_hand, fingerprint_of_the_words]


def main():
    passed = failed = skipped = 0
    for check in CHECKS:
        with tempfile.TemporaryDirectory() as name:
            room = pathlib.Path(name)
            try:
                check(copy(room / "main"), room)
                passed += 1
            except Skip as reason:
                skipped += 1
                print(f"SKIPPED {check.__name__}: {reason}")
            except (Fault, OSError, KeyError, AttributeError, ValueError, subprocess.TimeoutExpired) as fault:
                failed += 1
                print(f"{check.__name__}: {type(fault).__name__}: {fault}")
    print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
