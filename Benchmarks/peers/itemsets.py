"""Interleaved timings of Rapport and PyFIM; see itemsets.sh."""
import json
import os
import resource
import subprocess
import sys
import tempfile

CASES = [
    ("groceries", 10), ("groceries", 3), ("retail", 88), ("retail", 20), ("retail", 9), ("retail", 5),
    ("T10I4D100K", 100), ("T10I4D100K", 10), ("T10I4D100K", 5), ("mushroom", 2031), ("mushroom", 812),
    ("mushroom", 406), ("mushroom", 200), ("online_retail", 221), ("online_retail", 100),
    ("online_retail", 60), ("online_retail", 50),
]
PEERS = ["eclat", "fpgrowth", "apriori"]


def cpu():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def peer(name, path, count):
    """Mines in this process; the pattern spectrum is the cheapest report PyFIM has."""
    import fim
    with open(path) as file:
        baskets = [[int(item) for item in line.split()] for line in file]
    started = cpu()
    # A threshold nothing reaches: what is left is turning Python's lists into PyFIM's baskets.
    getattr(fim, name)(baskets, target="s", supp=-len(baskets) - 1, zmin=1, report="#")
    conversion = cpu() - started
    started = cpu()
    spectrum = getattr(fim, name)(baskets, target="s", supp=-count, zmin=1, report="#")
    mining = cpu() - started
    print(json.dumps([max(0.0, mining - conversion), len(spectrum)]))


def run(command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    output = subprocess.run(command, capture_output=True, text=True, timeout=600)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    whole = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return json.loads(output.stdout), whole


def main(folder, rapport, repetitions):
    print("| data set | count | Rapport count | whole process | two threads | to a file | "
          + " | ".join(PEERS) + " | ratio |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for name, count in CASES:
        path = os.path.join(folder, name + ".dat")
        best = {}

        def note(key, seconds):
            best[key] = min(seconds, best.get(key, 9e9))

        for _ in range(repetitions):
            base = [rapport, "itemsets", "--baskets", path, "--min-count", str(count), "--json"]
            found, whole = run(base + ["--threads", "1"])
            note("mine", found["readCpuSeconds"] + found["mineCpuSeconds"])
            note("whole", whole)
            found, _ = run(base + ["--threads", "2"])
            note("two", found["mineSeconds"])
            with tempfile.NamedTemporaryFile(dir="/dev/shm") as out:
                found, _ = run(base + ["--threads", "1", "--out", out.name + ".txt"])
                os.unlink(out.name + ".txt")
                note("file", found["readCpuSeconds"] + found["mineCpuSeconds"])
            for peer_name in PEERS:
                if peer_name == "apriori" and count <= 10 and name != "groceries":
                    continue
                (mining, _), _ = run([sys.executable, __file__, "--peer", peer_name, path, str(count)])
                note(peer_name, mining)
        peers = [best[p] for p in PEERS if p in best]
        cells = [f"{best[p]:.3f}" if p in best else "" for p in PEERS]
        print(f"| {name} | {count} | {best['mine']:.3f} | {best['whole']:.3f} | {best['two']:.3f} wall | "
              f"{best['file']:.3f} | " + " | ".join(cells) + f" | {min(peers) / best['mine']:.2f} |",
              flush=True)


if __name__ == "__main__":
    if sys.argv[1] == "--peer":
        peer(sys.argv[2], sys.argv[3], int(sys.argv[4]))
    else:
        main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
