#!/usr/bin/env python3
"""Plants faults in finished files and wants each caught, for the right reason, at the right file.

Takes the program ($IMPRIMATUR). Prints the specimen of tests/pages, verifies it as it is, then again
after each operation below, and wants the named messages and no others. Counts each as one test.
"""
import os
import pathlib
import re
import shutil
import struct
import subprocess
import sys
import tempfile

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = pathlib.Path(os.environ.get("IMPRIMATUR", ROOT / "build/imprimatur")).resolve()
DOCUMENT = "tests/pages/specimen.yaml"
PLAIN = dict(object_stream_mode=pikepdf.ObjectStreamMode.disable)


class Fault(Exception):
    """What a check found wrong."""


def run(*words):
    done = subprocess.run([PROGRAM, *map(str, words)], cwd=ROOT, capture_output=True, timeout=60,
                          stdin=subprocess.DEVNULL)
    return done.returncode, done.stderr.decode(errors="replace")


# ---- finding things in a file

def fonts(pdf):
    """The fonts of the first page that has any, by resource name, with their text by code."""
    yield from fonts_of(pdf.pages[0])


def fonts_of(page):
    for name, font in sorted(page.Resources.Font.items()):
        text = {}
        cmap = font.ToUnicode.read_bytes().decode("ascii")
        for block in re.findall(r"beginbfchar\s*(.*?)endbfchar", cmap, re.S):
            for code, target in re.findall(r"<(\w+)>\s*<(\w+)>", block):
                text[int(code, 16)] = bytes.fromhex(target).decode("utf-16-be")
        for block in re.findall(r"beginbfrange\s*(.*?)endbfrange", cmap, re.S):
            for first, last, target in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
                for code in range(int(first, 16), int(last, 16) + 1):
                    text[code] = chr(int(target, 16) + code - int(first, 16))
        yield name, font, text


def body(pdf):
    """The font that shows most text: its resource name, dictionary and text by code."""
    counts = {}
    for page in pdf.pages:
        font = None
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) == "Tf":
                font = str(operands[0])
            elif str(operator) in ("Tj", "TJ"):
                counts[font] = counts.get(font, 0) + len(b"".join(strings(operands)))
    best = max(counts, key=counts.get)
    return next(x for x in fonts(pdf) if x[0] == best)


def code_of(text, wanted):
    for code, said in sorted(text.items()):
        if said == wanted:
            return code
    raise Fault(f"the body font has no {wanted!r}")


def strings(operands):
    items = operands[0] if isinstance(operands[0], pikepdf.Array) else [operands[0]]
    return [bytes(x) for x in items if isinstance(x, pikepdf.String)]


def remap(font, code, target):
    """Sets what one code reads as: a block of its own after the others wins."""
    cmap = font.ToUnicode.read_bytes()
    entry = f"1 beginbfchar\n<{code:04X}> <{target}>\nendbfchar\n".encode()
    font.ToUnicode.write(cmap.replace(b"endcmap", entry + b"endcmap", 1))


def change_strings(pdf, change):
    """Rewrites the content with `change(font, bytes, tagged)` on each string, the last page first, until
    it changes one."""
    for page in reversed(pdf.pages):
        out, font, done, depth, tagged = [], None, False, 0, 0
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            if name in ("BDC", "BMC"):
                depth += 1
                tagged = depth if str(operands[0]) != "/Artifact" and depth == 1 else tagged
            elif name == "EMC":
                tagged = 0 if tagged == depth else tagged
                depth -= 1
            elif name == "Tf":
                font = str(operands[0])
            if name in ("Tj", "TJ") and not done and tagged:
                many = isinstance(operands[0], pikepdf.Array)
                items = list(operands[0]) if many else [operands[0]]
                for i, item in enumerate(items):
                    new = change(font, bytes(item)) if isinstance(item, pikepdf.String) and not done else None
                    if new is not None:
                        items[i], done = pikepdf.String(new), True
                operands = [Array(items) if many else items[0]]
            out.append((operands, operator))
        if done:
            page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(out))
            return
    raise Fault("no such string")


def elements(element, kind):
    """All elements of a type below `element`, in order."""
    if not isinstance(element, pikepdf.Dictionary) or "/S" not in element:
        return
    if element.S == kind:
        yield element
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        yield from elements(kid, kind)


def tree(pdf):
    return pdf.Root.StructTreeRoot.K


def program(font):
    return font.DescendantFonts[0].FontDescriptor.FontFile2


def tables(data):
    return {bytes(data[i:i + 4]): struct.unpack(">II", data[i + 8:i + 16])
            for i in range(12, 12 + 16 * struct.unpack(">H", data[4:6])[0], 16)}


# ---- the faults

def offsets(data):
    """Where loca stands, the size of its entries, and what they count."""
    place = tables(data)
    wide = struct.unpack(">H", data[place[b"head"][0] + 50:][:2])[0]
    return place[b"loca"][0], 4 if wide else 2, 1 if wide else 2


def outline(data, glyph):
    """The bytes of a glyph."""
    start, size, scale = offsets(data)
    ends = [int.from_bytes(data[start + i * size:start + (i + 1) * size], "big") * scale for i in (glyph, glyph + 1)]
    glyf = tables(data)[b"glyf"][0]
    return data[glyf + ends[0]:glyf + ends[1]]


def empty(stream, glyph):
    data = bytearray(stream.read_bytes())
    start, size, _ = offsets(data)
    at = start + glyph * size
    data[at:at + size] = data[at + size:at + 2 * size]
    stream.write(bytes(data))


def empty_glyph(pdf):
    _, font, text = body(pdf)
    empty(program(font), code_of(text, "m"))


def empty_part(pdf):
    """What a subsetter does that forgets the parts of composite glyphs: accents vanish."""
    for _, font, text in fonts(pdf):
        data = program(font).read_bytes()
        for code in sorted(text):
            glyph = outline(data, code)
            if glyph[:2] == b"\xff\xff":
                empty(program(font), struct.unpack(">H", glyph[12:14])[0])
                return
    raise Fault("no composite glyph")


def wrong_decoding(pdf):
    _, font, text = body(pdf)
    remap(font, code_of(text, "d"), "0062")


def digit_decoding(pdf):
    _, font, text = body(pdf)
    remap(font, code_of(text, "2"), "0033")


def no_decoding(pdf):
    _, font, text = body(pdf)
    remap(font, code_of(text, "k"), "E000")


def dropped_ligature(pdf):
    font, code = next((font, code) for _, font, text in fonts(pdf) for code, said in sorted(text.items())
                      if len(said) > 1 and said.startswith("f"))
    remap(font, code, "0066")


def swapped_order(pdf):
    for section in elements(tree(pdf), "/Sect"):
        kids = section.K
        places = [i for i, x in enumerate(kids) if "/S" in x and x.S == "/P"]
        if len(places) >= 2:
            kids[places[0]], kids[places[1]] = kids[places[1]], kids[places[0]]
            return
    raise Fault("no section with two paragraphs")


def swapped_cells(pdf):
    row = next(x for x in elements(tree(pdf), "/TR") if x.K[0].S in ("/TD", "/TH") and len(x.K) > 2)
    row.K[0], row.K[1] = row.K[1], row.K[0]


def changed_digit(pdf):
    name, _, text = body(pdf)
    from_code, to_code = code_of(text, "2"), code_of(text, "4")
    old, new = struct.pack(">H", from_code), struct.pack(">H", to_code)

    def change(font, data):
        units = [data[i:i + 2] for i in range(0, len(data), 2)]
        if font != name or old not in units:
            return None
        units[units.index(old)] = new
        return b"".join(units)
    change_strings(pdf, change)


def dropped_letter(pdf):
    name, _, text = body(pdf)
    old = struct.pack(">H", code_of(text, "g"))

    def change(font, data):
        units = [data[i:i + 2] for i in range(0, len(data), 2)]
        if font != name or old not in units:
            return None
        units.remove(old)
        return b"".join(units)
    change_strings(pdf, change)


def doubled_word(pdf):
    name, _, text = body(pdf)
    space = struct.pack(">H", code_of(text, " "))

    def change(font, data):
        said = "".join(text.get(struct.unpack(">H", data[i:i + 2])[0], "") for i in range(0, len(data), 2))
        whole = font == name and len(said) > 4 and said.isalpha()
        return data + space + data if whole else None
    change_strings(pdf, change)


def lost_paragraph(pdf):
    for section in elements(tree(pdf), "/Sect"):
        places = [i for i, x in enumerate(section.K) if "/S" in x and x.S == "/P"]
        if places:
            del section.K[places[0]]
            return


def lost_row(pdf):
    body_rows = next(elements(tree(pdf), "/TBody"))
    del body_rows.K[1]


def wrong_width(pdf):
    _, font, _ = body(pdf)
    widths = font.DescendantFonts[0].W
    widths[1] = Array([int(x) + 30 for x in widths[1]])


def wrong_glyphs(pdf):
    _, font, _ = body(pdf)
    font.DescendantFonts[0].CIDToGIDMap = pdf.make_stream(b"\0\0" * 4)


def no_program(pdf):
    _, font, _ = body(pdf)
    del font.DescendantFonts[0].FontDescriptor["/FontFile2"]


def links(pdf):
    for page in pdf.pages:
        yield from (x for x in page.get("/Annots", []) if x.Subtype == "/Link")


def dead_link(pdf):
    link = next(x for x in links(pdf) if "/Dest" in x)
    link.Dest = Array([pdf.make_indirect(Dictionary(Type=Name.Page)), Name.Fit])


def empty_address(pdf):
    link = next(x for x in links(pdf) if "/A" in x)
    link.A.URI = pikepdf.String("")


def loose_link(pdf):
    element = next(x for x in elements(tree(pdf), "/Link"))
    element.K = Array([x for x in element.K if not (isinstance(x, pikepdf.Dictionary) and x.get("/Type") == "/OBJR")])


def dead_bookmark(pdf):
    pdf.Root.Outlines.First["/Dest"] = Array([pdf.make_indirect(Dictionary(Type=Name.Page)), Name.Fit])


def no_box(pdf):
    pdf.pages[0].MediaBox = Array([0, 0, 0, 0])


def turned_page(pdf):
    pdf.pages[0].Rotate = 90


def cut_page(pdf):
    pdf.pages[0].CropBox = Array([0, 0, 200, 200])


def other_page_number(pdf):
    """The first page says that it is the second, in its foot."""
    page, text = pdf.pages[0], dict((name, said) for name, _, said in fonts(pdf))
    operations, font, foot = [], None, False
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) in ("BMC", "BDC"):
            foot = str(operands[0]) == "/Artifact"
        elif str(operator) == "Tf":
            font = str(operands[0])
        elif str(operator) in ("Tj", "TJ") and foot:
            old, new = (struct.pack(">H", code_of(text[font], x)) for x in "12")
            parts = operands[0] if str(operator) == "TJ" else operands
            kept = [pikepdf.String(bytes(x).replace(old, new)) if isinstance(x, pikepdf.String) else x for x in parts]
            operands = [Array(kept)] if str(operator) == "TJ" else kept
        operations.append((operands, operator))
    page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(operations))


def untag(pdf):
    del pdf.Root["/StructTreeRoot"]


def invisible(pdf):
    page = pdf.pages[0]
    page.Contents = pdf.make_stream(b"3 Tr\n" + page.Contents.read_bytes())


def untagged(pdf):
    page = pdf.pages[0]
    page.Contents = pdf.make_stream(page.Contents.read_bytes() + b"\n10 10 20 20 re f\n")


def text_in_artifact(pdf):
    page = pdf.pages[0]
    page.Contents = pdf.make_stream(b"/Artifact BMC\n" + page.Contents.read_bytes() + b"\nEMC\n")


def text_as_artifact(pdf):
    """A tagged paragraph turned into an artifact: on paper, but not read."""
    page = pdf.pages[0]
    data = page.Contents.read_bytes()
    new, count = re.subn(rb"/P<</MCID 1>>BDC", b"/Artifact BMC", data, count=1)
    if count == 0:
        raise Fault("no second paragraph")
    page.Contents = pdf.make_stream(new)


def lost_parents(pdf):
    node = pdf.Root.StructTreeRoot.ParentTree
    while "/Nums" not in node:
        node = node.Kids[0]
    row = node.Nums[1]
    row[0], row[-1] = row[-1], row[0]


def wrong_figure(pdf):
    next(elements(tree(pdf), "/Figure")).Alt = pikepdf.String("A red circle on black")


def wrong_title(pdf):
    pdf.trailer.Info.Title = pikepdf.String("Another title")


def wrong_packet(pdf):
    packet = pdf.Root.Metadata
    packet.write(re.sub(rb"(<dc:language>.*?<rdf:li>)[^<]*", rb"\1tlh", packet.read_bytes()))


def wrong_language(pdf):
    pdf.Root.Lang = pikepdf.String("tlh")


def wrong_author(pdf):
    pdf.trailer.Info.Author = pikepdf.String("Somebody else")


def packet_without(pdf, name):
    pdf.Root.Metadata.write(re.sub(rb"<%s>.*?</%s>" % (name, name), b"", pdf.Root.Metadata.read_bytes(), flags=re.S))


def no_creator(pdf):
    packet_without(pdf, b"dc:creator")


def lost_keyword(pdf):
    packet = pdf.Root.Metadata
    packet.write(packet.read_bytes().replace(b"<rdf:li>layout</rdf:li>", b""))


def wrong_date(pdf):
    pdf.trailer.Info.ModDate = pikepdf.String("D:20200101000000+00'00'")


def no_review(pdf):
    packet_without(pdf, b"review:by")


def wrong_labels(pdf):
    """Pages counted from another number than the contents list has it."""
    nums = pdf.Root.PageLabels.Nums
    nums[-1].St = int(nums[-1].get("/St", 1)) + 3


def wrong_address(pdf):
    link = next(x for x in links(pdf) if "/A" in x)
    link.A.URI = pikepdf.String(str(link.A.URI) + "x")


def inner_link(pdf):
    return next(x for x in links(pdf) if "/Dest" in x)


def other_page(pdf):
    """A link to the right place of another page."""
    link = inner_link(pdf)
    link.Dest[0] = next(page.obj for page in pdf.pages if page.obj.objgen != link.Dest[0].objgen)


def other_height(pdf):
    link = inner_link(pdf)
    link.Dest[3] = float(link.Dest[3]) + (100 if float(link.Dest[3]) < 400 else -100)


def turned_link(pdf):
    """A link that leads to the foot of the page of what is turned, in place of its head."""
    turned = next(p for p in pdf.pages if b" 1 -1 0 " in p.Contents.read_bytes())
    link = next(x for x in links(pdf) if "/Dest" in x and x.Dest[0].objgen == turned.obj.objgen)
    link.Dest[3] = 40


def upright_page(pdf):
    """What is turned is turned back by the viewer, though the layout does not ask for it."""
    next(p for p in pdf.pages if b" 1 -1 0 " in p.Contents.read_bytes()).Rotate = 90


def other_heading(pdf):
    """Two entries of the contents list that lead to each other's heading."""
    found = [x for x in pdf.pages[0].Annots if "/Dest" in x]
    first, second = found[0], next(x for x in found if x.Dest[3] != found[0].Dest[3])
    first.Dest, second.Dest = second.Dest, first.Dest


def index_links(pdf):
    """The links of the index's page numbers, which say so."""
    found = [x for x in links(pdf) if str(x.get("/Contents", "")).startswith("page ")]
    if len(found) < 2:
        raise Fault("the file has no index")
    return found


def index_other_page(pdf):
    """A page number of the index that leads to another page."""
    link = index_links(pdf)[0]
    link.Dest[0] = next(page.obj for page in pdf.pages if page.obj.objgen != link.Dest[0].objgen)


def index_wrong_page(pdf):
    """Page numbers of the index that are others: where a string is a number, its first digit is another."""
    page = next(p for p in pdf.pages if any(str(x.get("/Contents", "")).startswith("page ") for x in p.get("/Annots", [])))
    texts = {name: text for name, _, text in fonts_of(page)}
    out, font = [], None
    for operands, operator in pikepdf.parse_content_stream(page):
        font = str(operands[0]) if str(operator) == "Tf" else font
        if str(operator) == "Tj":
            codes = bytes(operands[0])
            said = [texts[font].get(int.from_bytes(codes[i:i + 2], "big"), "?") for i in range(0, len(codes), 2)]
            others = [code for code, text in sorted(texts[font].items()) if text.isdigit() and text != said[0]]
            if "".join(said).isdigit() and others:
                operands = [pikepdf.String(others[0].to_bytes(2, "big") + codes[2:])]
        out.append((operands, operator))
    page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(out))


def plain_link(pdf):
    """A link that became plain text: its annotation, and that its element holds, are gone."""
    page = next(page for page in pdf.pages if any("/Dest" in x for x in page.get("/Annots", [])))
    link = next(x for x in page.Annots if "/Dest" in x)
    page.Annots = Array([x for x in page.Annots if x.objgen != link.objgen])
    for element in elements(tree(pdf), "/Link"):
        kids = element.K if isinstance(element.K, Array) else Array([element.K])
        element.K = Array([x for x in kids if not (isinstance(x, pikepdf.Dictionary) and "/Obj" in x
                                                   and x.Obj.objgen == link.objgen)])


def expanded(pdf):
    return next(x for x in elements(tree(pdf), "/Span") if "/E" in x)


def wrong_expansion(pdf):
    expanded(pdf).E = pikepdf.String("something else")


def no_expansion(pdf):
    del expanded(pdf)["/E"]


def added_expansion(pdf):
    next(elements(tree(pdf), "/H1")).E = pikepdf.String("something else")


def index(data, at):
    """The places of an INDEX's entries, and where it ends (Adobe TN 5176, 5)."""
    count, size = struct.unpack(">HB", data[at:at + 3])
    if count == 0:
        return [], at + 2
    offsets = [int.from_bytes(data[at + 3 + i * size:][:size], "big") for i in range(count + 1)]
    base = at + 2 + (count + 1) * size
    return [(base + a, base + b) for a, b in zip(offsets, offsets[1:])], base + offsets[-1]


def charstrings(data):
    """The places of the glyphs of a bare CFF program."""
    _, at = index(data, data[2])
    (at, end), stack = index(data, at)[0][0], []
    while at < end:
        first = data[at]
        size = {28: 3, 29: 5}.get(first, 2 if 247 <= first <= 254 or first == 12 else 1)
        if first == 30:
            size = 2 + next(i for i, x in enumerate(data[at + 1:]) if x & 15 == 15)
        elif first == 17:
            return index(data, stack[-1])[0]
        stack.append(int.from_bytes(data[at + 1:at + size], "big") if first in (28, 29) else first - 139)
        at += size
    raise Fault("no glyphs")


def bare(pdf):
    """The first font of the file with a bare CFF program: its dictionary and text by code."""
    return next((font, text) for _, font, text in fonts(pdf) if font.DescendantFonts[0].Subtype == "/CIDFontType0")


def empty_bare_glyph(pdf):
    font, text = bare(pdf)
    stream = font.DescendantFonts[0].FontDescriptor.FontFile3
    data = bytearray(stream.read_bytes())
    data[charstrings(data)[code_of(text, "m")][0]] = 14  # endchar
    stream.write(bytes(data))


def wrong_bare_width(pdf):
    widths = bare(pdf)[0].DescendantFonts[0].W
    widths[1] = Array([int(x) + 30 for x in widths[1]])


def changed_attachment(pdf):
    stream = pdf.Root.AF[0].EF.F
    stream.write(stream.read_bytes().replace(b"e", b"a", 1))


def grown_attachment(pdf):
    """One that goes on behind what the document has."""
    stream = pdf.Root.AF[0].EF.F
    stream.write(stream.read_bytes() + b" " * 100000)


def lost_attachment(pdf):
    names = pdf.Root.Names.EmbeddedFiles
    names.Names = Array(list(names.Names)[2:])


def added_attachment(pdf):
    pdf.attachments["more.txt"] = pikepdf.AttachedFileSpec(pdf, b"more", filename="more.txt")


def loose_attachment(pdf):
    del pdf.Root.AF[0]


def other_relation(pdf):
    pdf.Root.AF[0].AFRelationship = Name.Alternative


def other_type(pdf):
    pdf.Root.AF[0].EF.F.Subtype = Name("/text/html")


TEXT = {"proof-missing", "proof-changed", "proof-added", "proof-order"}
# what is planted -> the messages of which at least one must come, those that may come besides
FAULTS = [
    (empty_glyph, {"proof-glyph-empty"}, set()),
    (empty_part, {"proof-glyph-empty"}, set()),
    (wrong_decoding, {"proof-tounicode"}, {"proof-missing", "proof-changed"}),  # of the strip's words
    (digit_decoding, {"proof-tounicode"}, {"proof-running", "proof-contents", "proof-missing", "proof-added"}),
    (no_decoding, {"proof-unread"}, {"proof-tounicode"} | TEXT),
    (dropped_ligature, {"proof-tounicode", "proof-changed"}, set()),
    (swapped_order, {"proof-order"}, set()),
    (swapped_cells, {"proof-order"}, set()),
    (changed_digit, {"proof-changed"}, set()),
    (dropped_letter, {"proof-changed"}, set()),
    (doubled_word, {"proof-added", "proof-changed"}, set()),
    (lost_paragraph, {"proof-missing"}, {"proof-structure", "proof-link"}),
    (lost_row, {"proof-missing"}, {"proof-structure", "proof-link"}),
    (wrong_width, {"proof-width"}, set()),
    (wrong_glyphs, {"proof-glyph-missing"}, set()),
    (no_program, {"proof-font"}, TEXT | {"proof-running", "proof-more"}),
    (dead_link, {"proof-link"}, set()),
    (empty_address, {"proof-link"}, {"proof-address"}),
    (loose_link, {"proof-link"}, set()),
    (dead_bookmark, {"proof-outline"}, set()),
    (no_box, {"proof-page"}, {"proof-link"}),
    (other_page_number, {"proof-running"}, set()),
    (turned_page, {"proof-page"}, set()),
    (cut_page, {"proof-page"}, {"proof-link"}),
    (invisible, {"proof-page"}, set()),
    (untagged, {"proof-page"}, set()),
    (text_in_artifact, {"proof-page"}, set()),
    (text_as_artifact, {"proof-missing"}, {"proof-structure"}),
    (lost_parents, {"proof-structure"}, set()),
    (wrong_figure, {"proof-changed"}, TEXT),
    (wrong_title, {"proof-metadata"}, set()),
    (wrong_packet, {"proof-metadata"}, set()),
    (wrong_language, {"proof-metadata"}, set()),
    (wrong_author, {"proof-metadata"}, set()),
    (no_creator, {"proof-metadata"}, set()),
    (lost_keyword, {"proof-metadata"}, set()),
    (wrong_date, {"proof-metadata"}, set()),
    (no_review, {"proof-metadata"}, set()),
    (wrong_labels, {"proof-contents"}, {"proof-index", "proof-index-link"}),
    (index_wrong_page, {"proof-index"}, TEXT | {"proof-running", "proof-index-link"}),
    (index_other_page, {"proof-index-link"}, set()),
    (wrong_address, {"proof-address"}, set()),
    (other_page, {"proof-place"}, set()),
    (other_height, {"proof-place"}, set()),
    (turned_link, {"proof-place"}, set()),
    (upright_page, {"proof-page"}, set()),
    (other_heading, {"proof-place"}, set()),
    (plain_link, {"proof-unlinked"}, set()),
    (wrong_expansion, {"proof-expansion"}, set()),
    (no_expansion, {"proof-expansion"}, set()),
    (added_expansion, {"proof-expansion"}, set()),
]


# in a document whose font has CFF outlines
BARE = [
    (empty_bare_glyph, {"proof-glyph-empty"}, {"proof-width"}),
    (wrong_bare_width, {"proof-width"}, set()),
]


# in a document that carries attachments
CARRIER = "tests/pdf/sources.yaml"
CARRIED = [(fault, {"proof-attachment"}, set()) for fault in (
    changed_attachment, grown_attachment, lost_attachment, added_attachment, loose_attachment, other_relation,
    other_type)]


def ids(text):
    return re.findall(r"error: .*\[([a-z-]+)\]$", text, re.M)


def verify(file, wanted, allowed, document=DOCUMENT):
    status, said = run("verify", file, document)
    found = set(ids(said))
    if not wanted:
        if status != 0 or found:
            raise Fault(f"exit status {status}\n{said[-1500:]}")
        return
    if status != 1:
        raise Fault(f"exit status {status}, not 1\n{said[-1500:]}")
    if not found & wanted or found - wanted - allowed:
        raise Fault(f"said {sorted(found)}, wanted {sorted(wanted)}\n{said[-1500:]}")


def plant(original, file, fault):
    with pikepdf.open(original) as pdf:
        fault(pdf)
        pdf.save(file, **PLAIN)


def cases(original, file):
    """(name, what to do to get `file`, messages wanted, messages allowed)"""
    data = original.read_bytes()
    yield "as printed", lambda: file.write_bytes(data), set(), set()
    for fault, wanted, allowed in FAULTS:
        yield fault.__name__, lambda fault=fault: plant(original, file, fault), wanted, allowed

    def save(**options):
        with pikepdf.open(original) as pdf:
            pdf.save(file, **options)
    unreadable = {"proof-unreadable"}
    yield "rewritten", lambda: save(**PLAIN), set(), set()
    yield "cut", lambda: file.write_bytes(data[:len(data) // 2]), unreadable, set()
    yield "empty", lambda: file.write_bytes(b""), unreadable, set()
    yield "untagged", lambda: plant(original, file, untag), {"proof-structure"}, set()
    yield "no PDF", lambda: file.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(2000)), unreadable, set()
    yield "packed by others", lambda: save(object_stream_mode=pikepdf.ObjectStreamMode.generate), set(), set()
    yield ("encrypted", lambda: save(encryption=pikepdf.Encryption(owner="o", user="u"), **PLAIN),
           {"proof-encrypted"}, set())
    yield ("damaged in the middle", lambda: file.write_bytes(data[:len(data) // 3] + bytes(3000) + data[len(data) // 3 + 3000:]),
           unreadable | {"proof-page", "proof-font"}, TEXT | {"proof-structure", "proof-link", "proof-outline"})


LIBERTINE = "/usr/share/fonts/opentype/linux-libertine/LinLibertine_R.otf"
TEXT_FACE = "/usr/share/fonts/truetype/vollkorn/Vollkorn-Regular.ttf"


def bare_project(folder):
    """A project whose text is set in a font with CFF outlines; its document."""
    (folder / "fonts").mkdir()
    pack = (ROOT / "fonts/fonts.yaml").read_text()
    (folder / "fonts/fonts.yaml").write_text(pack.replace(TEXT_FACE, LIBERTINE))
    shutil.copytree(ROOT / "content/layouts", folder / "layouts")
    (folder / "text.md").write_text("# Doses\n\nGive 20 mg in the morning, then five of them more.\n")
    (folder / "doc.yaml").write_text("title: Doses\nlanguage: en\nlayout: layouts/a4-staff.yaml\nsections: [text.md]\n")
    return folder / "doc.yaml"


def bare_cases(folder, file):
    """As cases(), for the document of bare_project()."""
    if not os.path.exists(LIBERTINE):
        print(f"skipped: there is no {LIBERTINE}")
        return
    yield from further_cases(bare_project(folder), folder / "bare.pdf", file, BARE)


def further_cases(document, original, file, faults):
    """As cases(), for faults that want another document, which is printed as `original`."""
    status, said = run("build", "--prove", document, "-o", original)
    if status != 0:
        raise Fault(f"cannot print {document}\n{said}")
    for fault, wanted, allowed in faults:
        yield fault.__name__, lambda fault=fault: plant(original, file, fault), wanted, allowed, document


def proved_build(folder):
    """A fault that comes in while the file is written: `build --prove` names the line, keeps the old file."""
    library, old = folder / "plant.so", folder / "old.pdf"
    subprocess.run(["gcc", "-std=c11", "-D_GNU_SOURCE", "-shared", "-fPIC", "-o", library, ROOT / "tests/proof/plant.c",
                    "-ldl"], check=True)
    old.write_bytes(b"old")
    done = subprocess.run([PROGRAM, "build", "--prove", DOCUMENT, "-o", old], cwd=ROOT, capture_output=True, timeout=60,
                          stdin=subprocess.DEVNULL, env=dict(os.environ, LD_PRELOAD=str(library)))
    said = done.stderr.decode(errors="replace")
    place = re.search(r"^tests/pages/specimen.yaml:2:\d+: error: .*\[proof-tounicode\]$", said, re.M)
    if done.returncode != 1 or old.read_bytes() != b"old" or not place:
        raise Fault(f"build --prove: exit status {done.returncode}, {len(old.read_bytes())} bytes\n{said[-1500:]}")


def main():
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        original, file = pathlib.Path(folder, "original.pdf"), pathlib.Path(folder, "planted.pdf")
        status, said = run("build", DOCUMENT, "-o", original)
        if status != 0:
            print(f"cannot print {DOCUMENT}\n{said[-2000:]}\n0 passed, 1 failed")
            return 1
        for name, make, *rest in [*cases(original, file), *bare_cases(pathlib.Path(folder), file),
                                   *further_cases(CARRIER, pathlib.Path(folder, "carrier.pdf"), file, CARRIED)]:
            try:
                make()
                verify(file, *rest)
                passed += 1
            except Exception as fault:  # whatever a surgery meets is a failed test
                failed += 1
                print(f"{name}: {fault!r}" if not isinstance(fault, Fault) else f"{name}: {fault}")
        try:
            proved_build(pathlib.Path(folder))
            passed += 1
        except (Fault, OSError, subprocess.SubprocessError) as fault:
            failed += 1
            print(fault)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
