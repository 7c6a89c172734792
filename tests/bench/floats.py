"""The benchmark text with a floating table to every page or so, and how far these stand from their mentions.

Takes a neutral document; gives it with a table after every third paragraph, which ends with a mention of it: a code
that the table's caption has too, so that both are found on the pages of any program. Ours and Typst float all tables
to the top of a page. Distances are read from the words that pdftotext places:

turned    tables that stand on another page than their mention: one sees them only after so many page turns, mean
          over all and most
lines     to a table's caption from its mention, mean over all; none to what stands on the same page, seen at once
"""
import copy
import statistics
import subprocess

EVERY = 3  # paragraphs to a table
OURS = "extends: layout.yaml\nprotrusion: true\npagination: {}\nstyles: {{table: {{float: top}}}}\n"


def with_floats(neutral):
    """A copy of the document with more tables, all mentioned in the paragraph before them."""
    text, number, paragraphs = copy.deepcopy(neutral), 0, 0
    tables = [x for section in neutral["sections"] for x in section["blocks"] if x["k"] == "table"]
    for section in text["sections"]:
        blocks = []
        for block in (x for x in section["blocks"] if x["k"] != "table"):
            blocks.append(block)
            paragraphs += block["k"] == "p"
            if block["k"] == "p" and paragraphs % EVERY == 0:
                number += 1
                code, table = f"T{number:04}", tables[number % len(tables)]
                block["c"].append(["t", f" The numbers are in {code}."])
                blocks.append({**table, "cap": f"{code} {table['cap']}"})
        section["blocks"] = blocks
    return text


def typst(emitters, text):
    return emitters.typst(text, True).replace("#figure(caption", "#figure(placement: top, caption")


def places(pages):
    """code -> [(page, distance from the top)] of the lines that hold it."""
    found = {}
    for number, page in enumerate(pages):
        for line in page:
            for word in line:
                code = word[4].strip(".,:")
                if len(code) == 5 and code[0] == "T" and code[1:].isdigit():
                    found.setdefault(code, []).append((number, word[3]))
    return found


def measure(tool, file, leading, depth):
    """Distances of a PDF's tables from their mentions; `depth` is the height of a page's text."""
    turned, lines = [], []
    for at in places(tool.pages(str(file))).values():
        if len(at) == 2:
            # the caption is above its mention where both are on one page, and else after it
            (first, high), (second, low) = at
            turned.append(second - first)
            if second > first:
                lines.append(((second - first) * depth + low - high) / leading)
    return {"tables": len(turned), "turned": len(lines), "mean": statistics.mean(turned), "most": max(turned),
            "lines": sum(lines) / len(turned)}


def layouts(document):
    """Writes a layout for each rule beside the document of a text with floats: rule -> layout."""
    files = {rule: document.parent / f"floats-{rule}.yaml" for rule in ("optimal", "greedy")}
    for rule, layout in files.items():
        layout.write_text(OURS.format(rule))
    return files


def build_ours(program, document):
    """The document of a text with floats under each rule: name -> PDF."""
    files = {}
    for rule, layout in layouts(document).items():
        files[f"imprimatur {rule}"] = file = layout.with_suffix(".pdf")
        subprocess.run([program, "build", document, "--layout", layout, "-o", file], check=True)
    return files
