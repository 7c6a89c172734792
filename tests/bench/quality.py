#!/usr/bin/env python3
"""Measures lines and pages of finished PDFs: the 100-page benchmark text under our rules and the briefing,
both beside the peers (of the briefing these print the running text, briefing.py).

Takes the build folder and the shared folder with its benchmark text and tools (without it there is nothing
to measure, which is said); further PDFs of the benchmark text as NAME=FILE.pdf. Our text is set like the
peers': brackets for citations, punctuation in the margin, letters that give 2 %. Everything is read from
the words that pdftotext places, so all programs are measured alike. Gives two tables; exits 1 where ours
misses a target of TARGETS.

empty     lines empty at the foot of pages, all but the last: mean, share of pages with over 3, the most
split     paragraphs and list items that a page turn parts; turns after a hyphen
lone      first or last lines of a paragraph alone on their side (orphans, widows)
low       headings with less than 3 lines under them on their page
apart     lines by which facing pages differ in depth, mean

Floats are measured on the same text with a floating table to every page or so (floats.py).
"""
import argparse
import importlib
import os
import pathlib
import shutil
import statistics
import subprocess
import sys

sys.dont_write_bytecode = True
import briefing  # noqa: E402
import emit  # noqa: E402
import floats  # noqa: E402
import run  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
TOP, FOOT = 60, 790  # running matter lies outside, in points from the top of A4
TARGETS = {"sd": 0.033, "worst": 0.42, "hyph": 0.06, "ladder": 2, "widows": 0, "orphans": 0, "stuck": 0}
BESIDE = ("sd", "worst", "hyph", "ladder")  # of which ours has no more on the briefing than the peers
PEERS = {name: run.PEERS[name] for name in ("typst", "pdflatex", "weasyprint", "groff-ms")}


class Line:
    """A line of words on a page: its edges, its height and what it says."""

    def __init__(self, words):
        self.left, self.right = words[0][0], words[-1][2]
        self.bottom, self.height = words[0][3], words[0][3] - words[0][1]
        self.first, self.last = words[0][4], words[-1][4]


def read_pages(tool, file):
    return [[Line(words) for words in page if TOP < words[0][3] < FOOT] for page in tool.pages(file)]


def mode(values):
    return statistics.mode([round(x, 1) for x in values])


class Text:
    """What is usual in a text: the height of body lines, their distance and edges, a full page's depth."""

    def __init__(self, pages):
        lines = [x for page in pages for x in page]
        self.height = mode(x.height for x in lines if x.right - x.left > 380)
        body = [x for x in lines if abs(x.height - self.height) < 0.4]
        self.right = mode(x.right for x in body if x.right - x.left > 380)
        self.left = mode(x.left for x in body if abs(x.right - self.right) < 8)
        self.leading = mode(b.bottom - a.bottom for page in pages for a, b in zip(page, page[1:])
                            if self.is_body(a) and self.is_body(b) and 5 < b.bottom - a.bottom < 30)
        depths = sorted(page[-1].bottom for page in pages if page)
        self.depth = depths[int(0.95 * (len(depths) - 1))]

    def is_body(self, line):
        return abs(line.height - self.height) < 0.4

    def is_full(self, line):
        return abs(line.right - self.right) < 7

    def is_heading(self, line):
        return line.height > self.height * 1.08

    def near(self, a, b):
        """Whether line b follows line a without a space between."""
        return 0 < b.bottom - a.bottom < self.leading * 1.2

    def empty(self, page):
        return max(0.0, (self.depth - page[-1].bottom) / self.leading) if page else 0.0


def turn(text, page, after):
    """What a page turn does: a set of words."""
    a, b, did = page[-1], after[0], set()
    if text.is_heading(a):
        did.add("low")
    for i, line in enumerate(page[-3:]):
        if text.is_heading(line) and not any(map(text.is_heading, page[-3:][i + 1:])):
            did.add("low")
    goes_on = text.is_body(a) and text.is_body(b) and text.is_full(a) and abs(a.left - b.left) < 14
    if not goes_on or not (b.first[:1].islower() or a.last[-1:] not in ".:?!)”]"):
        return did
    did.add("item" if a.left > text.left + 5 and b.left > text.left + 5 else "paragraph")
    if a.last.endswith(("-", "\u2010")):
        did.add("hyphen")
    if len(page) > 1 and not text.near(page[-2], a):
        did.add("orphan")
    if len(after) > 1 and not text.near(b, after[1]) and not text.is_full(b):
        did.add("widow")
    return did


def measure_pages(tool, file):
    pages = [page for page in read_pages(tool, file) if page]
    text = Text(pages)
    empty = [text.empty(page) for page in pages]
    turns = [turn(text, a, b) for a, b in zip(pages, pages[1:])]
    count = {x: sum(x in did for did in turns) for x in ("paragraph", "item", "hyphen", "orphan", "widow", "low")}
    facing = [abs(a - b) for a, b in list(zip(empty, empty[1:]))[1:-1:2]]
    return {"pages": len(pages), "mean": statistics.mean(empty[:-1]), "over": sum(x > 3.05 for x in empty[:-1]) / len(empty[:-1]),
            "most": max(empty[:-1]), "apart": statistics.mean(facing), **count}


def print_pages(title, tool, files):
    """Prints the table; gives the lines empty at the foot, by name."""
    found = {}
    print(f"\n{title:18}  pages  empty: mean  over 3    most   split: par.  item  hyphen   lone: orphan  widow    low  apart")
    for name, file in files.items():
        if file is None:
            continue
        m = measure_pages(tool, file)
        found[name] = m["mean"]
        print(f"{name:18} {m['pages']:6} {m['mean']:12.2f} {m['over']:7.0%} {m['most']:7.1f} {m['paragraph']:13} "
              f"{m['item']:5} {m['hyphen']:7} {m['orphan']:14} {m['widow']:6} {m['low']:6} {m['apart']:6.2f}")
    return found


def line_tool(shared, size, least):
    """The shared tool, made for a body of `size` points and lines of at least `least`."""
    os.environ.update(EM=str(size), MEASURE=str(least))
    sys.path.insert(0, str(shared / "tools"))
    return importlib.reload(importlib.import_module("line_quality"))


def narrow(tool, most):
    """The tool with an eye only for lines no wider than `most`: tables and references of the briefing reach
    into its margin, and are so many that they would be taken for the text."""
    every = tool.pages
    tool.pages = lambda file: [[x for x in page if x[-1][2] - x[0][0] < most] for page in every(file)]
    return tool


def print_lines(title, tool, files):
    """Prints the table; gives the figures by name."""
    print(f"\n{title:18}  lines  gap em: median     sd  worst  hyphens  ladder  orphans  widows  stranded")
    figures = {}
    for name, file in files.items():
        if file is None:
            print(f"{name:18} not installed")
            continue
        figures[name] = m = tool.measure(str(file))
        print(f"{name:18} {m['lines']:6} {m['med']:15.3f} {m['sd']:6.3f} {m['worst']:6.3f} {m['hyph']:8.1%} {m['ladder']:7} "
              f"{m['orphans']:8} {m['widows']:7} {m['stuck']:9}")
    return figures


def build_ours(program, neutral, room):
    """The benchmark text under the optimal and the greedy rule: name -> PDF."""
    document = emit.emit(neutral, room / "quality")
    if pathlib.Path(run.STYLE).exists():
        document.write_text(document.read_text() + "citation-style: vancouver-brackets\n")
    files = {}
    for rule in ("optimal", "greedy"):
        layout = document.parent / f"{rule}.yaml"
        layout.write_text(f"extends: layout.yaml\nprotrusion: true\npagination: {rule}\n")
        file = document.parent / f"{rule}.pdf"
        subprocess.run([program, "build", document, "--layout", layout, "-o", file], check=True)
        files[f"imprimatur {rule}"] = file
    return files


def build_peers(neutral, emitters, room):
    """The text by the peers: name -> PDF, or None for one that is not installed."""
    return {name: printed(peer, run.prepare(room / f"quality-{name}", {
        file: write(emitters, neutral) for file, write in peer[2].items()})) for name, peer in PEERS.items()}


def printed(peer, folder):
    command = run.command_of(peer)
    return folder / "out.pdf" if command and run.measure(command, folder) else None


def build_floats(program, neutral, emitters, room):
    """The text with floating tables, ours under both rules and by Typst: name -> PDF or None."""
    text = floats.with_floats(neutral)
    document = emit.emit(text, room / "floats")
    sources = {"doc.typ": floats.typst(emitters, text), "refs.bib": emitters.bibtex(text)}
    return {**floats.build_ours(program, document),
            "typst": printed(run.PEERS["typst"], run.prepare(room / "floats-typst", sources))}


def print_floats(tool, files):
    """Prints the table; gives pages and lines of distance by name."""
    print("\nfloats              tables  turned: number   mean  most   lines: mean")
    found = {}
    for name, file in files.items():
        if file is None:
            print(f"{name:18} not installed")
            continue
        pages = [page for page in read_pages(tool, file) if page]
        text = Text(pages)
        m = floats.measure(tool, file, text.leading, text.depth - TOP)
        found[name] = (m["mean"], m["lines"])
        print(f"{name:18} {m['tables']:7} {m['turned']:15} {m['mean']:6.2f} {m['most']:5} {m['lines']:13.1f}")
    return found


def missed_by_pages(empty, distances):
    """Where the optimal rule is not better than the greedy one and Typst: lines empty at the foot, floats."""
    return [f"{what} not under that of {name}" for what, ours in (("empty lines", empty), ("float distance", distances))
            for name in ours if "optimal" not in name and (name == "typst" or "greedy" in name)
            and not ours["imprimatur optimal"] < ours[name]]


def build_briefing(program, room):
    """The briefing, and its running text by the peers: name -> PDF or None."""
    document, file = ROOT / "content/ketamine-briefing.yaml", room / "briefing.pdf"
    subprocess.run([program, "build", document, "-o", file], check=True)
    text = briefing.paragraphs(program, document)
    return {"imprimatur": file, **{name: printed(peer, run.prepare(room / f"briefing-{name}", {
        file: write(text) for file, write in peer[2].items()})) for name, peer in briefing.PEERS.items()}}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build")
    parser.add_argument("--shared", type=pathlib.Path, default=ROOT / "../shared")
    parser.add_argument("files", nargs="*", metavar="NAME=FILE.pdf")
    options = parser.parse_args()
    shared, program = options.shared.resolve(), options.build.resolve() / "imprimatur"
    if not (shared / "tools/line_quality.py").exists():
        print(f"skipped: the benchmark text and its tools are not in {shared}")
        return 0
    sys.path.insert(0, str(shared / "bench/gen"))
    content, emitters = importlib.import_module("content"), importlib.import_module("emitters")
    room = options.build.resolve() / "bench"
    neutral = content.build("medium")
    files = build_ours(program, neutral, room)
    files.update(build_peers(neutral, emitters, room))
    files.update(x.split("=", 1) for x in options.files)
    tool = line_tool(shared, 10.5, 380)
    ours = print_lines("100-page text", tool, files)["imprimatur optimal"]
    empty = print_pages("pages", tool, files)
    floating = build_floats(program, neutral, emitters, room)
    print_pages("pages with floats", tool, floating)
    distances = print_floats(tool, floating)
    short = print_lines("briefing", narrow(line_tool(shared, 10, 290), 356), build_briefing(program, room))
    missed = [f"{key} {ours[key]:.3g} over {most}" for key, most in TARGETS.items() if ours[key] > most]
    missed += [f"briefing: {key} over that of {name}" for name in briefing.PEERS for key in BESIDE
               if name in short and short["imprimatur"][key] > short[name][key]]
    missed += missed_by_pages(empty, distances)
    print("\ntargets: " + ("; ".join(missed) if missed else "all met"))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
