#!/usr/bin/env python3
"""Checks packs: what is wrong in one is said at its place, and no pattern can hang the program.

Each case is a pack over the document of check_rules.py, and the head lines of messages that must be printed.
"""
import sys
import time

sys.dont_write_bytecode = True
import check_rules  # noqa: E402

UNREAD = "error: this pattern cannot be read: "


def pattern(text):
    return f"name: Sample\navoid:\n- say:\n  - {text}\n"


CASES = {
    "a bracket left open": (pattern("give (one | two"), ["pack.yaml:4:5: " + UNREAD + "a bracket is not closed"]),
    "a bracket closed twice": (pattern("give (one)) two"),
                               ["pack.yaml:4:5: " + UNREAD + "a bracket is closed that was not opened"]),
    "a brace left open": (pattern('"give {one"'), ["pack.yaml:4:5: " + UNREAD + "a brace is not closed"]),
    "an unknown list": (pattern('"give {one}"'),
                        ["pack.yaml:4:5: " + UNREAD + 'no list under "words" has the name in braces']),
    "nothing": (pattern("(give)? one?"), ["pack.yaml:4:5: " + UNREAD + "it would match where nothing stands"]),
    "an empty choice": (pattern("( | )"), ["pack.yaml:4:5: " + UNREAD + "it would match where nothing stands"]),
    "a gap alone": (pattern("..."), ["pack.yaml:4:5: " + UNREAD + "it would match where nothing stands"]),
    "a star alone": (pattern('"* one"'), ["pack.yaml:4:5: " + UNREAD + "a star or question mark follows no word"]),
    "a pattern that would not end": (pattern("... a".replace("...", "x" + " ..." * 40)),
                                     ["pack.yaml:4:5: " + UNREAD + "it has more than 64 words"]),
    "brackets in brackets": (pattern("(" * 99 + "a" + ")" * 99),
                             ["pack.yaml:4:5: " + UNREAD + "its brackets are nested too deeply"]),
    "an unknown key": ("name: Sample\navoids: []\n", ['pack.yaml:2:1: error: unknown key "avoids" in the pack [key-unknown]']),
    "an unknown rule": ("name: Sample\navoid:\n- {say: [x], rule: unit-abrev}\n",
                        ['pack.yaml:3:20: error: "rule" cannot be "unit-abrev" [value-choice]']),
    "an unknown certainty": ("name: Sample\ncertainty: {hi: {write: x}}\n",
                             ['pack.yaml:2:13: error: unknown key "hi" in the certainty [key-unknown]']),
    "a bound that is no number": (
        "name: Sample\ndoses: [{name: a, drug: [a], unit: mg, least: one, most: 2}]\n",
        ['pack.yaml:2:47: error: "one" is not a decimal number [number-bad]']),
    "bounds in the wrong order": (
        "name: Sample\ndoses: [{name: a, drug: [a], unit: mg, least: 20, most: 5}]\n",
        ['pack.yaml:2:57: error: the most of a dose, 5, is less than the least, 20 [pack-bounds]']),
    "a list that is none": ("name: Sample\nrequired: all\n",
                            ['pack.yaml:2:11: error: "required" must be a list, not what stands here [value-kind]']),
    "another language": ("name: Sample\nlanguages: [fr, en-GB]\navoid: [{say: [text]}]\n", []),
    "its own language": ("name: Sample\nlanguages: [fr, en]\navoid: [{say: [text]}]\n",
                         ['section.md:3:6: error: "text" must not be said [must-not-say]']),
    "gaps and choices": (pattern("(more | less) ... text"), ['section.md:3:1: error: "More text" must not be said '
                                                             "[must-not-say]"]),
    "behind and before": ("name: Sample\navoid: [{say: [text], after: [more], before: [.]}]\n",
                          ['section.md:3:6: error: "text" must not be said [must-not-say]']),
    "behind something else": ("name: Sample\navoid: [{say: [text], after: [less]}]\n", []),
}


def heads(files):
    found = check_rules.messages([], files)
    return found, [x.replace(" [pack-pattern]", "") for x in found.splitlines() if x and not x.startswith(" ")]


def slow_fault():
    """A text made to keep a searching matcher busy is read in no time."""
    many = "name: Sample\navoid:\n" + f"- say: ['{'(a)? ' * 62}b']\n" * 10
    start = time.monotonic()
    check_rules.messages([], {"pack.yaml": many, "document": "packs: [pack.yaml]\n",
                              "section": "# More {#sec-more}\n\n" + "a " * 5000 + "\n"})
    taken = time.monotonic() - start
    return f"10 patterns over 5,000 words took {taken:.1f} s\n" if taken > 10 else ""


def main():
    failed = 0
    for name, (pack, wanted) in CASES.items():
        text, found = heads({"pack.yaml": pack, "document": "packs: [pack.yaml]\n"})
        if sorted(found) != sorted(wanted):
            failed += 1
            print(f"{name}: wanted\n" + "\n".join(wanted) + f"\nfound\n{text}")
    text, found = heads({"document": "packs: [none.yaml]\n"})
    if found != ['document.yaml:23:9: error: file "none.yaml" does not exist [file-missing]']:
        failed += 1
        print(f"a pack that is not there: found\n{text}")
    slow = slow_fault()
    failed += slow != ""
    print(slow, end="")
    print(f"{len(CASES) + 2 - failed} passed, {failed} failed, 0 skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
