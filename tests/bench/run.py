#!/usr/bin/env python3
"""Measures whole builds: the briefing, and one text of 12, 100 and 1,000 pages beside the peers.

Takes the build folder and the shared benchmark (its generators make the text and the peers' files; where
it is absent, only the briefing is measured). Each run is a cold process in a folder of its own; runs of
all programs take turns, so that a busy moment hits them alike. Gives medians of wall time, the peak memory
of the largest process, pages, bytes of the file, and the ratio of times to ours, which stand
once more with the read-back of the finished file; the same text with floats under the greedy and the optimal rule of
pagination, so that the ratio is what choosing pages together costs; the time of `check` with 10,000 claims (claims.py);
then a table of sizes beside the peers that print the same text in the same fonts with tags or without. A peer that is not
installed is said to be so, one that takes over LIMIT seconds is not asked again. Typst is its program or,
where node finds it (NODE_PATH), the package TYPST_PACKAGE.
"""
import argparse
import importlib
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys

sys.dont_write_bytecode = True
import cite  # noqa: E402
import claims  # noqa: E402
import emit  # noqa: E402
import floats  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
SIZES = ("small", "medium", "large")
RUNS = {"small": 9, "medium": 5, "large": 3}
LIMIT = 120
GROFF = "groff -k -R -t -ms -dpaper=a4 -P-pa4 -P-e -Tpdf doc.ms > out.pdf"
LATEX = "{0} -interaction=batchmode doc.tex && bibtex -terse doc && {0} -interaction=batchmode doc.tex && " \
        "{0} -interaction=batchmode doc.tex && mv doc.pdf out.pdf"
PANDOC = "pandoc doc.md --citeproc --toc -N -s -t ms | groff -k -t -ms -dpaper=a4 -P-pa4 -P-e -Tpdf > out.pdf"
TYPST_PACKAGE = "@myriaddreamin/typst-ts-node-compiler"
TYPST_SCRIPT = """
const {NodeCompiler} = require('%s');
const compiler = NodeCompiler.create({workspace: process.cwd(), fontArgs: [{fontPaths: [process.argv[2]]}]});
require('fs').writeFileSync('out.pdf', compiler.pdf({mainFilePath: 'doc.typ'}));
""" % TYPST_PACKAGE
SIZED = ("typst", "pdflatex", "weasyprint")  # the peers of the table of sizes
# name: (programs needed, command, files by the shared emitters)
PEERS = {
    "groff-ms": (["groff"], GROFF, {"doc.ms": lambda e, d: e.ms(d), "refs.refer": lambda e, d: e.refer(d)}),
    "typst": ([], f"{{typst}} {emit.FONTS}",
              {"doc.typ": lambda e, d: e.typst(d, True), "refs.bib": lambda e, d: e.bibtex(d)}),
    "pdflatex": (["pdflatex", "bibtex"], LATEX.format("pdflatex"),
                 {"doc.tex": lambda e, d: e.latex(d, "natbib"), "refs.bib": lambda e, d: e.bibtex_ascii(d)}),
    "weasyprint": (["weasyprint"], "weasyprint -q doc.html out.pdf", {"doc.html": lambda e, d: e.html(d)}),
    "pandoc-groff": (["pandoc", "groff"], PANDOC,
                     {"doc.md": lambda e, d: e.markdown(d, "pandoc"), "refs.json": lambda e, d: e.csljson(d)}),
}
STYLE = "/usr/share/citation-style-language/styles/vancouver-brackets.csl"
# A small process that starts the command, so that the peak is the command's and not ours.
STARTER = """
import os, sys, time
start = time.perf_counter()
child = os.posix_spawn('/bin/bash', ['bash', '-c', sys.argv[1]], os.environ)
_, status, usage = os.wait4(child, 0)
print(time.perf_counter() - start, usage.ru_maxrss / 1024, status)
"""


def measure(command, folder):
    """(seconds, MB) of one run, or None if it failed or took too long."""
    for old in folder.glob("out.pdf"):
        old.unlink()
    try:
        done = subprocess.run([sys.executable, "-I", "-S", "-c", STARTER, command], cwd=folder, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=LIMIT,
                              env=dict(os.environ, LC_ALL="C.UTF-8", SOURCE_DATE_EPOCH="1718064000"))
        seconds, memory, _ = map(float, done.stdout.split("\n")[-2].split())
    except (subprocess.TimeoutExpired, ValueError, IndexError):
        return None
    file = folder / "out.pdf"
    if file.exists() and file.stat().st_size > 1000:
        return seconds, memory
    print(f"{command}: " + " ".join(done.stderr.split())[:300])
    return None


def pages_of(file):
    done = subprocess.run(["pdfinfo", file], capture_output=True, text=True)
    return next((x.split()[1] for x in done.stdout.splitlines() if x.startswith("Pages:")), "?")


def typst():
    """The command that prints doc.typ, to be followed by a folder of fonts; None where Typst is not installed."""
    if shutil.which("typst"):
        return "typst compile doc.typ out.pdf --font-path"
    if shutil.which("node") is None:
        return None
    found = subprocess.run(["node", "-e", f"require.resolve('{TYPST_PACKAGE}')"], capture_output=True)
    return "node run.js" if found.returncode == 0 else None


def command_of(peer):
    """The command of a peer as in PEERS, or None where it is not installed."""
    programs, command, _ = peer
    if not all(shutil.which(x) for x in programs):
        return None
    if "{typst}" not in command:
        return command
    return command.replace("{typst}", typst()) if typst() else None


def prepare(folder, files):
    """The folder of a peer with its files, name -> text or bytes, and what any peer may need."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in {**files, "run.js": TYPST_SCRIPT}.items():
        (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)
    if pathlib.Path(STYLE).exists():
        shutil.copy(STYLE, folder)
    return folder


def contest(commands, runs):
    """name -> list of (seconds, MB), the programs taking turns; a failure ends a program's part."""
    results = {name: [] for name in commands}
    for _ in range(runs):
        for name, (command, folder) in commands.items():
            if None not in results[name]:
                results[name].append(measure(command, folder))
    return results


def table(title, commands, results):
    """Prints the medians; gives them for the record."""
    record, ours = {}, next(iter(results))
    base = statistics.median(x[0] for x in results[ours]) if results[ours] and None not in results[ours] else None
    print(f"\n{title:18}  seconds     MB  pages     bytes   ratio")
    for name, runs in results.items():
        if not runs or None in runs:
            print(f"{name:18}  failed, or over {LIMIT} s")
            continue
        seconds, memory = statistics.median(x[0] for x in runs), max(x[1] for x in runs)
        ratio = f"{seconds / base:7.1f}" if base else ""
        file = commands[name][1] / "out.pdf"
        size = file.stat().st_size
        print(f"{name:18} {seconds:8.3f} {memory:6.0f}  {pages_of(file):>5} {size:9} {ratio}")
        record[name] = {"seconds": seconds, "megabytes": memory, "bytes": size, "runs": len(runs)}
    sys.stdout.flush()
    return record


def size_table(record):
    """Bytes of the files, by size of the text, for ours and the peers that others compare with."""
    sizes = [x for x in SIZES if x in record]
    print("\nbytes of the file   " + "".join(f"{x:>12}" for x in sizes))
    for name in ("imprimatur", *SIZED):
        found = [record[x].get(name, {}).get("bytes") for x in sizes]
        row = "".join(f"{x or '-':>12}" for x in found) if any(found) else "  not installed" if name in PEERS and command_of(PEERS[name]) is None \
            else "  failed"
        print(f"{name:18}  {row}")


def peers(size, neutral, emitters, room):
    """The commands of the peers that are installed, their files written."""
    commands = {}
    for name, peer in PEERS.items():
        command = command_of(peer)
        if command is not None:
            files = {file: write(emitters, neutral) for file, write in peer[2].items()}
            commands[name] = (command, prepare(room / f"{size}-{name}", files))
    return commands


def ours(program, document, folder):
    """Our commands, each in a folder of its own."""
    proved = folder.with_name(folder.name + "-proved")
    proved.mkdir(parents=True, exist_ok=True)
    return {"imprimatur": (f"{program} build {document} -o out.pdf", folder),
            "with --prove": (f"{program} build {document} -o out.pdf --prove", proved)}


def rules(program, neutral, room):
    """Our commands for the text with floats under each rule of pagination."""
    document = emit.emit(floats.with_floats(neutral), room)
    commands = {}
    for rule, layout in floats.layouts(document).items():
        (room / rule).mkdir(exist_ok=True)
        commands[rule] = (f"{program} build {document} --layout {layout} -o out.pdf", room / rule)
    return dict(reversed(commands.items()))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build")
    parser.add_argument("--shared", type=pathlib.Path, default=ROOT / "../shared/bench")
    parser.add_argument("--sizes", default=",".join(SIZES))
    parser.add_argument("--runs", type=int, help="rounds, instead of 9, 5 and 3")
    parser.add_argument("--alone", action="store_true", help="without the peers")
    options = parser.parse_args()
    program, room = options.build.resolve() / "imprimatur", options.build.resolve() / "bench"
    room.mkdir(parents=True, exist_ok=True)
    briefing = room / "briefing"
    briefing.mkdir(exist_ok=True)
    commands = ours(program, ROOT / "content/ketamine-briefing.yaml", briefing)
    record = {"briefing": table("briefing", commands, contest(commands, options.runs or RUNS["small"]))}
    record["check"] = claims.measure(ROOT, program, room / "claims", STARTER)
    if not options.alone:
        record["citations"] = cite.measure_all(options.build.resolve(), room / "citations")
    shared = options.shared.resolve() / "gen"
    if not (shared / "content.py").exists():
        print(f"skipped: the benchmark text is not in {shared}")
        return 0
    sys.path.insert(0, str(shared))
    content, emitters = importlib.import_module("content"), importlib.import_module("emitters")
    for size in options.sizes.split(","):
        neutral = content.build(size)
        document = emit.emit(neutral, room / f"{size}-imprimatur")
        commands = ours(program, document, document.parent)
        if not options.alone:
            commands.update(peers(size, neutral, emitters, room))
        record[size] = table(size, commands, contest(commands, options.runs or RUNS[size]))
        commands = rules(program, neutral, room / f"{size}-floats")
        record[f"{size}, floats"] = table(f"{size}, floats", commands, contest(commands, options.runs or RUNS[size]))
    if not options.alone:
        size_table(record)
    (room / "results.json").write_text(json.dumps(record, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
