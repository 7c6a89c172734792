#!/usr/bin/env python3
"""Sets text in scripts without spaces between words, where a font for them is installed.

Takes the program ($IMPRIMATUR). Writes a project of its own whose fallback fonts name a Japanese face of Debian, proves
its PDF, and wants of the lines that none starts with a closing sign or small kana and none ends with an opening one;
without that font it wants the message that names the first character. Skips (77) where neither can be said.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = pathlib.Path(os.environ.get("IMPRIMATUR", ROOT / "build/imprimatur")).resolve()
FONT = "/usr/share/fonts/opentype/ipafont-mincho/ipam.ttf"
TEXT = ("この文章は、行の終わりで正しく折り返されるかを確かめます。「括弧」や（丸括弧）、ケタミン（ketamine 500 mg）などの語が"
        "混ざっても、句読点は行頭に来ません。ショックやキャッチのような小さい仮名も同じです。") * 3
NEVER_FIRST = "、。」）ッャュョァィゥェォー"
NEVER_LAST = "「（"


def project(folder, font):
    (folder / "fonts").mkdir()
    pack = (ROOT / "fonts/fonts.yaml").read_text()
    if font:
        face = f"  japanese:\n    name: IPA Mincho\n    package: fonts-ipafont-mincho\n    faces: [{{file: {FONT}, weight: 400}}]\n"
        pack = pack.replace("families:\n", "families:\n" + face, 1).replace("fallback: [", "fallback: [japanese, ", 1)
    (folder / "fonts/fonts.yaml").write_text(pack)
    shutil.copytree(ROOT / "content/layouts", folder / "layouts")
    (folder / "text.md").write_text(f"# 見出し\n\n{TEXT}\n")
    (folder / "doc.yaml").write_text('title: 文書\nlanguage: ja\nversion: "1.0"\nlayout: layouts/a4-staff.yaml\n'
                                     "sections: [text.md]\n")


def run(folder, *words):
    done = subprocess.run([PROGRAM, *words], cwd=folder, capture_output=True, text=True, timeout=60,
                          stdin=subprocess.DEVNULL)
    return done.returncode, done.stdout + done.stderr


def lines_fault(folder):
    """What is wrong with the lines, or None."""
    status, said = run(folder, "build", "--prove", "doc.yaml", "-o", "out.pdf")
    if status != 0:
        return said
    _, dump = run(folder, "dump", "lines", "doc.yaml")
    lines = [x.split(" ", 1)[1] for x in re.findall(r"^  (\S+ .*[ぁ-ん。].*)$", dump, re.M)]
    if len(lines) < 4:
        return f"the text did not break into lines:\n{dump}"
    bad = [x for x in lines if x[0] in NEVER_FIRST or x[-1] in NEVER_LAST]
    return f"lines start or end with what may not stand there: {bad}" if bad else None


def main():
    with tempfile.TemporaryDirectory() as room:
        folder = pathlib.Path(room)
        project(folder, False)
        status, said = run(folder, "build", "doc.yaml", "-o", "out.pdf")
        if status != 1 or "text.md:1:3: error: character U+898B (見)" not in said:
            print(f"without a font: exit status {status}\n{said[:800]}")
            return 1
    if not os.path.exists(FONT):
        print(f"skipped: there is no {FONT} (package fonts-ipafont-mincho)\n1 passed, 0 failed, 1 skipped")
        return 0
    with tempfile.TemporaryDirectory() as room:
        folder = pathlib.Path(room)
        project(folder, True)
        fault = lines_fault(folder)
    print(f"{fault}\n1 passed, 1 failed" if fault else "2 passed, 0 failed")
    return 1 if fault else 0


if __name__ == "__main__":
    sys.exit(main())
