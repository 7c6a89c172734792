"""The running text of the briefing as sources for pdfTeX and LuaTeX with microtype and for Typst.

Takes our program and the briefing; gives its paragraphs outside lists, boxes and tables as they are printed,
with abbreviations expanded and citations numbered, in the faces, size, leading, measure and indents of the
layout a4-staff: what LAYOUT says of them is repeated here, since the peers cannot read it. pdfTeX gets the same
TrueType files through otftotfm (T1 encoding, kerns and ligatures); all peers have their own defaults else, TeX
also \\emergencystretch 1em, as in the shared benchmark.
"""
import pathlib
import re
import struct
import subprocess

FACES = pathlib.Path("/usr/share/fonts/truetype/vollkorn")
NAMES = [f"Vollkorn-{style}" for style in ("Regular", "Italic", "Bold", "SemiBold")]
LAYOUT = {"size": "10pt", "leading": "12.5pt", "measure": "345.83pt", "indent": "12pt", "margin": "56.69pt"}

OTFTOTFM = " && ".join(
    "otftotfm --no-updmap -q -e ec -fkern -fliga -flnum --tfm-directory=. --vf-directory=. --encoding-directory=. "
    f"--map-file=faces.map --no-type1 --no-dotlessj --truetype-directory=. {face}.ttf {face} 2>otftotfm.log" for face in NAMES)
TEX = r"""\documentclass[10pt]{article}
\usepackage[paperwidth=210mm,paperheight=297mm,textwidth=MEASURE,left=MARGIN,top=18mm,bottom=18mm]{geometry}
FONTS
\usepackage[american]{babel}
\usepackage{microtype}
\AtBeginDocument{\fontsize{SIZE}{LEADING}\selectfont\setlength{\parindent}{INDENT}\emergencystretch=1em}
\newcommand\raised[1]{\raisebox{3.6pt}{\supface #1}}
\pagestyle{empty}
\begin{document}
"""
PDFTEX = r"""\usepackage[T1]{fontenc}\usepackage[utf8]{inputenc}
\DeclareUnicodeCharacter{2212}{\ensuremath{-}}
\pdfmapfile{+faces.map}
\DeclareFontFamily{T1}{vk}{}
\DeclareFontShape{T1}{vk}{m}{n}{<-> Vollkorn-Regular}{}
\DeclareFontShape{T1}{vk}{m}{it}{<-> Vollkorn-Italic}{}
\DeclareFontShape{T1}{vk}{b}{n}{<-> Vollkorn-Bold}{}
\DeclareFontShape{T1}{vk}{bx}{n}{<-> Vollkorn-Bold}{}
\DeclareFontShape{T1}{vk}{sb}{n}{<-> Vollkorn-SemiBold}{}
\renewcommand\rmdefault{vk}
\newcommand\supface{\fontsize{6.2}{7}\fontseries{sb}\selectfont}"""
LUATEX = r"""\usepackage{fontspec}
\setmainfont{Vollkorn}[Path=FACES/,Extension=.ttf,UprightFont=*-Regular,ItalicFont=*-Italic,BoldFont=*-Bold,Numbers=Lining]
\newfontface\supfont{Vollkorn-SemiBold}[Path=FACES/,Extension=.ttf,Numbers=Lining]
\newcommand\supface{\supfont\fontsize{6.2}{7}\selectfont}""".replace("FACES", str(FACES))
TYPST = """#set page(paper: "a4", margin: (left: MARGIN, right: 595.28pt - MARGIN - MEASURE, top: 18mm, bottom: 18mm))
#set text(font: "Vollkorn", size: SIZE, lang: "en", region: "US", hyphenate: true, number-type: "lining",
  top-edge: 0.8em, bottom-edge: -0.2em)
#set par(justify: true, leading: LEADING - SIZE, spacing: LEADING - SIZE)
#let raised(it) = text(size: 6.2pt, baseline: -3.6pt, weight: 600, it)
"""
TEX_MARKS = {"em": r"\emph{%s}", "strong": r"\textbf{%s}", "sup": r"\raised{%s}"}
TYPST_MARKS = {"em": "#emph[%s]", "strong": "#strong[%s]", "sup": "#raised[%s]"}


def old_face(path):
    """A TrueType file as pdfTeX reads it: with version 3 of the table OS/2, which has all fields of version 4."""
    data = bytearray(path.read_bytes())
    for entry in range(12, 12 + 16 * struct.unpack_from(">H", data, 4)[0], 16):
        if data[entry:entry + 4] == b"OS/2":
            struct.pack_into(">H", data, struct.unpack_from(">I", data, entry + 8)[0], 3)
    return bytes(data)


def dump(program, stage, document):
    return subprocess.run([program, "dump", stage, document], check=True, stdout=subprocess.PIPE, text=True).stdout


def nodes(text):
    """(depth, name, what the line says in quotes) of each line of a dump."""
    for line in text.splitlines():
        said = re.search(r'"(.*)"', line)
        yield (len(line) - len(line.lstrip())) // 2, line.split()[0], said[1].replace('\\"', '"') if said else ""


def marked(dumped):
    """(kind, text) of all that is emphasised in paragraphs of sections, in order."""
    path, found = [], []
    for depth, name, said in nodes(dumped):
        path[depth:] = [name]
        if name == "text" and path[1:2] == ["paragraph"] and path[-2] in ("emphasis", "strong"):
            found.append(("em" if path[-2] == "emphasis" else "strong", said))
    return found


def tagged(dumped):
    """(indented, pieces) for each paragraph below a section with a heading; a piece is (kind, text)."""
    path, headed, last, found = [], {}, {}, []
    for depth, name, said in nodes(dumped):
        if name == "Sect":
            headed[depth] = False
        if re.fullmatch(r"H\d", name):
            headed[depth - 1] = True
        path[depth:] = [name]
        if name == "P" and path[-2] == "Sect" and headed[depth - 1]:
            found.append((last.get(depth) == "P", []))
        inside = [i for i, x in enumerate(path) if x == "P" and path[i - 1] == "Sect" and headed.get(i - 1)]
        if name == "text" and inside and "Note" not in path:
            raised = "Reference" in path and re.fullmatch(r"[\d,–]+|[a-z]", said)
            found[-1][1].append(("sup" if raised else "", said))
        last[depth] = name
    return found


def emphasised(pieces, marks):
    """The pieces with the next of `marks` taken out of them where they occur."""
    for kind, text in pieces:
        while not kind and marks and (at := re.search(rf"(?<!\w){re.escape(marks[0][1])}(?!\w)", text)):
            mark, word = marks.pop(0)
            yield from (("", text[:at.start()]), (mark, word))
            text = text[at.end():]
        yield kind, text


def paragraphs(program, document):
    marks = marked(dump(program, "document", document))
    return [(indented, list(emphasised(pieces, marks))) for indented, pieces in tagged(dump(program, "tags", document))]


def filled(template):
    for key, value in LAYOUT.items():
        template = template.replace(key.upper(), value)
    return template


def written(pieces, escape, marks):
    return "".join(marks.get(kind, "%s") % escape(text) for kind, text in pieces)


def latex(text, fonts):
    escape = lambda s: re.sub(r"([%&#_${}])", r"\\\1", s).replace("\u00a0", "~")  # noqa: E731
    body = [("" if indented else r"\noindent ") + written(pieces, escape, TEX_MARKS) for indented, pieces in text]
    return filled(TEX.replace("FONTS", fonts)) + "\n\n".join([*body, r"\end{document}", ""])


def typst(text):
    escape = lambda s: re.sub(r"([\\#*_`$<>@~\[\]/-])", r"\\\1", s)  # noqa: E731
    body = [filled("#h(INDENT)" if indented else "") + written(pieces, escape, TYPST_MARKS) for indented, pieces in text]
    return filled(TYPST) + "\n\n".join([*body, ""])


# name: (programs needed, command, files), as in run.PEERS
PEERS = {
    "pdfTeX": (["pdflatex", "otftotfm"], f"{OTFTOTFM} && pdflatex -interaction=batchmode -jobname=out doc.tex",
               {"doc.tex": lambda text: latex(text, PDFTEX),
                **{f"{face}.ttf": lambda _, face=face: old_face(FACES / f"{face}.ttf") for face in NAMES}}),
    "LuaTeX": (["lualatex"], "lualatex -interaction=batchmode -jobname=out doc.tex",
               {"doc.tex": lambda text: latex(text, LUATEX)}),
    "Typst": ([], f"{{typst}} {FACES}", {"doc.typ": typst}),
}
