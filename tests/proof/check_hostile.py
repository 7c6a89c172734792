#!/usr/bin/env python3
"""Holds hostile files against the specimen: each gets a clear answer, in bounded time and memory.

Takes the program ($IMPRIMATUR). Makes files that ask for much with few bytes, that lead in circles, that are
cut or none of ours; wants exit status 1 with a message of the read-back within SECONDS and MEGABYTES.
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import zlib

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = pathlib.Path(os.environ.get("IMPRIMATUR", ROOT / "build/imprimatur")).resolve()
DOCUMENT = "tests/pages/specimen.yaml"
SECONDS, MEGABYTES = 2.0, 300  # of processor time and of the process
MEGA = 1 << 20
# a small process that starts the program, so that the peak is the program's
STARTER = """
import os, sys
child = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ)
_, status, usage = os.wait4(child, 0)
print(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, os.waitstatus_to_exitcode(status))
"""


def file_of(objects, trailer=b"/Root 1 0 R"):
    out, offsets = bytearray(b"%PDF-1.7\n"), []
    for number, value in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, value)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % x for x in offsets)
    out += b"trailer\n<<%b/Size %d>>\nstartxref\n%d\n%%%%EOF\n" % (trailer, len(objects) + 1, start)
    return bytes(out)


def stream(data, entries=b"", pack=True):
    if pack:
        data, entries = zlib.compress(data, 9), entries + b"/Filter/FlateDecode"
    return b"<<%b/Length %d>>stream\n%b\nendstream" % (entries, len(data), data)


CATALOG = b"<</Type/Catalog/Pages 2 0 R%b>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R%b>>"


def one_page(content=b"", more=(), catalog=b"", page=b""):
    return file_of([CATALOG % catalog, b"<</Type/Pages/Kids[3 0 R]/Count 1>>", PAGE % page, stream(content), *more])


def many_pages(count, shared, page):
    """`count` pages after object 3, the page tree, and the objects `shared`, the first of them content."""
    kids = b" ".join(b"%d 0 R" % (3 + len(shared) + i) for i in range(count))
    tree = b"<</Type/Pages/Count %d/Kids[%b]>>" % (count, kids)
    return file_of([CATALOG % b"", tree, *shared] + [page] * count)


def many_fonts(count):
    names = b"".join(b"/F%d %d 0 R" % (i, i + 7) for i in range(count))
    use = b"".join(b"/F%d 1 Tf " % i for i in range(count))
    font = b"<</Subtype/Type0/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 5 0 R>>"
    decoding = stream(b"1 beginbfrange <0000> <FFFF> <0020> endbfrange")
    return one_page(use, [decoding, b"<</Subtype/CIDFontType2>>"] + [font] * count,
                    page=b"/Resources<</Font<<%b>>>>" % names)


def packed(table, inner=b""):
    """A file whose objects 1 and 2 are in the object stream 4."""
    head = b"%PDF-1.7\n4 0 obj\n" + stream(inner, b"/Type/ObjStm/N 2/First 9") + b"\nendobj\n"
    return head + b"5 0 obj\n" + stream(table, b"/Type/XRef/W[1 3 1]/Root 1 0 R") + \
        b"\nendobj\nstartxref\n%d\n%%%%EOF" % len(head)


ROWS = bytes(5) + b"\2\0\0\4\0" + b"\2\0\0\4\1" + bytes(5) + b"\1\0\0\x09\0"
TREE = b"/StructTreeRoot 5 0 R"
NAMES = b"/Names<</Dests 5 0 R>>"
LINKS = b"/Annots[%b]" % (b"6 0 R " * 200000)
LINK = b"<</Subtype/Link/Rect[0 0 9 9]/Dest(x)>>"
CASES = {
    "empty": lambda: b"",
    "another kind": lambda: b"\x89PNG\r\n\x1a\n" + bytes(2000),
    "zeroes": lambda: b"%PDF-1.7\n" + bytes(60 * MEGA),
    "huge array": lambda: one_page(more=[b"[%b]" % (b"1 " * (10 * MEGA))], catalog=TREE),
    "huge trailer": lambda: file_of([CATALOG % b""], b"/Root 1 0 R/X[%b]" % (b"1 " * (8 * MEGA))),
    "huge dictionary": lambda: one_page(more=[b"<<%b>>" % (b"/A 1" * (5 * MEGA))], catalog=TREE),
    "deep array": lambda: one_page(more=[b"[" * (10 * MEGA)], catalog=TREE),
    "content unpacks without end": lambda: one_page(b" " * (100 * MEGA)),
    "endless states": lambda: one_page(b"q Q " * (4 * MEGA - 1)),
    "endless marks": lambda: one_page(b"/P<</MCID 1>>BDC EMC " * 700000),
    "endless operands": lambda: one_page(b"[(a)]TJ " * (2 * MEGA - 10)),
    "one content for many pages": lambda: many_pages(
        50000, [stream(b"q Q " * 20000)], PAGE.replace(b"4 0 R", b"3 0 R") % b""),
    "one list of links for many pages": lambda: many_pages(
        20000, [stream(b""), b"[%b]" % (b"5 0 R " * 200000), b"<</Subtype/Link>>"], PAGE % b"/Annots 4 0 R"),
    "many fonts": lambda: many_fonts(60000),
    "page tree in a circle": lambda: file_of([CATALOG % b"", b"<</Type/Pages/Kids[2 0 R]/Count 1>>"]),
    "parents in a circle": lambda: file_of([CATALOG % b"", b"<</Type/Pages/Kids[3 0 R]/Count 1/Parent 3 0 R>>",
                                            b"<</Type/Page/Parent 2 0 R>>"]),
    "tables in a circle": lambda: file_of([CATALOG % b""], b"/Root 1 0 R/Prev 9"),
    "length of itself": lambda: file_of([CATALOG % b"", b"<</Length 2 0 R>>stream\n\nendstream"]),
    "names in a circle": lambda: one_page(more=[b"<</Kids[5 0 R 5 0 R 5 0 R]>>", LINK], catalog=NAMES, page=LINKS),
    "many names": lambda: one_page(more=[b"<</Names[%b]>>" % (b"(a) 1 " * 120000), LINK], catalog=NAMES, page=LINKS),
    "wide structure": lambda: one_page(more=[b"<</K[%b]>>" % (b"0 " * 250000)], catalog=b"/StructTreeRoot<</K[5 0 R]>>"),
    "deep structure": lambda: one_page(more=[b"<</K %d 0 R/S/P>>" % (i + 6) for i in range(200000)],
                                       catalog=b"/StructTreeRoot<</K 5 0 R>>"),
    "structure in a circle": lambda: one_page(more=[b"<</K[5 0 R 5 0 R]/S/P>>"], catalog=b"/StructTreeRoot<</K 5 0 R>>"),
    "outline in circles": lambda: one_page(
        more=[b"<</First %d 0 R/Next %d 0 R>>" % (i * 7 % 90000 + 5, i * 13 % 90000 + 5) for i in range(90000)],
        catalog=b"/Outlines 5 0 R"),
    "objects unpack without end": lambda: packed(
        ROWS, b"1 0 2 30 <</Type/Catalog/Pages 2 0 R>> <</Kids[%b]>>" % (b"1 " * (7 * MEGA))),
    "table unpacks without end": lambda: packed(bytes(80 * MEGA)),
    "object stream in itself": lambda: packed(ROWS[:-5] + b"\2\0\0\4\0"),
}


def verify(file):
    done = subprocess.run([sys.executable, "-I", "-S", "-c", STARTER, PROGRAM, "verify", file, DOCUMENT], cwd=ROOT,
                          capture_output=True, timeout=60, stdin=subprocess.DEVNULL)
    seconds, memory, status = map(float, done.stdout.split())
    said = done.stderr.decode(errors="replace")
    found = re.findall(r"error: .*\[([a-z-]+)\]$", said, re.M)
    faults = []
    if status != 1:
        faults.append(f"exit status {status:.0f}")
    if not found or not all(x.startswith("proof-") for x in found):
        faults.append(f"said {sorted(set(found))}")
    if seconds > SECONDS or memory > MEGABYTES:
        faults.append(f"took {seconds:.1f} s and {memory:.0f} MB")
    return ", ".join(faults)


def cuts(folder):
    """The printed specimen, cut at places all over it."""
    whole = folder / "whole.pdf"
    subprocess.run([PROGRAM, "build", DOCUMENT, "-o", whole], cwd=ROOT, capture_output=True, check=True, timeout=60)
    data = whole.read_bytes()
    return {f"cut at {len(data) * i // 12}": lambda i=i: data[:len(data) * i // 12] for i in range(1, 12)}


def main():
    results = []
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder, "hostile.pdf")
        for name, make in {**CASES, **cuts(pathlib.Path(folder))}.items():
            file.write_bytes(make())
            fault = verify(file)
            results.append(not fault)
            if fault:
                print(f"{name}: {fault}")
    print(f"{sum(results)} passed, {len(results) - sum(results)} failed")
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
