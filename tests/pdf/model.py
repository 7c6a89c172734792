"""What each dictionary of a finished PDF may hold, and the rules of PDF/A-2a that concern bytes and objects.

Takes a file; faults() gives what is wrong with it as lines. MODEL names, for each kind of dictionary that the
program writes, its keys with their types (ISO 32000-1 and ISO 19005-2; nothing that either forbids is in it),
so a key that is not there, a required one that is missing, a wrong type or a direct object where a reference
is asked for is a fault. It walks from the trailer, as the Arlington model does, but knows only this program's
part of PDF. A type is a letter (n name, i integer, r number, b boolean, s string, a array, d dictionary,
t stream), a kind of dictionary, or [kind] for an array of them; = gives the only values; ! is required, & must
be a reference.
"""
import re
import xml.etree.ElementTree as xml

import pikepdf

MODEL = {
    "Trailer": "Type!=XRef Size!:i Root!&:Catalog Info&:Info ID!:a W!:a Index:a Length:i Filter=FlateDecode DecodeParms:Flate",
    "Flate": "Predictor:i Colors:i BitsPerComponent:i Columns:i",
    "Info": "Title!:s Author:s Subject:s Keywords:s Creator:s Producer:s CreationDate:s ModDate:s Trapped:n "
            "Version:s ReviewBy:s Rights:s Fingerprint:s Identifier:s Language:s",
    "Catalog": "Type!=Catalog Pages!&:Pages PageLabels:Labels PageMode=UseOutlines,UseNone Outlines&:Outlines "
               "ViewerPreferences!:Viewer MarkInfo!:Mark Lang!:s Metadata!&:Metadata OutputIntents!:[Intent] "
               "StructTreeRoot!&:Root AF:[File] Names:Names PageLayout:n",
    "Viewer": "DisplayDocTitle!:b Duplex:n PrintScaling:n Direction:n PickTrayByPDFSize:b NumCopies:i",
    "Mark": "Marked!:b Suspects:b",
    "Metadata": "Type!=Metadata Subtype!=XML Length:i",
    "Intent": "Type=OutputIntent S!=GTS_PDFA1 OutputConditionIdentifier!:s Info:s DestOutputProfile!&:Profile",
    "Profile": "N!:i Length:i Filter=FlateDecode",
    "Names": "EmbeddedFiles:Attached",
    "Attached": "Names:a Kids:[Attached] Limits:a",
    "File": "Type!=Filespec F!:s UF!:s Desc:s AFRelationship!:n EF!:Embedded",
    "Embedded": "F!&:Data UF&:Data",
    "Data": "Type=EmbeddedFile Subtype!:n Params!:Params Length:i Filter=FlateDecode",
    "Params": "Size:i ModDate!:s CreationDate:s CheckSum:s",
    "Labels": "Nums:a Kids:[Labels] Limits:a",
    "Pages": "Type!=Pages Parent&:- Kids!:[Page] Count!:i MediaBox:a",
    "Page": "Type!=Page Parent!&:- Resources!:Resources Contents&:Content MediaBox:a TrimBox:a BleedBox:a CropBox:a "
            "StructParents:i Tabs!=S Annots:[Annotation] Rotate:i",
    "Resources": "Font:{Font} XObject:{Image} ProcSet:a",
    "Content": "Length:i Filter=FlateDecode",
    "Annotation": "Type=Annot Subtype!=Link Rect!:a Contents!:s F!=4 Border!:a StructParent!:i A:Action Dest:a P&:-",
    "Action": "Type=Action S!=URI URI!:s",
    "Font": "Type!=Font Subtype!=Type0 BaseFont!:n Encoding!=Identity-H DescendantFonts!:[Descendant] ToUnicode!&:Content",
    "Descendant": "Type!=Font Subtype!=CIDFontType0,CIDFontType2 BaseFont!:n CIDSystemInfo!:System FontDescriptor!&:Descriptor "
                  "DW:r W!:a CIDToGIDMap=Identity",
    "System": "Registry!:s Ordering!:s Supplement!:i",
    "Descriptor": "Type!=FontDescriptor FontName!:n Flags!:i FontBBox!:a ItalicAngle!:r Ascent!:r Descent!:r CapHeight:r "
                  "XHeight:r StemV!:r FontFile2&:Program FontFile3&:Program",
    "Program": "Length1:i Subtype=CIDFontType0C Length:i Filter=FlateDecode",
    "Image": "Type=XObject Subtype!=Image Width!:i Height!:i BitsPerComponent!:i Length:i Filter=FlateDecode,DCTDecode "
             "ColorSpace!=DeviceRGB,DeviceGray,* DecodeParms:Flate SMask&:Image Decode:a",
    "Root": "Type!=StructTreeRoot K!:Element ParentTree!:Parents ParentTreeNextKey!:i IDTree:Ids RoleMap:d",
    "Parents": "Nums:a Kids:[Parents] Limits:a",
    "Ids": "Names:a Kids:[Ids] Limits:a",
    "Element": "Type=StructElem S!:n P!&:- Pg&:- K:* A:Attributes Lang:s Alt:s ActualText:s E:s ID:s",
    "Attributes": "O!=Table,List,Layout,PrintField Scope=Column,Row,Both ColSpan:i RowSpan:i Headers:a Summary:s "
                  "ListNumbering=None,Disc,Circle,Square,Decimal,UpperRoman,LowerRoman,UpperAlpha,LowerAlpha "
                  "Placement=Block,Inline BBox:a Role=tv",
    "Marked": "Type!=MCR Pg&:- MCID!:i",
    "Reference": "Type!=OBJR Pg&:- Obj!&:-",
    "Outlines": "Type=Outlines First&:Item Last&:- Count:i",
    "Item": "Title!:s Parent!&:- Prev&:- Next&:Item First&:Item Last&:- Count:i Dest!:a",
}
OPERATORS = set("q Q cm w J j M d i m l c v y h re S s f f* B B* b b* n W W* BT ET Tc Tw Tz TL Tf Tr Ts Td TD Tm T* "
                "Tj TJ g G rg RG Do BMC BDC EMC".split())  # those of ISO 32000-1 that this program has a use for
PROPERTIES = {"dc": "title creator description subject language rights identifier format", "pdf": "Producer Keywords",
              "xmp": "CreatorTool CreateDate ModifyDate MetadataDate", "xmpMM": "VersionID DocumentID InstanceID",
              "pdfaid": "part conformance", "pdfaExtension": "schemas", "xmpRights": "UsageTerms Marked WebStatement"}
NAMESPACES = {"http://purl.org/dc/elements/1.1/": "dc", "http://ns.adobe.com/pdf/1.3/": "pdf",
              "http://ns.adobe.com/xap/1.0/": "xmp", "http://ns.adobe.com/xap/1.0/mm/": "xmpMM",
              "http://www.aiim.org/pdfa/ns/id/": "pdfaid",
              "http://www.aiim.org/pdfa/ns/extension/": "pdfaExtension",
              "http://ns.adobe.com/xap/1.0/rights/": "xmpRights"}  # of those that PDF/A defines, what is used
TOKEN = re.compile(r"(\w+)(!?)(&?)(?:([:=])(\S+))?")


def parse(line):
    return {f"/{key}": (required, reference, sign, what)
            for key, required, reference, sign, what in (TOKEN.fullmatch(x).groups() for x in line.split())}


KINDS = {kind: parse(line) for kind, line in MODEL.items()}


def letter(value):
    """The type of an object as MODEL writes it."""
    for what, name in ((bool, "b"), (int, "ir"), (pikepdf.Name, "n"), (pikepdf.String, "s"), (pikepdf.Array, "a"),
                       (pikepdf.Stream, "t"), (pikepdf.Dictionary, "d")):
        if isinstance(value, what):
            return name
    return "r"


class Walk:
    """One walk over the objects of a file; `faults` grows."""

    def __init__(self, pdf):
        self.faults, self.seen, self.queue = set(), set(), [("Trailer", pdf.trailer)]
        while self.queue:
            kind, value = self.queue.pop()
            self.visit(kind, value)
        kept = {x.objgen for x in pdf.objects if isinstance(x, (pikepdf.Dictionary, pikepdf.Stream))
                and x.get("/Type") not in ("/ObjStm", "/XRef")}
        if kept - self.seen:
            self.fault(f"{len(kept - self.seen)} objects that nothing leads to, the first {min(kept - self.seen)}")

    def fault(self, text):
        self.faults.add(text)

    def visit(self, kind, value):
        if kind in ("Page", "Pages"):
            kind = "Pages" if value.get("/Type") == "/Pages" else "Page"
        if isinstance(value, pikepdf.Object) and value.is_indirect:
            if value.objgen in self.seen:
                return
            self.seen.add(value.objgen)
        if not isinstance(value, (pikepdf.Dictionary, pikepdf.Stream)):
            return self.fault(f"{kind} is no dictionary")
        keys = KINDS[kind]
        for key, item in value.items():
            if key not in keys:
                self.fault(f"{kind} has no key {key}")
            else:
                self.entry(kind, key, item, *keys[key][1:])
        for key, (required, *_) in keys.items():
            if required and key not in value:
                self.fault(f"{kind} lacks {key}")

    def entry(self, kind, key, item, reference, sign, what):
        if reference and not (isinstance(item, pikepdf.Object) and item.is_indirect):
            self.fault(f"{kind} {key} is no reference")
        if sign == "=":
            said = str(item)[1:] if isinstance(item, pikepdf.Name) else str(item)
            if said not in what.split(",") and "*" not in what:
                self.fault(f"{kind} {key} is {said}")
        elif what == "*":
            self.kids(item)
        elif what.startswith("["):
            for one in item if isinstance(item, pikepdf.Array) else [None]:
                self.queue.append((what[1:-1], one))
        elif what.startswith("{"):
            self.queue += [(what[1:-1], one) for _, one in item.items()]
        elif what in KINDS:
            self.queue.append((what, item))
        elif what != "-" and what not in letter(item):
            self.fault(f"{kind} {key} is a {letter(item)}, not a {what}")

    def kids(self, kids):
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, int):
                continue
            kinds = {"/MCR": "Marked", "/OBJR": "Reference"}
            self.queue.append((kinds.get(str(kid.get("/Type")), "Element"), kid))


def sizes(value, depth=0):
    """Faults of strings, names and numbers of an object that are out of the bounds of ISO 19005-2, 6.1.13."""
    if isinstance(value, pikepdf.String) and len(bytes(value)) > 32767:
        yield "a string of more than 32767 bytes"
    elif isinstance(value, pikepdf.Name) and len(str(value)) > 128:
        yield "a name of more than 127 bytes"
    elif isinstance(value, int) and not -2**31 <= value < 2**31:
        yield f"an integer of {value}"
    elif isinstance(value, pikepdf.Array) and depth < 20:
        for item in value:
            if not (isinstance(item, pikepdf.Object) and item.is_indirect):
                yield from sizes(item, depth + 1)
    elif isinstance(value, (pikepdf.Dictionary, pikepdf.Stream)) and depth < 20:
        for key, item in value.items():
            if not (isinstance(item, pikepdf.Object) and item.is_indirect):
                yield from sizes(pikepdf.Name(key), depth)
                yield from sizes(item, depth + 1)


def of_bytes(data):
    """Faults of header, ends and the words around objects (6.1.2, 6.1.3, 6.1.7, 6.1.9)."""
    if not re.match(rb"%PDF-1\.[0-7]\n%[\x80-\xff]{4,}\n", data):
        yield "the header"
    if not re.search(rb"startxref\n\d+\n%%EOF\n?\Z", data):
        yield "the end of the file"
    at = int(re.search(rb"startxref\n(\d+)", data).group(1))
    if not re.match(rb"\d+ 0 obj\n", data[at:at + 20]):
        yield "no object where the cross-reference stream should be"
    for match in re.finditer(rb"/Length (\d+)[^>]*>>(?:[^>]{0,20}>>)?\s*stream(\r?\n)", data):
        end = match.end() + int(match.group(1))
        if not re.match(rb"\r?\nendstream\nendobj\n", data[end:end + 20]):
            yield f"the stream at {match.start()} ends at another place than its length says"
    for match in re.finditer(rb"\d+ +0 +obj.", data, re.S):
        if not re.fullmatch(rb"\d+ 0 obj\n", match.group()):
            yield f"spaces around an object: {match.group()!r}"


def of_page(page, number):
    deepest = depth = 0
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        depth += (name == "q") - (name == "Q")
        deepest = max(deepest, depth)
        if name not in OPERATORS:
            yield f"page {number}: operator {name}"
        for operand in operands:
            for fault in sizes(operand):
                yield f"page {number}: {fault}"
    if deepest > 28 or depth != 0:
        yield f"page {number}: q nested {deepest} deep, {depth} left open"
    left, bottom, right, top = (float(x) for x in page.mediabox)
    if not 3 <= right - left <= 14400 or not 3 <= top - bottom <= 14400:
        yield f"page {number}: its size"


def of_metadata(pdf):
    """Faults of the XMP packet: its header, properties that neither PDF/A nor the packet describes (6.6.2)."""
    packet = pdf.Root.Metadata.read_bytes().decode("utf-8")
    head = re.match(r"<\?xpacket ([^>]*)\?>", packet)
    if not head or re.search(r"\b(bytes|encoding)=", head.group(1)):
        yield "the header of the XMP packet"
    tree = xml.fromstring(re.sub(r"<\?xpacket.*?\?>", "", packet).strip())
    described = set()
    schema, field = "{http://www.aiim.org/pdfa/ns/schema#}", "{http://www.aiim.org/pdfa/ns/property#}"
    for space in tree.iter(f"{schema}namespaceURI"):
        above = next(x for x in tree.iter() if space in list(x))
        described |= {f"{{{space.text}}}{name.text}" for name in above.iter(f"{field}name")}
    for description in tree.iter("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}Description"):
        for child in description:
            space, name = child.tag[1:].split("}")
            if name not in PROPERTIES.get(NAMESPACES.get(space, ""), "").split() and child.tag not in described:
                yield f"XMP property {child.tag}"


def of_fonts(pdf):
    """Faults of ToUnicode (6.2.11.7): values that stand for nothing, and private ones."""
    for value in pdf.objects:
        if isinstance(value, pikepdf.Dictionary) and "/ToUnicode" in value:
            for to in re.findall(rb"<([0-9A-Fa-f]+)>\s*\n", value.ToUnicode.read_bytes().split(b"endcodespacerange")[-1]):
                text = bytes.fromhex(to.decode()).decode("utf-16-be")
                if any(x in "\0\ufeff\ufffe" or "\ue000" <= x <= "\uf8ff" or x >= "\U000f0000" for x in text):
                    yield f"{value.BaseFont} reads as {text!r}"


def of_profile(pdf):
    profile = pdf.Root.OutputIntents[0].DestOutputProfile.read_bytes()
    if profile[12:16] not in (b"prtr", b"mntr") or profile[16:20] != b"RGB " or profile[8] >= 5:
        yield "the output intent's profile"


def planted(file, target):
    """What faults() misses in copies of a file with a fault each: their names."""
    plants = {
        "Catalog has no key /AA": lambda pdf: pdf.Root.__setitem__("/AA", pikepdf.Dictionary()),
        "Element lacks /S": lambda pdf: pdf.Root.StructTreeRoot.K.__delitem__("/S"),
        "Page /Tabs is R": lambda pdf: pdf.pages[0].obj.__setitem__("/Tabs", pikepdf.Name.R),
        "Catalog /Lang is a n, not a s": lambda pdf: pdf.Root.__setitem__("/Lang", pikepdf.Name.en),
        "page 1: operator sh": lambda pdf: pdf.pages[0].contents_add(b"/X sh"),
        "an integer of 2147483648": lambda pdf: pdf.Root.ViewerPreferences.__setitem__("/NumCopies", 2**31),
    }
    missed = []
    for name, plant in plants.items():
        with pikepdf.open(file) as pdf:
            plant(pdf)
            pdf.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        missed += [] if any(name in fault for fault in faults(target)) else [name]
    return missed


def faults(file):
    found = list(of_bytes(file.read_bytes()))
    with pikepdf.open(file) as pdf:
        found += sorted(Walk(pdf).faults)
        found += [fault for value in pdf.objects for fault in sizes(value)]
        for number, page in enumerate(pdf.pages, 1):
            found += of_page(page, number)
        found += [*of_metadata(pdf), *of_fonts(pdf), *of_profile(pdf)]
    return found
