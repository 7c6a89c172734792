#!/usr/bin/env python3
"""Gives the program bad input and bad surroundings; wants a message, an exit status, and soon.

Takes the program ($IMPRIMATUR). Each case makes a small project in a temporary folder and spoils one
thing. Wanted: the exit status and message id of the case, in less than SECONDS_MOST and MEMORY_MOST, the
PDF that was there before as it was, and no file left behind.
"""
import os
import pathlib
import resource
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ.get("BUILD", ROOT / "build")).resolve()
PROGRAM = pathlib.Path(os.environ.get("IMPRIMATUR", BUILD / "imprimatur")).resolve()
SECONDS_MOST, MEMORY_MOST = 2.0, 500  # s, MB
OLD = b"the old output\n"

DOCUMENT = """title: A small document
language: en-US
version: "1.0"
date: 2026-11-21
layout: layout.yaml
sources: [references.yaml]
sections: [small.md]
"""


def project(folder):
    """A project that builds, to be spoiled."""
    (folder / "fonts").mkdir()
    shutil.copy(ROOT / "fonts/fonts.yaml", folder / "fonts/fonts.yaml")
    shutil.copy(ROOT / "content/layouts/a4-staff.yaml", folder / "layout.yaml")
    shutil.copy(ROOT / "tests/faults/small.references.yaml", folder / "references.yaml")
    shutil.copy(ROOT / "tests/faults/small.md", folder / "small.md")
    (folder / "doc.yaml").write_text(DOCUMENT)
    (folder / "doc.pdf").write_bytes(OLD)


def bomb():
    lines = ["a0: &a0 [lol]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 20)]
    return "\n".join(lines) + "\n"


def write(name, content):
    """A spoiler that writes `content` over the file `name`."""
    def spoil(folder):
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return spoil


def remove(name):
    return lambda folder: (folder / name).unlink()


def replace(name, old, new):
    def spoil(folder):
        text = (folder / name).read_text()
        if old not in text:
            raise RuntimeError(f"{name} holds no {old!r}")
        (folder / name).write_text(text.replace(old, new))
    return spoil


def link_outside(folder):
    (folder / "small.md").unlink()
    (folder / "small.md").symlink_to("/etc/passwd")


def append(name, content):
    return lambda folder: (folder / name).write_bytes((folder / name).read_bytes() + content)


BAD_UTF8 = b"title: caf\xe9\n"
# name, spoiler, exit status, id of a message (None: any)
CASES = [
    ("empty document", write("doc.yaml", ""), 1, None),
    ("truncated document", write("doc.yaml", 'title: "cut of'), 1, "yaml-syntax"),
    ("binary document", write("doc.yaml", bytes(range(256)) * 64), 1, "file-binary"),
    ("invalid UTF-8", write("doc.yaml", BAD_UTF8), 1, "file-encoding"),
    ("huge document", write("doc.yaml", b"a: b # " + b"x" * (50 << 20)), 1, "file-too-large"),
    ("deep flow lists", write("doc.yaml", "a: " + "[" * 100000), 1, "data-deep"),
    ("deep flow maps", write("doc.yaml", "a: " + "{a: " * 100000), 1, "data-deep"),
    ("deep block lists", write("doc.yaml", "- " * 100000), 1, "data-deep"),
    ("alias bomb", write("doc.yaml", bomb()), 1, "yaml-alias"),
    ("a key twice", append("doc.yaml", b"title: again\n"), 1, "key-twice"),
    ("unknown key", append("doc.yaml", b"titel: again\n"), 1, "key-unknown"),
    ("missing section", remove("small.md"), 1, "file-missing"),
    ("missing sources", remove("references.yaml"), 1, "file-missing"),
    ("missing layout", remove("layout.yaml"), 1, "file-missing"),
    ("no layout named", replace("doc.yaml", "layout: layout.yaml\n", ""), 1, "layout-unnamed"),
    ("no language of that name", replace("doc.yaml", "en-US", "english"), 1, "language-tag"),
    ("missing document", remove("doc.yaml"), 2, "file-unreadable"),
    ("no project root", lambda folder: shutil.rmtree(folder / "fonts"), 2, "root-missing"),
    ("section outside the root", replace("doc.yaml", "small.md", "../../../etc/passwd"), 1, "path-outside"),
    ("section is a link outside", link_outside, 1, "path-outside"),
    ("section is a folder", replace("doc.yaml", "small.md", "fonts"), 1, "file-not-regular"),
    ("binary section", write("small.md", bytes(range(256)) * 64), 1, "file-binary"),
    ("huge section", write("small.md", b"# x\n\n" + b"word " * (10 << 20)), 1, "file-too-large"),
    ("large section of one word", write("small.md", b"# x\n\n" + b"w" * (7 << 20)), None, None),
    ("deep block quotes", write("small.md", "# x\n\n" + ">" * 100000 + " a\n"), 1, None),
    ("deep lists", write("small.md", "# x\n\n" + "- " * 100000 + "a\n"), 1, None),
    ("image bombs for cmark", write("small.md", "# x\n\n" + "![[]()" * 40000 + "\n"), None, None),
    ("open brackets", write("small.md", "# x\n\n" + "[" * 100000 + "\n"), None, None),
    ("stars", write("small.md", "# x\n\n" + "*a _b " * 50000 + "\n"), None, None),
    ("deep divs", write("small.md", "# x\n\n" + "::: note\n" * 20000), 1, None),
    ("unclosed citation", append("small.md", b"\nSee [@doe2020, p. 3\n"), None, None),
    ("unknown citation", append("small.md", b"\nSee [@doe2021].\n"), 1, "cite-missing"),
    ("sources cut off", write("references.yaml", "- id: doe2020\n  title: \"cut"), 1, "yaml-syntax"),
    ("sources as JSON cut off", lambda folder: (replace("doc.yaml", "references.yaml", "r.json")(folder),
                                               write("r.json", '[{"id": "doe2020", ')(folder)), 1, "json-syntax"),
    ("deep JSON", lambda folder: (replace("doc.yaml", "references.yaml", "r.json")(folder),
                                  write("r.json", "[" * 100000)(folder)), 1, "data-deep"),
    ("byte order mark and CR LF", write("doc.yaml", b"\xef\xbb\xbf" + DOCUMENT.replace("\n", "\r\n").encode()), 0, None),
]


# name, words after the program, id of a message
USAGES = [
    ("no command", [], "usage"),
    ("unknown command", ["frobnicate", "doc.yaml"], "usage"),
    ("no document", ["build"], "usage"),
    ("no sources", ["sources"], "usage"),
    ("sources that are not there", ["sources", "nowhere.bib"], "file-unreadable"),
    ("unknown option", ["build", "doc.yaml", "--frobnicate"], "usage"),
    ("option without its value", ["build", "doc.yaml", "--layout"], "usage"),
    ("setting without a value", ["build", "doc.yaml", "--set", "version"], "usage"),
    ("unknown stage", ["dump", "frobs", "doc.yaml"], "usage"),
    ("full device", ["build", "doc.yaml", "-o", "/dev/full"], "output-failed"),
    ("folder that is not there", ["build", "doc.yaml", "-o", "absent/out.pdf"], "output-failed"),
    ("folder that cannot be written", ["build", "doc.yaml", "-o", "/proc/self/out.pdf"], "output-failed"),
    ("folder as output", ["build", "doc.yaml", "-o", "fonts"], "output-failed"),
    ("document as output", ["build", "doc.yaml", "-o", "doc.yaml"], "output-input"),
    ("section as output", ["build", "doc.yaml", "-o", "fonts/../small.md"], "output-input"),
    ("layout as depfile", ["build", "doc.yaml", "--depfile", "layout.yaml"], "output-input"),
    ("output as depfile", ["build", "doc.yaml", "-o", "doc.pdf", "--depfile", "doc.pdf"], "usage"),
    ("depfile in no folder", ["build", "doc.yaml", "--depfile", "absent/doc.d"], "output-failed"),
    ("layout that is not there", ["check", "doc.yaml", "--layout", "absent.yaml"], "file-unreadable"),
    ("folder as layout", ["check", "doc.yaml", "--layout", "fonts"], "file-unreadable"),
    ("folder as document", ["check", "fonts"], "file-unreadable"),
    ("output of a check", ["check", "doc.yaml", "-o", "out.pdf"], "usage"),
    ("draft of a check", ["check", "doc.yaml", "--draft"], "usage"),
]


def run(folder, words, limits=None):
    """Exit status, messages, seconds and peak memory in MB of one run."""
    start = time.monotonic()
    child = subprocess.Popen([PROGRAM, *words], cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                             stderr=subprocess.PIPE, preexec_fn=limits, env=dict(os.environ, LC_ALL="C.UTF-8"))
    try:
        messages = child.communicate(timeout=60)[1]
    except subprocess.TimeoutExpired:
        child.kill()
        messages = child.communicate()[1]
    seconds = time.monotonic() - start
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return child.returncode, messages.decode(errors="replace"), seconds, peak


def contents(folder):
    """What each file of a folder holds, by name; a link or folder has only its name."""
    return {x.name: x.read_bytes() if x.is_file() and not x.is_symlink() else None for x in folder.iterdir()}


def fault_of(folder, before, result, status, stable):
    """What is wrong after a run, or None."""
    code, messages, seconds, peak = result
    if code not in (0, 1, 2) or (status is not None and code != status):
        return f"exit status {code}, not {status}"
    if stable and f"[{stable}]" not in messages:
        return f"no message [{stable}]"
    if code != 0 and not messages:
        return "no message"
    if seconds > SECONDS_MOST:
        return f"took {seconds:.1f} s"
    if peak > MEMORY_MOST:
        return f"took {peak:.0f} MB"
    after = contents(folder)
    if code != 0 and after["doc.pdf"] != OLD:
        return "the old output is gone"
    if after.keys() != before.keys():
        return "left a file behind"
    changed = [name for name in before if after[name] != before[name] and name != "doc.pdf"]
    if changed:
        return f"changed {changed}"
    return None


def try_case(name, spoil, status, stable):
    """Whether a case went as wanted, in a process of its own so that the peak is its own."""
    with tempfile.TemporaryDirectory() as room:
        folder = pathlib.Path(room)
        project(folder)
        spoil(folder)
        before = contents(folder)
        result = run(folder, ["build", "doc.yaml", "-o", "doc.pdf"])
        fault = fault_of(folder, before, result, status, stable)
    if fault:
        print(f"{name}: {fault}\n    " + "\n    ".join(result[1].splitlines()[:8]))
    return fault is None


def small_files():
    """Files of at most 4 kB, as on a disk that is full; the signal for it is ignored."""
    import signal
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))


def try_words(name, words, stable, limits=None):
    """Whether a command line or an output that cannot be written ends with status 2 and a message."""
    with tempfile.TemporaryDirectory() as room:
        folder = pathlib.Path(room)
        project(folder)
        before = contents(folder)
        result = run(folder, words, limits)
        fault = fault_of(folder, before, result, 2, stable)
    if fault:
        print(f"{name}: {fault}\n    " + "\n    ".join(result[1].splitlines()[:8]))
    return fault is None


# words after the program, what is wanted somewhere in the messages
MESSAGES = [
    (["build", "doc.yaml", "-zq"], 'unknown option "-z"'),
    (["build", "-o"], 'a value is missing after "-o"'),
    (["check", "absent.yaml"], 'cannot read "absent.yaml": no such file or directory'),
    (["build", "doc.yaml", "-o", "absent/x.pdf"], "hint: its folder does not exist"),
    (["build", "doc.yaml", "--set", "date=tomorrow"], 'imprimatur: error: "tomorrow" is not a date for "date"'),
    (["build", "doc.yaml", "--set", "title=氯"], "in none of the fonts Lato, Noto Sans,"),
]


def try_message(words, wanted):
    """Whether a run says what is wanted."""
    with tempfile.TemporaryDirectory() as room:
        project(pathlib.Path(room))
        messages = run(pathlib.Path(room), words)[1]
    if wanted not in messages:
        print(f"{words}: no {wanted!r} in\n    " + "\n    ".join(messages.splitlines()[:8]))
    return wanted in messages


def try_standard_output(*words):
    """Whether what cannot be printed on standard output ends with status 2 and a message."""
    with tempfile.TemporaryDirectory() as room, open("/dev/full", "wb") as full:
        project(pathlib.Path(room))
        done = subprocess.run([PROGRAM, *words], cwd=room, stdout=full, stderr=subprocess.PIPE)
    right = done.returncode == 2 and b"[output-failed]" in done.stderr
    if not right:
        print(f"{words} to /dev/full: exit status {done.returncode}, {done.stderr!r}")
    return right


PNG_CUT = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10\0\0\0\x10\x08\2\0\0\0"
# what a draft is printed in spite of
DRAFTS = [
    ("unknown citation", append("small.md", b"\nSee [@doe2021].\n")),
    ("image without words", append("small.md", b"\n![](cut.png)\n")),
    ("image cut off", append("small.md", b"\n![a cut](cut.png)\n")),
    ("image that is none", append("small.md", b"\n![a text](doc.yaml)\n")),
    ("level left out", append("small.md", b"\n#### Deep\n")),
    ("no title", replace("doc.yaml", "title: A small document\n", "")),
    ("no language", replace("doc.yaml", "language: en-US\n", "")),
    ("missing section", replace("doc.yaml", "small.md", "absent.md")),
    ("missing sources", remove("references.yaml")),
    ("character in no font", append("small.md", "\n氯\n".encode())),
    ("table too wide", append("small.md", b"\n" + b"".join(
        b"|" + word * 20 + b"\n" for word in (b"a|", b"--|", b"pneumonoultramicroscopic|")))),
]


def try_draft(name, spoil):
    """Whether a draft is printed, with its errors told and status 0, where a build is refused."""
    with tempfile.TemporaryDirectory() as room:
        folder = pathlib.Path(room)
        project(folder)
        (folder / "cut.png").write_bytes(PNG_CUT)
        spoil(folder)
        refused = run(folder, ["build", "doc.yaml"])
        code, messages = run(folder, ["build", "doc.yaml", "--draft"])[:2]
        printed = (folder / "doc.pdf").read_bytes().startswith(b"%PDF-")
    right = refused[0] == 1 and code == 0 and ": error: " in messages and printed
    if not right:
        print(f"draft of {name}: exit status {refused[0]}, then {code}, printed {printed}\n{messages}")
    return right


def try_knock_on():
    """Whether a missing section or file of sources is told alone, without what follows from it."""
    right = True
    for name in ("small.md", "references.yaml"):
        with tempfile.TemporaryDirectory() as room:
            project(pathlib.Path(room))
            (pathlib.Path(room) / name).unlink()
            messages = run(pathlib.Path(room), ["check", "doc.yaml"])[1]
        if messages.count(": error: ") != 1 or ": warning: " in messages:
            print(f"without {name}:\n{messages}")
            right = False
    return right


def in_child(function, *arguments):
    """Runs a case in a forked child, since the peak memory of children only ever grows."""
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        try:
            right = function(*arguments)
        except Exception as fault:
            print(f"{function.__name__} {arguments[:1]}: {fault!r}")
            right = False
        sys.stdout.flush()
        os._exit(0 if right else 1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def main():
    if not PROGRAM.exists():
        print(f"{PROGRAM} was not built\n0 passed, {len(CASES)} failed")
        return 1
    results = [in_child(try_case, *case) for case in CASES]
    results += [in_child(try_words, *usage) for usage in USAGES]
    results.append(in_child(try_words, "full disk", ["build", "doc.yaml"], "output-failed", small_files))
    results += [in_child(try_message, *message) for message in MESSAGES]
    results += [in_child(try_standard_output, *words)
                for words in (["--help"], ["--version"], ["dump", "document", "doc.yaml"])]
    results += [in_child(try_draft, *draft) for draft in DRAFTS]
    results.append(in_child(try_knock_on))
    print(f"{sum(results)} passed, {len(results) - sum(results)} failed")
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
