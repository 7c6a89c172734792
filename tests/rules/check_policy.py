#!/usr/bin/env python3
"""Checks policies and exceptions: levels, thresholds, what covers what, and the messages about them.

Each case is files over the document of check_rules.py, arguments of `check`, and the head lines of messages
that must be printed, in any order.
"""
import sys

sys.dont_write_bytecode = True
import check_rules  # noqa: E402

LATE = "search-date: 2023-11-20\n"


def policy(text):
    return {"policy.yaml": text, "document": "policy: policy.yaml\n" + LATE}


def excepted(text):
    return {"document": f"{LATE}exceptions:\n- {{{text}}}\n"}


def claim(text):
    return {"document": "claims: [claims.yaml]\n", "claims.yaml": f"""claims:
- id: k1
  statement: Tea may help.
  certainty: low
  downgraded: [{{for: imprecision, by: 2, because: few people}}]
  rests-on: [{{cite: smith2020, locator: table 1}}]
  exceptions: [{{{text}}}]
  numbers:
    change: {{value: 2, measure: mean-difference}}
"""}


OLD = "document.yaml:13:14: warning: the evidence was searched too long ago [search-date]"
CASES = {
    "the rule's own level": ({"document": LATE}, [], [OLD]),
    "off": (policy("rules: {search-date: off}\n"), [], []),
    "note": (policy("rules: {search-date: note}\n"), [], [OLD.replace("warning", "note")]),
    "error": (policy("rules: {search-date: error}\n"), [], [OLD.replace("warning", "error")]),
    "threshold": (policy("thresholds: {search-years: 4}\n"), [], []),
    "an unknown rule": (policy("rules: {serch-date: off}\n"), [],
                        [OLD, 'policy.yaml:1:9: error: there is no rule "serch-date" [rule-unknown]']),
    "an unknown level": (policy("rules: {search-date: loud}\n"), [],
                         [OLD, 'policy.yaml:1:22: error: "search-date" cannot be "loud" [value-choice]']),
    "no policy, no rules that must be asked for": ({"document": "-policy\n-packs\n" + LATE}, [], []),
    "a release is held to all": ({"document": "-policy\n-packs\n" + LATE}, ["--release"], [OLD]),
    "the command line's policy": ({"document": "-policy\n-packs\n" + LATE}, ["--policy", "clinical"], [OLD]),
    "an exception": (excepted("rule: search-date, reason: nothing new, until: 2027-01-01"), [], []),
    "an exception over": (excepted("rule: search-date, reason: nothing new, until: 2026-01-01"), [],
                          ['document.yaml:26:10: warning: the exception from "search-date" has passed its last day '
                           "[exception-expired]"]),
    "an exception over, for a release": (
        excepted("rule: search-date, reason: nothing new, until: 2026-01-01"), ["--release"],
        [OLD, 'document.yaml:26:10: warning: the exception from "search-date" has passed its last day '
         "[exception-expired]"]),
    "a claim's exception": (claim("rule: ci-present, reason: none given, until: 2027-01-01"), [], []),
    "a claim's exception over": (claim("rule: ci-present, reason: none given, until: 2026-01-01"), [],
                                 ['claims.yaml:7:23: warning: the exception from "ci-present" has passed its last '
                                  "day [exception-expired]"]),
    "a claim's exception without a day": (claim("rule: ci-present, reason: none given"), [],
                                          ['claims.yaml:7:16: error: key "until" is missing in the exception '
                                           "[key-missing]"]),
    "an exception for nothing": (excepted("rule: expired, reason: none, until: 2027-01-01"), [],
                                 [OLD, 'document.yaml:26:10: warning: the exception from "expired" covers nothing '
                                  "[exception-unused]"]),
    "an exception without reason": (excepted("rule: search-date, until: 2027-01-01, reason: ' '"), [],
                                    [OLD, "document.yaml:26:3: error: an exception needs a rule, a reason and a last "
                                     'day: "reason" is missing or wrong [exception-bad]']),
}


def main():
    failed = 0
    for name, (files, words, wanted) in CASES.items():
        found = check_rules.messages(words, files)
        heads = [x for x in found.splitlines() if x and not x.startswith(" ")]
        if sorted(heads) != sorted(wanted):
            failed += 1
            print(f"{name}: wanted\n" + "\n".join(wanted) + f"\nfound\n{found}")
    print(f"{len(CASES) - failed} passed, {failed} failed, 0 skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
