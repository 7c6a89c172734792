"""Writes the neutral text of the shared benchmark as a project in our format.

Takes what gen/content.py builds (a list of sections with blocks of paragraphs, lists, tables and
callouts) and a folder; gives the document, a section file for each first-level heading, the references,
a layout (A4, 10.5 pt, a measure of 453 pt) and the font list (Liberation Serif and Sans), so that pages
compare with those of the peers.
"""
import json
import pathlib
import re

PLACES = [pathlib.Path("/usr/share/fonts/truetype") / x for x in ("liberation", "liberation2")]
FONTS = next((x for x in PLACES if x.exists()), PLACES[0])
KINDS = {"key": "key-message", "caution": "warning", "gap": "uncertainty"}
MONTHS = "January February March April May June July August September October November December".split()
RULES = {"l": ":---", "r": "---:", "c": ":---:"}

LAYOUT = """name: Benchmark
page: {size: a4, inner: 25mm, outer: 25mm, top: 25mm, bottom: 25mm, head: 14mm, foot: 12mm}
running:
  head: {inner: "{title}", outer: "{section}"}
  foot: {outer: "Page {page} of {pages}"}
front: [title, contents]
back: [references]
contents-depth: 2
number-depth: 2
styles:
  body: {family: text, size: 10.5pt, leading: 13.9pt, align: justify, hyphenate: true, widows: 2, orphans: 2}
  title: {family: companion, weight: 700, size: 22pt, leading: 26pt, align: centre, hyphenate: false}
  subtitle: {size: 13pt, leading: 16pt, align: centre, space-after: 14pt}
  heading: {family: companion, weight: 700, align: left, hyphenate: false, numbered: true, keep-with-next: true}
  heading.1: {size: 15pt, leading: 19pt, space-before: 18pt, space-after: 6pt}
  heading.2: {size: 12pt, leading: 15pt, space-before: 12pt, space-after: 4pt}
  paragraph: {space-after: 9pt}
  list: {space-after: 9pt}
  list.item: {margin-left: 16pt}
  list.marker: {mark: bullet}
  table: {size: 9pt, leading: 11pt, align: left, hyphenate: false, numbered: true, space-before: 9pt, space-after: 9pt}
  table.head: {weight: 700, background: "#dde6f0", padding: 3pt, border: {width: 0.4pt, colour: "#808080"}}
  table.cell: {padding: 3pt, border: {width: 0.4pt, colour: "#808080"}}
  table.row-header: {padding: 3pt, border: {width: 0.4pt, colour: "#808080"}}
  table.caption: {family: companion, size: 9pt, leading: 11pt, label: Table, keep-with-next: true, space-after: 4pt}
  callout: {padding: 9pt, border-left: {width: 3pt, colour: "#2b6cb0"}, background: "#e8f1fa", keep-together: true,
            space-before: 6pt, space-after: 9pt}
  callout.title: {family: companion, weight: 700, keep-with-next: true}
  contents: {align: left, hyphenate: false, space-after: 14pt}
  bibliography: {size: 9pt, leading: 12pt, align: left}
  bibliography.title: {family: companion, weight: 700, size: 15pt, leading: 19pt, space-before: 18pt, keep-with-next: true}
  bibliography.entry: {margin-left: 22pt}
  running: {family: companion, size: 8.5pt, leading: 11pt, align: left, hyphenate: false}
  emphasis: {italic: true}
  strong: {weight: 700}
  superscript: {position: super}
"""


def font_list():
    lines = ["families:"]
    for key, name in (("text", "LiberationSerif"), ("companion", "LiberationSans")):
        lines += [f"  {key}:", f"    name: {name}", "    package: fonts-liberation", "    faces:"]
        for weight, italic, part in ((400, "", "Regular"), (400, "italic: true, ", "Italic"), (700, "", "Bold"),
                                     (700, "italic: true, ", "BoldItalic")):
            lines.append(f"      - {{weight: {weight}, {italic}file: {FONTS}/{name}-{part}.ttf}}")
    return "\n".join([*lines, "fallback: [companion]", ""])


def escape(text):
    return re.sub(r"([\\`*_\[\]<>@~^{}|])", r"\\\1", text)


def inlines(items):
    out = []
    for kind, *rest in items:
        if kind == "t":
            out.append(escape(rest[0]))
        elif kind == "cite":
            out.append("[" + "; ".join("@" + key for key in rest[0]) + "]")
        elif kind == "a":
            out.append(f"[{escape(rest[0])}]({rest[1]})")
        else:
            mark = "**" if kind == "b" else "*"
            out.append(mark + escape(rest[0]) + mark)
    return "".join(out)


def table(block, number):
    rows = ["| " + " | ".join(map(escape, row)) + " |" for row in (block["head"], *block["rows"])]
    rows.insert(1, "|" + "|".join(RULES[x] for x in block["align"]) + "|")
    return "\n".join(rows) + f"\n\nTable: {escape(block['cap'])} {{#tbl-{number}}}\n"


def block_text(block, number):
    kind = block["k"]
    if kind == "p":
        return inlines(block["c"]) + "\n"
    if kind in ("ul", "ol"):
        mark = "-" if kind == "ul" else "1."
        return "".join(f"{mark} {inlines(item)}\n" for item in block["items"])
    if kind == "callout":
        body = "\n\n".join(inlines(x) for x in block["c"])
        return f'::: {{.{KINDS[block["kind"]]} title="{block["title"]}"}}\n{body}\n:::\n'
    return table(block, number)


def section_files(sections):
    """(file name, text) for each first-level section with those below it."""
    files, number = [], 0
    for section in sections:
        text = f"{'#' * section['level']} {escape(section['title'])} {{#sec-{section['id']}}}\n\n"
        for block in section["blocks"]:
            number += 1
            text += block_text(block, number) + "\n"
        if section["level"] == 1:
            files.append([f"{section['id']}.md", text])
        else:
            files[-1][1] += text
    return files


def references(refs):
    return json.dumps([{
        "id": r["key"], "type": "article-journal", "title": r["title"], "container-title": r["journal"],
        "author": [{"family": n, "given": " ".join(c + "." for c in g)} for n, g in r["authors"]],
        "issued": {"date-parts": [[r["year"]]]}, "volume": str(r["volume"]), "issue": str(r["issue"]),
        "page": f"{r['p1']}-{r['p2']}", "DOI": r["doi"]} for r in refs], ensure_ascii=False, indent=1)


def iso_date(text):
    day, month, year = text.split()
    return f"{year}-{MONTHS.index(month) + 1:02}-{int(day):02}"


def emit(neutral, folder):
    """Writes the project of a neutral document; gives the path of its document file."""
    files = section_files(neutral["sections"])
    lines = [f"title: {neutral['title']}", f"subtitle: {neutral['subtitle']}", f"owner: {neutral['author']}",
             f"date: {iso_date(neutral['date'])}", 'version: "1"', "language: en-GB", "layout: layout.yaml",
             "sources: [references.json]", "sections:", *(f"  - sections/{name}" for name, _ in files)]
    for part in ("fonts", "sections"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    (folder / "fonts/fonts.yaml").write_text(font_list())
    (folder / "layout.yaml").write_text(LAYOUT)
    (folder / "references.json").write_text(references(neutral["refs"]))
    (folder / "doc.yaml").write_text("\n".join([*lines, ""]))
    for name, text in files:
        (folder / "sections" / name).write_text(text)
    return folder / "doc.yaml"
