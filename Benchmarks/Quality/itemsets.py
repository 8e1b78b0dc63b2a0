"""Every row of the oracles against the built command; see itemsets.sh."""
import csv
import json
import subprocess
import sys

shared, rapport = sys.argv[1:3]
failures = 0


def ask(*arguments):
    command = [rapport, *arguments, "--json"]
    output = subprocess.run(command, capture_output=True, text=True, timeout=900)
    return json.loads(output.stdout)


def check(what, found, expected, seconds):
    global failures
    failures += found != expected
    print(f"{'ok  ' if found == expected else 'WRONG'} {what:58} {found} ({seconds:.2f} s)"
          + ("" if found == expected else f", expected {expected}"), flush=True)


def baskets(name):
    return f"{shared}/data/baskets/{name}.dat"


for row in csv.DictReader(open(f"{shared}/oracles/itemsets.csv")):
    name, count = row["dataset"], row["minsup_abs"]
    for kind, expected in (("all", [int(n) for n in row["counts_by_size"].split()]),
                           ("closed", row["n_closed"]), ("maximal", row["n_maximal"])):
        answer = ask("itemsets", "--baskets", baskets(name), "--min-count", count, "--kind", kind)
        found = answer["byLength"] if kind == "all" else str(answer["itemsets"])
        check(f"{name} {count} {kind}", found, expected, answer["mineSeconds"])

for row in csv.DictReader(open(f"{shared}/oracles/rules.csv")):
    if row["empty_lhs"] == "yes":
        continue
    numerator, denominator = map(int, row["minconf"].split("/"))
    confidence = str(numerator / denominator)
    extra = ["--any-consequent"] if row["rhs"] == "any" else []
    answer = ask("rules", "--baskets", baskets(row["dataset"]), "--min-count", row["minsup_abs"],
                 "--min-confidence", confidence, "--top", "0", *extra)
    check(f"rules {row['dataset']} {row['minsup_abs']} {confidence} {row['rhs']}",
          answer["rules"], int(row["n_rules"]), answer["seconds"])

for correction, expected in (("bh", 5594), ("bonferroni", 1815), ("holm", 1939)):
    answer = ask("rules", "--baskets", baskets("groceries"), "--min-support", "0.001",
                 "--min-confidence", "0.5", "--significance", "0.01", "--correction", correction,
                 "--family", "reported", "--top", "0")
    check(f"significant by {correction}", answer["significant"], expected, answer["seconds"])
    check("redundant", answer["redundant"], 572, answer["seconds"])

sys.exit(1 if failures else 0)
