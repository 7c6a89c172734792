#!/usr/bin/env python3
"""Builds every document and reads the file back with other people's tools.

Takes the program ($IMPRIMATUR), content/*.yaml and the specimen of tests/pages. Wants from each PDF: qpdf
finds no fault; every object is as PDF 1.7 and PDF/A-2a want it (model.py); it is tagged, titled and in a
language; all fonts are embedded, subset and map back to text; marked content and structure tree agree; the
text reads back with the words of its sources in order; poppler, MuPDF and, where installed, Ghostscript read
it without a warning; two builds from different folders, time zones, locales and users, and one of a copy that
lies elsewhere, give the same bytes. With ../shared/tools there too, its lint for PDF/UA passes and two readers
agree on every character. What other golden cases print, drafts, other layouts and the files of the unit tests
get those of the checks that need no content. Counts each as one test.
"""
import contextlib
import io
import logging
import os
import pathlib
import re
import runpy
import shutil
import subprocess
import sys
import tempfile

import pikepdf

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.dont_write_bytecode = True
sys.path.insert(0, str(ROOT / "tests"))
sys.path.insert(0, str(ROOT / "tests/pdf"))
import golden  # noqa: E402
import model  # noqa: E402

SHARED = ROOT.parent / "shared/tools"
BUILD = pathlib.Path(os.environ.get("BUILD", ROOT / "build")).resolve()
PROGRAM = pathlib.Path(os.environ.get("IMPRIMATUR", BUILD / "imprimatur")).resolve()
DOCUMENTS = [*sorted((ROOT / "content").glob("*.yaml")), ROOT / "tests/pages/specimen.yaml"]
VARIANTS = [(DOCUMENTS[0], "--layout", ROOT / "content/layouts/letter-staff.yaml"), (DOCUMENTS[-1], "--draft"),
            (ROOT / "tests/pages/draft.yaml", "--draft")]
SPECIAL = "½≥≤α→µ–’“”±×é₂"  # characters that fonts and encodings most often lose


class Fault(Exception):
    """What a check found wrong."""


def want(right, fault):
    if not right:
        raise Fault(fault)


def output(*words, **options):
    done = subprocess.run([str(x) for x in words], stdin=subprocess.DEVNULL, capture_output=True, timeout=120, **options)
    want(done.returncode == 0, f"{words[0]} ended with {done.returncode}\n{(done.stdout + done.stderr).decode(errors='replace')[-2000:]}")
    return done.stdout.decode(errors="replace")


def build(document, target, folder=ROOT, options=(), **environment):
    path = os.path.relpath(document, folder)
    output(PROGRAM, "build", path, *options, "-o", target, cwd=folder, env=dict(os.environ, **environment))
    return target.read_bytes()


def check_qpdf(document, file):
    text = output("qpdf", "--check", file)
    want("No syntax or stream encoding errors found" in text, text)


def check_info(document, file):
    info = dict(re.findall(r"^([^:\n]+):\s*(.*)$", output("pdfinfo", file), re.M))
    title = re.search(r"^title:\s*\"?(.*?)\"?\s*$", document.read_text(), re.M).group(1)
    want(info.get("Tagged") == "yes", "not tagged")
    want(info.get("Title") == title, f"title is {info.get('Title')!r}, not {title!r}")
    want(info.get("JavaScript", "no") == "no" and info.get("Encrypted", "no") == "no", "scripts or encryption")


def check_fonts(document, file):
    rows = output("pdffonts", file).splitlines()[2:]
    want(rows, "no fonts")
    for row in rows:
        embedded, subset, unicode = row.split()[-5:-2]
        want((embedded, subset, unicode) == ("yes", "yes", "yes"), f"font not embedded, subset and mapped: {row}")
        want(re.match(r"[A-Z]{6}\+", row), f"no subset tag: {row}")


def marked_ids(page):
    """The numbers of a page's marked content, and whether every piece of it is marked."""
    ids, depth, bare = [], 0, False
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in ("BDC", "BMC"):
            depth += 1
            properties = operands[1] if name == "BDC" else None
            if isinstance(properties, pikepdf.Dictionary) and "/MCID" in properties:
                ids.append(int(properties["/MCID"]))
        elif name == "EMC":
            depth -= 1
        elif name in ("Tj", "TJ", "'", '"', "Do", "sh", "f", "f*", "S", "s", "B", "B*", "b", "b*") and depth == 0:
            bare = True
    return ids, bare


def numbers_of(tree):
    """A number tree as a dictionary."""
    flat = tree.get("/Nums", [])
    found = {int(flat[i]): flat[i + 1] for i in range(0, len(flat), 2)}
    for kid in tree.get("/Kids", []):
        found.update(numbers_of(kid))
    return found


def structure_ids(element, page, found):
    """Adds to `found` each (page, number) that the elements under `element` own."""
    page = element.get("/Pg", page)
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, (pikepdf.Array, list)) else [kids]:
        if isinstance(kid, int):
            found.append((page.objgen, kid))
        elif kid.get("/Type") == "/MCR":
            found.append((kid.get("/Pg", page).objgen, int(kid["/MCID"])))
        elif kid.get("/Type") != "/OBJR":
            want(kid.get("/P") is not None, "a structure element without a parent")
            structure_ids(kid, page, found)


def check_tags(document, file):
    with pikepdf.open(file) as pdf:
        root = pdf.Root
        language = re.search(r"^language:\s*(\S+)", document.read_text(), re.M).group(1)
        want(str(root.get("/Lang", "")) == language, f"language is {root.get('/Lang')}, not {language}")
        want(root.MarkInfo.get("/Marked") is True, "MarkInfo does not say Marked")
        want(root.ViewerPreferences.get("/DisplayDocTitle") is True, "the title is not asked to be shown")
        parents, owned, there = numbers_of(root.StructTreeRoot.ParentTree), [], []
        structure_ids(root.StructTreeRoot, pikepdf.Dictionary(), owned)
        for number, page in enumerate(pdf.pages, 1):
            ids, bare = marked_ids(page)
            want(not bare, f"page {number}: content that is neither tagged nor an artifact")
            want(len(ids) == len(set(ids)), f"page {number}: a number of marked content twice")
            there += [(page.obj.objgen, x) for x in ids]
            want("/StructParents" in page or not ids, f"page {number}: no StructParents")
            if ids:
                row = parents[int(page.StructParents)]
                want(all(x < len(row) and row[x] is not None for x in ids), f"page {number}: parent tree has gaps")
        want(sorted(owned) == sorted(there), "structure tree and marked content differ")


def check_objects(document, file):
    """No key, type, operator or size that PDF 1.7 and PDF/A-2a do not allow (model.py)."""
    found = model.faults(file)
    want(not found, "; ".join(found[:10]))


def check_planted(document, file):
    """What check_objects looks for, it finds."""
    missed = model.planted(file, BUILD / "pdf-check-planted.pdf")
    want(not missed, f"not found: {missed}")


def plain_words(text):
    return re.findall(r"[^\W\d_]{4,}", text)


def check_text(document, file):
    """The headings and the special characters of the sources come back, the headings in order."""
    text = output("pdftotext", "-raw", file, "-")
    joined = re.sub(r"[-\u00ad]?\s+", "", text)
    folder = document.parent
    names = re.findall(r"^\s*-\s*(\S+\.md)\s*$", document.read_text(), re.M)
    sources = "".join((folder / x).read_text() for x in names)
    want(names, "the document names no section")
    want("\ufffd" not in text, "a character that maps to nothing")
    for character in SPECIAL:
        want(character not in sources or character in text, f"{character!r} is lost")
    at = 0
    for number, title in enumerate(re.findall(r"^# (.*?)\s*(?:\{.*)?$", sources, re.M), 1):
        key = str(number) + re.sub(r"[-\u00ad]?\s+", "", re.sub(r"\\(.)", r"\1", re.sub(r"\{\{.*?\}\}|[*_`\[\]~^]", "", title)))
        found = joined.rfind(key)
        want(found >= at, f"heading {title!r} is not found after the one before it")
        at = found


def check_readers(document, file):
    """Nobody's reader warns; MuPDF's word on its own build, which may lack colour management, aside."""
    readers = [("pdftotext", file, "-"), ("mutool", "draw", "-q", "-F", "trace", "-o", os.devnull, file),
               ("mutool", "info", file), ("mutool", "clean", file, BUILD / "pdf-check-cleaned.pdf"),
               ("gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=nullpage", file)]
    for reader, *words in readers:
        if shutil.which(reader) is None and reader == "gs":
            continue
        done = subprocess.run([reader, *map(str, words)], stdin=subprocess.DEVNULL, timeout=120, capture_output=True)
        said = done.stderr.decode(errors="replace") + (done.stdout.decode(errors="replace") if reader == "gs" else "")
        said = said.replace("warning: ICC support is not available\n", "")
        want(done.returncode == 0 and not said.strip(), f"{reader} says: {said[:500]}")


def script(path, file):
    """What a Python program prints for a file; run in this process, since there are many files."""
    said, words = io.StringIO(), sys.argv
    logging.disable()
    sys.argv = [str(path), str(file)]
    try:
        with contextlib.redirect_stdout(said):
            runpy.run_path(str(path), run_name="__main__")
    except SystemExit as end:
        want(not end.code, said.getvalue() or f"{path.name} ended with {end.code}")
    finally:
        sys.argv = words
    return said.getvalue()


def check_shared(document, file):
    for tool in ("pdfua_lint.py", "pdf_text_compare.py"):
        said = script(SHARED / tool, file)
        want("PASS" in said and "FAIL" not in said and "WARN" not in said, f"{tool} says: {said}")


def check_same(document, file):
    with tempfile.TemporaryDirectory() as name:
        other = pathlib.Path(name) / "other.pdf"
        copy = pathlib.Path(name) / "a copy"
        for part in ("fonts", "content", "tests/pages"):
            shutil.copytree(ROOT / part, copy / part)
        want(build(copy / document.relative_to(ROOT), other, copy) == file.read_bytes(),
             "a copy in another folder gives other bytes")
        for folder, environment in ((document.parent, {"TZ": "Pacific/Auckland", "LC_ALL": "C"}),
                                    (pathlib.Path("/"), {"TZ": "America/Lima", "LC_ALL": "tr_TR.UTF-8", "HOME": "/nowhere",
                                                         "USER": "somebody", "LOGNAME": "somebody"})):
            want(build(document, other, folder, **environment) == file.read_bytes(),
                 f"another build from {folder} with {environment} gives other bytes")


CHECKS = [check_qpdf, check_objects, check_info, check_fonts, check_tags, check_readers, check_text, check_same]
CHECKS_ANY = [check_qpdf, check_objects, check_tags, check_readers]
FAULTS = (Fault, OSError, subprocess.TimeoutExpired, AttributeError, KeyError, pikepdf.PdfError)


def run_checks(checks, document, file):
    """Numbers of passed and failed checks of one file."""
    passed = 0
    for check in checks:
        try:
            check(document, file)
            passed += 1
        except FAULTS as fault:
            print(f"{document.name}: {check.__name__}: {type(fault).__name__}: {fault}")
    return passed, len(checks) - passed


def check_document(document, room, checks):
    file = room / document.with_suffix(".pdf").name
    try:
        build(document, file)
    except FAULTS as fault:
        print(f"{document.name}: {fault}")
        return 0, len(checks)
    return run_checks(checks, document, file)


def check_case(source, room, checks):
    """As check_document, for the input of a golden case; none where that does not build."""
    document = source
    if source.suffix == ".md":
        document = source.with_name(f".pdf-{source.stem}.yaml")
        document.write_text(golden.wrapper(source))
    file = room / f"{source.parent.name}-{source.stem}.pdf"
    try:
        build(document, file)
        return run_checks(checks, document, file)
    except Fault:
        return 0, 0
    finally:
        if document != source:
            document.unlink()


def check_variant(document, options, room, checks):
    """As check_document, for a build with options."""
    file = room / f"{document.stem}{options[0]}.pdf"
    try:
        build(document, file, options=options)
    except Fault as fault:
        print(f"{document.name} {options}: {fault}")
        return 0, len(checks)
    return run_checks(checks, document, file)


def unit_files(room):
    """What the unit tests of the PDF writer make, kept by tests/pdf/sample.h."""
    room.mkdir()
    for program in sorted((BUILD / "release/tests/pdf").glob("test_*")):
        if not program.suffix and program.name != "test_large":
            subprocess.run([program], env=dict(os.environ, KEEP_PDFS=str(room)), stdin=subprocess.DEVNULL,
                           capture_output=True, timeout=120)
    return sorted(room.glob("*.pdf"))


def main():
    room = BUILD / "pdf-checks"
    shutil.rmtree(room, ignore_errors=True)
    room.mkdir(parents=True)
    shared = [check_shared] if SHARED.is_dir() else []
    results = [check_document(x, room, CHECKS + shared) for x in DOCUMENTS]
    for source in sorted({x.input for x in golden.cases() if x.input.exists()} - set(DOCUMENTS)):
        results.append(check_case(source, room, CHECKS_ANY + shared))
    results += [check_variant(document, options, room, CHECKS_ANY + shared) for document, *options in VARIANTS]
    results.append(run_checks([check_planted], DOCUMENTS[-1], room / DOCUMENTS[-1].with_suffix(".pdf").name))
    for file in unit_files(room / "unit"):
        results.append(run_checks([check_qpdf, check_objects, check_readers] + shared, file, file))
    if not shared:
        print(f"SKIPPED check_shared: no {SHARED}")
    passed, failed = (sum(x[i] for x in results) for i in (0, 1))
    print(f"read {len([*room.rglob('*.pdf')])} files")
    print(f"{passed} passed, {failed} failed" + ("" if shared else ", 1 skipped"))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
