#!/usr/bin/env python3
"""Checks that a policy or a list of exceptions that is malformed, huge or deep ends in messages within seconds."""
import pathlib
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
import check_rules  # noqa: E402

# name -> (text of the file, what must be said)
POLICIES = {
    "a list": ("- search-date\n", "[value-kind]"),
    "a text": ("clinical\n", "[value-kind]"),
    "rules in a list": ("rules: [search-date]\n", "[value-kind]"),
    "a level in a map": ("rules: {search-date: {level: off}}\n", "[value-choice]"),
    "a misspelt key": ("rulse: {}\n", 'did you mean "rules"?'),
    "a threshold out of bounds": ("thresholds: {search-years: 99999999999999999999}\n", "policy.yaml:1:28: error: "),
    "an alias of itself": ("rules: &a {search-date: *a}\n", "policy.yaml:1:8: error: "),
    "too deep": ("rules: " + "{a: " * 5000, "policy.yaml:1:"),
    "rules that are none": ("rules:\n" + "".join(f"  r{i}: off\n" for i in range(50000)), "[rule-unknown]"),
    "too large": ("# x\n" * 3_000_000, "policy.yaml"),
    "no text": (b"rules: \xff\xfe\n", "policy.yaml"),
}
EXCEPTIONS = {
    "a map": ("exceptions: {rule: measure}\n", "[value-kind]"),
    "texts": ("exceptions: [measure, measure]\n", "[value-kind]"),
    "a rule in a map": ("exceptions: [{rule: {a: b}, reason: x, until: 2027-01-01}]\n", "[value-kind]"),
    "a day that is none": ("exceptions: [{rule: measure, reason: x, until: 2027-02-30}]\n", "[exception-bad]"),
    "a misspelt key": ("exceptions: [{rules: measure, reason: x, until: 2027-01-01}]\n", 'did you mean "rule"?'),
    "many": ("exceptions:\n" + "- {rule: measure, reason: x, until: 2027-01-01}\n" * 20000, "[exception-unused]"),
}


def faults_of(name, files, wanted):
    with tempfile.TemporaryDirectory() as room:
        folder = pathlib.Path(room)
        policy = files.pop("policy.yaml", None)
        check_rules.lay_out(folder, files)
        if policy is not None:
            (folder / "policy.yaml").write_bytes(policy if isinstance(policy, bytes) else policy.encode())
        try:
            status, _, found = check_rules.run(["check", "document.yaml", "--today", "2026-11-21"], folder)
        except subprocess.TimeoutExpired:
            return f"{name}: does not end\n"
    return "" if status in (0, 1) and wanted in found else f"{name}: status {status}, without {wanted}:\n{found[:600]}\n"


def main():
    faults = [faults_of(f"policy, {name}", {"policy.yaml": text, "document": "policy: policy.yaml\n"}, wanted)
              for name, (text, wanted) in POLICIES.items()]
    faults += [faults_of(f"exceptions, {name}", {"document": text}, wanted)
               for name, (text, wanted) in EXCEPTIONS.items()]
    print("".join(faults) + f"hostile policies: {sum(map(bool, faults))} failed")
    return any(faults)


if __name__ == "__main__":
    sys.exit(main())
