"""Interleaved timings of Rapport and Borgelt's programs; see itemsets.sh."""
import csv
import json
import math
import os
import sys
import tempfile

CASES = [
    ("groceries", 10), ("groceries", 5), ("groceries", 3), ("retail", 88), ("retail", 20), ("retail", 9),
    ("retail", 5), ("T10I4D100K", 100), ("T10I4D100K", 10), ("T10I4D100K", 5), ("mushroom", 2031),
    ("mushroom", 812), ("mushroom", 406), ("mushroom", 200), ("online_retail", 221),
    ("online_retail", 100), ("online_retail", 60), ("online_retail", 50),
]
PEERS = ["eclat", "fpgrowth", "apriori"]
# Where level-wise search takes many times longer than the others.
TOO_SLOW = {("retail", 9), ("retail", 5), ("T10I4D100K", 10), ("T10I4D100K", 5), ("mushroom", 200),
            ("online_retail", 50)}


def run(command):
    """CPU seconds, peak megabytes and output of one process."""
    with tempfile.TemporaryFile("w+") as output:
        child = os.posix_spawn(
            command[0], command, os.environ,
            file_actions=[(os.POSIX_SPAWN_DUP2, output.fileno(), 1),
                          (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0)])
        _, status, used = os.wait4(child, 0)
        if status:
            sys.exit(f"{' '.join(command)} failed")
        output.seek(0)
        return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, output.read()


def warm(file):
    """Deletes a result and touches as much free memory as the next one may take.

    A virtual machine may have given freed pages back to its host, and replacing a file frees the old one's pages
    in the time of whoever writes: every run should begin with the same.
    """
    size = os.path.getsize(file) if os.path.exists(file) else 0
    if size:
        os.unlink(file)
    block = bytes(1 << 20)
    with open(file + ".warm", "wb") as scratch:
        for _ in range(64 + 2 * (size >> 20)):
            scratch.write(block)
    os.unlink(file + ".warm")


# What the peers call the kinds of sets.
TARGETS = {"all": "-ts", "closed": "-tc", "maximal": "-tm"}


def cases(folder):
    """The cases of the folder (see shapes.py), or those of the oracles."""
    listed = os.path.join(folder, "cases.csv")
    if not os.path.exists(listed):
        return CASES
    with open(listed) as rows:
        return [(name, int(count)) for name, count in csv.reader(rows)]


def measure(folder, rapport, build, repetitions, name, count, writes, kind, peers):
    path = os.path.join(folder, name + ".dat")
    best, memory = {}, {}

    def note(key, seconds, megabytes=0):
        best[key] = min(seconds, best.get(key, 9e9))
        memory[key] = max(megabytes, memory.get(key, 0))

    with tempfile.TemporaryDirectory(dir="/dev/shm") as scratch:
        file = os.path.join(scratch, "sets.txt")
        for _ in range(repetitions):
            base = [rapport, "itemsets", "--baskets", path, "--min-count", str(count), "--json"]
            base += ["--kind", kind] + (["--out", file] if writes else [])
            if writes:
                warm(file)
            whole, megabytes, output = run(base + ["--threads", "1"])
            found = json.loads(output)
            note("whole", whole, megabytes)
            note("rapport", found["readCpuSeconds"] + found["mineCpuSeconds"])
            note("one thread", found["mineSeconds"])
            if writes:
                warm(file)
            _, _, output = run(base + ["--threads", "2"])
            note("two threads", json.loads(output)["mineSeconds"])
            for peer in peers:
                if peer == "apriori" and (name, count) in TOO_SLOW:
                    continue
                command = [os.path.join(build, peer), TARGETS[kind], f"-s-{count}", path]
                if writes:
                    warm(file)
                seconds, megabytes, _ = run(command + ([file] if writes else []))
                note(peer, seconds, megabytes)
    return best, memory


def main(folder, rapport, build, repetitions, kind="all"):
    # The level-wise peer is far behind on files that it was not tried on.
    peers = PEERS if cases(folder) is CASES and kind == "all" else PEERS[:2]
    for writes in (False, True):
        ratios = []
        print(f"\n{kind}, {'to a file' if writes else 'counting'}\n")
        print("| data set | count | reading and mining | whole process | eclat | fpgrowth | apriori | ratio | "
              "wall, 1 thread | wall, 2 threads | MB | eclat MB |")
        print("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|")
        for name, count in cases(folder):
            best, memory = measure(
                folder, rapport, build, repetitions, name, count, writes, kind, peers)
            peer = min(best[p] for p in peers if p in best)
            # Starting is left out where the peer needs under 0.1 s.
            ratio = peer / (best["rapport"] if peer < 0.1 else best["whole"])
            ratios.append(math.log(ratio))
            cells = " | ".join(f"{best[p]:.3f}" if p in best else "" for p in PEERS)
            print(f"| {name} | {count} | {best['rapport']:.4f} | {best['whole']:.3f} | {cells} | {ratio:.2f} | "
                  f"{best['one thread']:.3f} | {best['two threads']:.3f} | {memory['whole']:.0f} | "
                  f"{memory['eclat']:.0f} |", flush=True)
        print(f"\nGeometric mean of the ratios: {math.exp(sum(ratios) / len(ratios)):.2f}")


if __name__ == "__main__":
    main(*sys.argv[1:4], int(sys.argv[4]), *sys.argv[5:])
