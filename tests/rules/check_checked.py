#!/usr/bin/env python3
"""Checks the file of checked numbers: what `dump checked` prints is accepted, keeps the names of those who checked what
did not change and asks for nobody's name elsewhere; a file that is malformed gives messages."""
import pathlib
import sys
import tempfile

sys.dont_write_bytecode = True
import check_rules  # noqa: E402

CLAIMS = """claims:
- id: tea
  statement: 'It''s said that tea may
    help {{response}} of people within 3 weeks.'
  rests-on: [{cite: smith2020, locator: table 1}]
  numbers:
    response: {value: 64, unit: people, interval: [60, 71], measure: count, population: 'people "at \\ rest"'}
- id: milk
  statement: Milk may help {{response}} of people.
  rests-on: [{cite: smith2020, locator: table 2}]
  numbers:
    response: {value: 20, unit: "%", measure: count}
"""
FAULTS = {
    "a list": ("- claim: x\n", "checked.yaml:1:1: error: "),
    "a text": ("claims: x\n", "checked.yaml:1:9: error: "),
    "a misspelt key": ("claims:\n- {calim: tea}\n", 'did you mean "claim"?'),
    "a day that is none": ("claims:\n- {claim: tea, on: 2026-02-30}\n", "checked.yaml:2:20: error: "),
    "numbers as a list": ("claims:\n- {claim: tea, numbers: [1]}\n", "checked.yaml:2:25: error: "),
    "too deep": ("[" * 5000, "checked.yaml:1:"),
    "no file": (None, "document.yaml"),
}
failed = 0


def expect(name, good, why=""):
    global failed
    failed += not good
    if not good:
        print(f"FAILED {name}: {why}")


def check(folder):
    return check_rules.run(["check", "document.yaml", "--today", "2026-11-21"], folder)[2]


def renew(folder):
    status, text, messages = check_rules.run(["dump", "checked", "document.yaml"], folder)
    expect("dump checked", status == 0, messages)
    (folder / "checked.yaml").write_text(text)
    return text


def edit(folder, name, old, new):
    text = (folder / name).read_text()
    expect(f"{old} stands in {name}", old in text)
    (folder / name).write_text(text.replace(old, new))


def main():
    with tempfile.TemporaryDirectory() as room:
        folder = pathlib.Path(room)
        check_rules.lay_out(folder, {"document": "claims: [claims.yaml]\nchecked: checked.yaml\n", "claims.yaml": CLAIMS,
                                     "checked.yaml": "", "section": "# More {#sec-more}\n\nMore in 5 \\* 7 days.\n"})
        expect("an empty file", check(folder).count("[datum-changed]") >= 3, check(folder))
        text = renew(folder)
        expect("what is dumped is accepted", check(folder) == "", check(folder))
        expect("nobody has checked it", text.count("by: to-fill") == text.count("\n- "), text)
        edit(folder, "checked.yaml", "by: to-fill\n  on: to-fill", "by: A. N. Other\n  on: 2026-11-20")
        expect("names are kept", renew(folder).count('by: "A. N. Other"\n  on: 2026-11-20') == text.count("\n- "))
        edit(folder, "claims.yaml", "value: 20", "value: 21")
        said = check(folder)
        expect("a digit is seen", "claims.yaml:12:23: error: " in said and said.count("error: ") == 1, said)
        text = renew(folder)
        expect("a new number was checked by nobody", 'claim: "milk"\n  by: to-fill' in text, text)
        expect("and the others stay", 'claim: "tea"\n  by: "A. N. Other"' in text, text)
        edit(folder, "claims.yaml", "3 weeks", "4 weeks")
        expect("a word's digit is seen", "claims.yaml:4:40: error: " in check(folder), check(folder))
        edit(folder, "claims.yaml", "4 weeks", "3 weeks")
        edit(folder, "section.md", "7 days", "8 days")
        expect("a typed digit is seen", "section.md:3:14: error: " in check(folder), check(folder))
        for name, (text, wanted) in FAULTS.items():
            (folder / "checked.yaml").unlink(missing_ok=True)
            if text is not None:
                (folder / "checked.yaml").write_text(text)
            expect(name, wanted in check(folder), check(folder))
    print(f"{failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
