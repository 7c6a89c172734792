#!/usr/bin/env python3
"""Reads the structure tree of finished PDFs and compares it with the golden tag trees.

Takes the program ($IMPRIMATUR) and every tests/*/*.tags; builds each case's document and writes down, in
the words of `imprimatur dump tags`, what another library finds in the file: types through the role map,
attributes, and the text of each marked content through its ActualText or its font's ToUnicode. So the
golden trees are not only the program's own view of what it made. Beyond that it wants of each file: a
figure's BBox is where its image is painted; the annotations of a link lie on the text of its element; a
table's rows are whole, and its head is repeated on each further page as an artifact; no marked content is
without an element or in two. Counts each case as one test.
"""
import os
import pathlib
import re
import sys
import tempfile

try:
    import pikepdf
except ImportError:
    print("SKIPPED: no pikepdf")
    sys.exit(77)

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.dont_write_bytecode = True
sys.path.insert(0, str(ROOT / "tests"))
import golden  # noqa: E402

BUILD = pathlib.Path(os.environ.get("BUILD", ROOT / "build")).resolve()
PROGRAM = pathlib.Path(os.environ.get("IMPRIMATUR", BUILD / "imprimatur")).resolve()
OWN_NAMES = {"Aside": "Box", "Form": "Blank"}  # as the dump calls what the file calls otherwise
STANDARD = set("Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L "
               "LI Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby "
               "Warichu Figure Formula Form".split())


class Fault(Exception):
    """What a check found wrong."""


def want(right, fault):
    if not right:
        raise Fault(fault)


# ---- text of marked content


def runes(digits):
    return bytes.fromhex(digits).decode("utf-16-be")


def unicode_map(font):
    """What each code of a font reads as (ISO 32000-1, 9.10.3)."""
    text, found = font.ToUnicode.read_bytes().decode("latin-1"), {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", text, re.S):
        for code, to in re.findall(r"<(\w+)>\s*<(\w+)>", block):
            found[int(code, 16)] = runes(to)
    for block in re.findall(r"beginbfrange(.*?)endbfrange", text, re.S):
        for first, last, to in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            for step in range(int(last, 16) - int(first, 16) + 1):
                found[int(first, 16) + step] = runes(f"{int(to, 16) + step:0{len(to)}x}")
    return found


class Content:
    """One page's marked content: text and images by number, and what stands in artifacts."""

    def __init__(self, page, maps):
        self.texts, self.images, self.places, self.artifacts = {}, {}, {}, ""
        self.page, self.maps, self.marks, self.font = page, maps, [], None
        self.matrix, self.kept, self.line = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0), [], (0.0, 0.0)
        for operands, operator in pikepdf.parse_content_stream(page):
            handle = getattr(self, "do_" + str(operator).replace("'", "quote"), None)
            if handle:
                handle(operands)

    def do_BDC(self, operands):
        properties = operands[1]
        number = int(properties["/MCID"]) if "/MCID" in properties else None
        actual = str(properties["/ActualText"]) if "/ActualText" in properties else None
        self.marks.append((number, actual))
        if number is not None:
            want(number not in self.texts, f"marked content {number} stands twice on its page")
            self.texts[number] = ""
        if actual is not None:
            self.say(actual)

    def do_BMC(self, operands):
        self.marks.append((None, None))

    def do_EMC(self, operands):
        self.marks.pop()

    def number(self):
        numbers = [number for number, _ in self.marks if number is not None]
        want(len(numbers) < 2, "marked content of two elements in each other")
        return numbers[0] if numbers else None

    def say(self, text):
        if self.number() is None:
            self.artifacts += text
        else:
            self.texts[self.number()] += text

    def do_Tf(self, operands):
        font = self.page.Resources.Font[str(operands[0])]
        if font.objgen not in self.maps:
            self.maps[font.objgen] = unicode_map(font)
        self.font = self.maps[font.objgen]

    def show(self, strings):
        if self.number() is not None:
            self.places.setdefault(self.number(), []).append(self.placed(*self.line))
        if any(actual is not None for _, actual in self.marks):
            return
        for codes in map(bytes, strings):
            self.say("".join(self.font[codes[i] << 8 | codes[i + 1]] for i in range(0, len(codes), 2)))

    def do_Tj(self, operands):
        self.show([operands[0]])

    def do_TJ(self, operands):
        self.show([x for x in operands[0] if isinstance(x, pikepdf.String)])

    def do_BT(self, operands):
        self.line = (0.0, 0.0)

    def do_Td(self, operands):
        self.line = (self.line[0] + float(operands[0]), self.line[1] + float(operands[1]))

    def do_q(self, operands):
        self.kept.append(self.matrix)

    def do_Q(self, operands):
        self.matrix = self.kept.pop()

    def do_cm(self, operands):
        a, b, c, d, e, f = (float(x) for x in operands)
        k, l, m, n, o, p = self.matrix
        self.matrix = (a * k + b * m, a * l + b * n, c * k + d * m, c * l + d * n, e * k + f * m + o, e * l + f * n + p)

    def placed(self, x, y):
        a, b, c, d, e, f = self.matrix
        return (a * x + c * y + e, b * x + d * y + f)

    def do_Do(self, operands):
        if self.number() is not None:
            (x, y), (u, v) = self.placed(0, 0), self.placed(1, 1)
            self.images[self.number()] = (min(x, u), min(y, v), max(x, u), max(y, v))


# ---- the tree, as `dump tags` writes it


def quoted(text):
    return '"' + re.sub(r'(["\\])', r"\\\1", text.replace("\n", " ")) + '"'


def kids_of(element):
    kids = element.get("/K")
    return [] if kids is None else list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def attributes_of(element):
    given = element.get("/A", {})
    return given if isinstance(given, pikepdf.Dictionary) else {}


class Tree:
    """The tree of one file as lines, and what was found on the way."""

    def __init__(self, pdf):
        self.root, maps = pdf.Root, {}
        self.pages = {page.obj.objgen: Content(page, maps) for page in pdf.pages}
        self.roles = self.root.StructTreeRoot.get("/RoleMap", {})
        self.lines, self.owned = [], set()
        self.element(self.root.StructTreeRoot.K, 0)

    def type_of(self, element):
        name = str(element.S)[1:]
        seen = name
        for _ in range(8):
            if seen in STANDARD:
                return OWN_NAMES.get(name, name)
            seen = str(self.roles[f"/{seen}"])[1:]
        raise Fault(f"{name} maps to no standard type")

    def leaves(self, element):
        """Its kids: elements as they are, marked content in a row as one list of (page, number)."""
        found, page = [], element.get("/Pg")
        for kid in kids_of(element):
            if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR":
                continue
            if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") != "/MCR":
                found.append(kid)
                continue
            own = page if isinstance(kid, int) else kid.get("/Pg", page)
            leaf = (own.objgen, kid if isinstance(kid, int) else int(kid.MCID))
            if found and isinstance(found[-1], list):
                found[-1].append(leaf)
            else:
                found.append([leaf])
        return found

    def areas(self, element):
        return [kid.Obj for kid in kids_of(element)
                if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR"]

    def head(self, element, name):
        attributes, areas = attributes_of(element), self.areas(element)
        words = [name]
        for key in ("/Scope", "/ListNumbering"):
            if key in attributes:
                words.append(str(attributes[key])[1:].lower())
        for key, what in (("/ColSpan", "columns"), ("/RowSpan", "rows")):
            if key in attributes:
                words.append(f"{attributes[key]} {what}")
        if len(areas) > 1:
            words.append(f"{len(areas)} areas")
        if areas and "/A" in areas[0]:
            words.append("url=" + quoted(str(areas[0].A.URI)))
        language = self.root.get("/Lang") if name == "Document" else element.get("/Lang")
        for key, value in (("lang", language), ("alt", element.get("/Alt")), ("actual", element.get("/ActualText")),
                           ("expansion", element.get("/E")), ("id", element.get("/ID"))):
            if value is not None:
                words.append(f"{key}={quoted(str(value))}")
        if "/Headers" in attributes:
            words.append("headers=" + quoted(" ".join(map(str, attributes["/Headers"]))))
        return " ".join(words)

    def leaf(self, numbers):
        text = "".join(self.pages[page].texts[number] for page, number in numbers).replace("\u00ad", "")
        pages = len({page for page, _ in numbers})
        return "text" + (f" {pages} pages" if pages > 1 else "") + (f" {quoted(text)}" if text else "")

    def element(self, element, depth):
        name = self.type_of(element)
        self.lines.append("  " * depth + self.head(element, name))
        leaves = self.leaves(element)
        for kid in leaves:
            if isinstance(kid, list):
                want(self.owned.isdisjoint(kid), f"content of two elements: {kid}")
                self.owned.update(kid)
                self.lines.append("  " * (depth + 1) + self.leaf(kid))
            else:
                self.element(kid, depth + 1)
        if name == "Figure":
            self.check_box(element, [x for kid in leaves if isinstance(kid, list) for x in kid])
        if name == "Link":
            self.check_areas(element)
        if name == "Table":
            self.check_turns(element)

    def check_box(self, element, leaves):
        boxes = [self.pages[page].images[number] for page, number in leaves if number in self.pages[page].images]
        said = [float(x) for x in attributes_of(element)["/BBox"]]
        want(len(boxes) == 1 and all(abs(a - b) < 0.02 for a, b in zip(boxes[0], said)),
             f"a figure's BBox {said} is not where its image is, {boxes}")

    def places_below(self, element):
        """Where the lines of all text below an element start: (page, x, y)."""
        found = []
        for kid in self.leaves(element):
            if isinstance(kid, list):
                found += [(page, *place) for page, number in kid for place in self.pages[page].places.get(number, [])]
            else:
                found += self.places_below(kid)
        return found

    def leaves_below(self, element):
        found = []
        for kid in self.leaves(element):
            found += kid if isinstance(kid, list) else self.leaves_below(kid)
        return found

    def text_below(self, element):
        return self.leaf(self.leaves_below(element))[len('text "'):-1]

    def elements_below(self, element):
        below = [kid for kid in self.leaves(element) if not isinstance(kid, list)]
        return below + [x for kid in below for x in self.elements_below(kid)]

    def check_turns(self, table):
        """No row is parted, and each page after the first starts with the head, as an artifact; or, where rows are
        stacked, each cell there has its heads beside it."""
        parts = {str(kid.S): kid for kid in kids_of(table)}
        head = self.text_below(parts["/THead"])
        rows = list(kids_of(parts["/TBody"]))
        pages = [{page for page, _ in self.leaves_below(row)} for row in rows]
        want(all(len(x) < 2 for x in pages), "a row of a table stands on two pages")
        for page in set().union(*pages) - pages[0]:
            if head not in self.pages[page].artifacts:
                self.check_stacked(parts["/THead"], [row for row, on in zip(rows, pages) if page in on], page)

    def check_stacked(self, heads, rows, page):
        names = {str(x.ID): self.text_below(x) for x in self.elements_below(heads) if "/ID" in x}
        for cell in [x for row in rows for x in self.elements_below(row) if self.type_of(x) == "TD"]:
            own = [names[str(x)] for x in attributes_of(cell).get("/Headers", []) if str(x) in names]
            if self.leaves_below(cell):
                want(own and all(x in self.pages[page].artifacts for x in own),
                     f"{self.text_below(cell)!r} stands without its heads {own}")

    def check_areas(self, element):
        """A link's areas lie on its own text, all of it, and do one thing."""
        areas = [kid for kid in kids_of(element) if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR"]
        want(areas, "a link without an area")
        want(len({self.target(x.Obj) for x in areas}) == 1, "areas of a link lead apart")
        want(len({str(x.Obj.Contents) for x in areas}) == 1, "areas of a link say different things")
        boxes = [(x.get("/Pg", element.get("/Pg")).objgen, [float(v) for v in x.Obj.Rect]) for x in areas]
        places = self.places_below(element)
        for page, _, y in places:
            want(any(page == on and box[1] - 1 < y < box[3] + 1 for on, box in boxes), "text of a link beside its areas")
        for on, box in boxes:
            want(any(page == on and box[1] - 1 < y < box[3] + 1 for page, _, y in places), "an area beside its link's text")

    def target(self, annotation):
        return str(annotation.A.URI) if "/A" in annotation else annotation.Dest.unparse()


def of_golden(text):
    """A golden tree with neighbouring texts of one element joined, as in the file."""
    lines = []
    for line in text.splitlines():
        indent = re.match(r" *", line).group()
        both = [re.fullmatch(indent + r'text(?: \d+ pages)?(?: "(.*)")?', x) for x in (lines[-1] if lines else "", line)]
        if all(both):
            lines[-1] = f'{indent}text "{both[0].group(1) or ""}{both[1].group(1) or ""}"'
        else:
            lines.append(line)
    return lines


def check_case(case, room):
    target = pathlib.Path(room) / "case.pdf"
    status, messages = golden.build(case.input, PROGRAM, target)
    want(status == 0, f"does not build:\n{messages}")
    with pikepdf.open(target) as pdf:
        tree = Tree(pdf)
        found, wanted = tree.lines, of_golden(case.golden.read_text())
        for number, (a, b) in enumerate(zip(wanted + [""] * len(found), found + [""] * len(wanted)), 1):
            want(a == b, f"line {number}: the golden tree has\n    {a}\nand the file\n    {b}")
        there = {(page, number) for page, content in tree.pages.items() for number in content.texts}
        want(there == tree.owned, f"marked content without an element: {sorted(there - tree.owned)[:5]}")


def main():
    passed = failed = 0
    with tempfile.TemporaryDirectory() as room:
        for case in (x for x in golden.cases() if x.golden.suffix == ".tags"):
            try:
                check_case(case, room)
                passed += 1
            except (Fault, AttributeError, KeyError, pikepdf.PdfError) as fault:
                print(f"{case.name}: {type(fault).__name__}: {fault}")
                failed += 1
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or passed == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
