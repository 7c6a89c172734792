#!/usr/bin/env python3
"""Measures the citation processor: 50 and 1,000 references in AMA, APA and Chicago, beside its peers.

Takes build/csl-render, and of pandoc and citeproc-js (npm's citeproc in build/compare, as
tests/citation/compare/compare.py has it) what is installed; of the rest it says that it is not. Every reference is
cited once and listed. "process" is the median of cold processes, "inside" that of one rendering within a process
that repeats it (of the processor, for ours): style, items, cites and bibliography anew each time; "style" is what style
and locale take of that.
"""
import argparse
import json
import pathlib
import shutil
import statistics
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
COMPARE = ROOT / "tests" / "citation" / "compare"
SHARED = ROOT.parent / "shared" / "csl"
DEBIAN = pathlib.Path("/usr/share/citation-style-language")
STYLES = {"AMA": "american-medical-association", "APA": "apa", "Chicago": "chicago-author-date"}
COUNTS = {50: 5, 1000: 3}  # references: runs
BUDGET = {50: 0.005, 1000: 0.100}  # seconds inside, which ours is to keep
LIMIT = 120


def items_of(count):
    """`count` items: those of the comparison, again and again, each with its own id, title and year."""
    pattern = json.loads((COMPARE / "items.json").read_text())
    items = []
    for i in range(count):
        item = dict(pattern[i % len(pattern)], id=f"item{i}")
        item["title"] = f"{item['title']} ({i})" if i >= len(pattern) else item["title"]
        if "issued" in item and "season" not in item["issued"]:
            item["issued"] = {"date-parts": [[1980 + i % 45, *part[1:]] for part in item["issued"]["date-parts"]]}
        items.append(item)
    return items


def write_inputs(room, count):
    """The files that the programs read."""
    items = items_of(count)
    room.mkdir(parents=True, exist_ok=True)
    (room / "items.json").write_text(json.dumps(items))
    (room / "clusters.json").write_text(json.dumps([[{"id": item["id"]}] for item in items]))
    (room / "text.md").write_text("\n\n".join(f"A sentence [@{item['id']}]." for item in items) + "\n")


def folders():
    styles = SHARED / "styles" if (SHARED / "styles").is_dir() else DEBIAN / "styles"
    locales = SHARED / "locales" if (SHARED / "locales").is_dir() else DEBIAN / "locales"
    return styles, locales


def commands(build, room, style, locales):
    """name -> (command of one process, command that prints the seconds inside, or None); None: not installed."""
    modules = build / "compare" / "node_modules"
    ours = [build / "csl-render", "--locales", locales, "--times", "41"]
    files = [style, room / "items.json", room / "clusters.json"]
    javascript = ["node", COMPARE / "citeproc.js", modules, style, locales, *files[1:]]
    found = shutil.which("node") and (modules / "citeproc").is_dir()
    pandoc = ["pandoc", room / "text.md", "--citeproc", "--csl", style, "--bibliography", room / "items.json",
              "-t", "plain"]
    return {"imprimatur": ([*ours[:3], *files], [*ours, *files]),
            "pandoc": (pandoc, None) if shutil.which("pandoc") else None,
            "citeproc-js": (javascript, [*javascript, "3"]) if found else None}


def seconds_of(command, runs):
    """The median of cold processes; None if one fails or takes too long."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        try:
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=LIMIT)
        except (subprocess.SubprocessError, OSError):
            return None
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def inside_of(command):
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, timeout=LIMIT)
    return float(done.stdout.split("\t")[1]) if done.returncode == 0 and "\t" in done.stdout else None


def style_alone(build, room, style, locales):
    (room / "none.json").write_text("[]")
    return inside_of([build / "csl-render", "--locales", locales, "--times", "41", style, room / "none.json",
                      room / "none.json"])


def shown(seconds):
    return f"{seconds * 1000:10.1f}" if seconds is not None else f"{'failed':>10}"


def measure_all(build, room):
    """Prints a table for each number of references and style; gives what was measured."""
    styles, locales = folders()
    record = {}
    for count, runs in COUNTS.items():
        write_inputs(room / str(count), count)
        for label, name in STYLES.items():
            style = styles / f"{name}.csl"
            print(f"\n{f'{label}, {count} references':26} process ms  inside ms   style ms")
            for program, pair in commands(build, room / str(count), style, locales).items():
                if pair is None:
                    print(f"{program:26} not installed")
                    continue
                process, inside = seconds_of(pair[0], runs), inside_of(pair[1]) if pair[1] else None
                reading = style_alone(build, room, style, locales) if program == "imprimatur" else None
                print(f"{program:26} {shown(process)} {shown(inside) if pair[1] else ''} "
                      f"{shown(reading) if reading else ''}".rstrip())
                record[f"{label} {count} {program}"] = {"process": process, "inside": inside}
            ours = record[f"{label} {count} imprimatur"]["inside"]
            if ours is None or ours > BUDGET[count]:
                print(f"over the budget of {BUDGET[count] * 1000:.0f} ms")
            sys.stdout.flush()
    return record


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build")
    build = parser.parse_args().build.resolve()
    measure_all(build, build / "bench" / "citations")
    return 0


if __name__ == "__main__":
    sys.exit(main())
