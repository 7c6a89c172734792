#!/usr/bin/env python3
"""Checks who includes what: the layers of src and the walls around foreign libraries.

The table names for each folder the folders it may include; of those it sees only the door
(<folder>/<folder>.h), except in base and data, whose headers are all open. Each foreign header may be
included only where WALLS says. Prints a line a fault, exits 1 on any.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]
OPEN = {"base", "data"}
ALLOWED = {
    "base": "",
    "data": "base",
    "design": "base data",
    "claims": "base data",
    "document": "base data claims",
    "citation": "base data",
    "evidence": "base data claims document citation",
    "lines": "base data design",
    "figures": "base data design lines",
    "pages": "base data design document evidence lines figures",
    "sheets": "base data design lines pages",
    "pdf": "base data design lines pages",
    "proof": "base data design document evidence",
    "rules": "base data claims design document citation evidence lines pages",
    "report": "base data rules",
    "": "base data design claims document citation evidence lines figures pages sheets pdf proof rules report",
}
# foreign header, folder it may be included in, in how many files of it at most
WALLS = [
    (r"yaml\.h", "data", 1),
    (r"cmark.*\.h", "document", 1),
    (r"libxml/.*", "citation", 1),
    (r"hb.*\.h", "lines", 2),
    (r"hyphen\.h", "lines", 1),
    (r"fribidi\.h", "lines", 1),
    (r"linebreak\.h", "lines", 1),
    (r"utf8proc\.h", "document", 1),
    (r"utf8proc\.h", "citation", 1),
    (r"hpdf.*\.h", "pdf", None),
    (r"nettle/.*", "base", 1),
    (r"(png|turbojpeg)\.h", "pdf", 1),
    (r"libdeflate\.h", "pdf", 1),
    (r"zlib\.h", "proof", 1),
    (r"ft2build\.h", "proof", 1),
]
SYSTEM = set("""assert.h ctype.h dirent.h errno.h fcntl.h getopt.h inttypes.h limits.h math.h pthread.h setjmp.h
signal.h stdalign.h stdarg.h stdbool.h stddef.h stdint.h stdio.h stdlib.h string.h strings.h time.h
unistd.h sys/mman.h sys/resource.h sys/stat.h sys/types.h sys/wait.h""".split())
BANNED = {"setjmp.h": "no setjmp in src", "ctype.h": "it asks the locale"}
INCLUDE = re.compile(r'^\s*#\s*include\s+([<"])([^>"]+)[>"]', re.M)


def own_fault(folder, name):
    """Why a file of `folder` may not include our header `name`, or None."""
    if "/" not in name:
        return None if folder == "" and (ROOT / "src" / name).exists() else "includes are written from src"
    if not (ROOT / "src" / name).exists():
        return "there is no such file"
    other = name.split("/")[0]
    if other == folder:
        return None
    if other not in ALLOWED[folder].split():
        return f"{folder or 'src'} may not include {other}"
    if other not in OPEN and name != f"{other}/{other}.h":
        return f"only {other}/{other}.h is open"
    return None


def foreign_fault(folder, name, file, users):
    """Why a file may not include the foreign header `name`, or None; notes the use in `users`."""
    if name in SYSTEM:
        return BANNED.get(name)
    walls = [wall for wall in WALLS if re.fullmatch(wall[0], name)]
    for wall in walls:
        if wall[1] == folder:
            users.setdefault(wall, set()).add(file)
            return None
    homes = " and ".join(home for _, home, _ in walls)
    return f"only {homes} may include it" if homes else "it is in no list of tests/layers.py"


def main():
    faults, users = [], {}
    files = sorted((ROOT / "src").rglob("*.[ch]"))
    for file in files:
        folder = file.relative_to(ROOT / "src").parts[0] if file.parent != ROOT / "src" else ""
        if folder not in ALLOWED:
            faults.append(f"src/{folder}: not in the table of tests/layers.py")
            continue
        for mark, name in INCLUDE.findall(file.read_text()):
            own = mark == '"'
            fault = own_fault(folder, name) if own else foreign_fault(folder, name, file, users)
            if fault:
                faults.append(f"{file.relative_to(ROOT)}: {name}: {fault}")
    for (pattern, home, most), where in users.items():
        if most is not None and len(where) > most:
            names = ", ".join(sorted(x.name for x in where))
            faults.append(f"src/{home}: {pattern} in {len(where)} files ({names}), {most} allowed")
    print("\n".join(sorted(set(faults))) or f"{len(files)} files keep to the layers")
    return 1 if faults or not files else 0


if __name__ == "__main__":
    sys.exit(main())
