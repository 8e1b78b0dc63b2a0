"""Writes basket files with the shapes of well-known ones, which are not free to copy, and which counts to mine.

    python3 Benchmarks/peers/shapes.py FOLDER
    Benchmarks/peers/itemsets.sh FOLDER [RAPPORT_BINARY] [REPETITIONS]

Everything is drawn with a fixed seed, so the files are the same on every machine. FOLDER/baskets gets the files and
cases.csv: name, count.
"""
import bisect
import itertools
import os
import random
import sys


def clicks(draw, baskets, items, mean, longest, exponent):
    """Sparse baskets of geometric length whose items follow a power law, as kosarak and BMS."""
    weights = list(itertools.accumulate((i + 1) ** -exponent for i in range(items)))
    for _ in range(baskets):
        length = min(longest, 1 + int(draw.expovariate(1 / mean)))
        yield {bisect.bisect_left(weights, draw.random() * weights[-1]) for _ in range(length)}


def attributes(draw, rows, columns, values, steepness, classes):
    """Each row one value of each attribute; rows of one class agree in most of them, as chess, connect, pumsb."""
    first = [0]
    for column in range(columns):
        first.append(first[-1] + 2 + draw.randrange(values - 1))
    favourite = [[draw.randrange(first[c + 1] - first[c]) if k else 0 for c in range(columns)]
                 for k in range(classes)]
    agreement = [0.999 - steepness * (c / columns) ** 1.5 for c in range(columns)]
    for _ in range(rows):
        kind = favourite[min(classes - 1, int(draw.expovariate(1.5)))]
        yield {first[c] + (kind[c] if draw.random() < agreement[c] else draw.randrange(first[c + 1] - first[c]))
               for c in range(columns)}


def accidents(draw, rows, items, mean):
    """Long rows whose items have very different shares, a few of them nearly always there."""
    shares = [min(0.99, 1.1 * (i + 1) ** -0.55) for i in range(items)]
    scale = mean / sum(shares)
    shares = [min(0.995, s * max(1, scale) if s < 0.5 else s) for s in shares]
    common = [(i, s) for i, s in enumerate(shares) if s >= 0.02]
    rare = list(range(len(common), items))
    for _ in range(rows):
        tilt = draw.uniform(0.85, 1.15)
        row = {i for i, s in common if draw.random() < min(0.995, s * tilt)}
        row.update(draw.choice(rare) for _ in range(5) if rare)
        yield row


def quest(draw, rows, items, length, patterns, pattern_length):
    """Baskets made of patterns that lose some of their items, as the generator of Agrawal and Srikant (1994)."""
    parts = []
    for _ in range(patterns):
        size = max(1, min(items, int(draw.gauss(pattern_length, pattern_length ** 0.5))))
        before = parts[-1] if parts else []
        kept = before[:int(min(1, draw.expovariate(2)) * min(size, len(before)))]
        parts.append(list(dict.fromkeys(kept + [draw.randrange(items) for _ in range(size - len(kept))])))
    weights = list(itertools.accumulate(draw.expovariate(1) for _ in parts))
    losses = [min(0.9, max(0.0, draw.gauss(0.5, 0.3))) for _ in parts]
    for _ in range(rows):
        wanted, row = max(1, int(draw.gauss(length, length ** 0.5))), set()
        for _ in range(4 * wanted):
            if len(row) >= wanted:
                break
            k = bisect.bisect_left(weights, draw.random() * weights[-1])
            part = parts[k][:]
            while part and draw.random() < losses[k]:
                part.pop(draw.randrange(len(part)))
            row.update(part)
        yield row or {draw.randrange(items)}


SHAPES = {
    "kosarak-like": (lambda d: clicks(d, 250_000, 30_000, 7, 300, 1.15), (600, 250, 100)),
    "bms-like": (lambda d: clicks(d, 60_000, 497, 1.6, 160, 0.9), (60, 30, 15)),
    "accidents-like": (lambda d: accidents(d, 60_000, 468, 34), (12_000, 6_000, 2_000)),
    "pumsb-like": (lambda d: attributes(d, 30_000, 74, 90, 0.65, 3), (20_000, 16_000)),
    "chess-like": (lambda d: attributes(d, 3_196, 37, 3, 0.55, 2), (1_900, 1_600, 1_300)),
    "connect-like": (lambda d: attributes(d, 67_557, 43, 3, 0.35, 2), (55_000, 45_000, 40_000)),
    "T40-like": (lambda d: quest(d, 60_000, 1_000, 40, 5_000, 10), (1_200, 600, 150)),
    "T20-like": (lambda d: quest(d, 200_000, 8_000, 20, 8_000, 6), (1_000, 300, 150)),
}


def main(folder):
    target = os.path.join(folder, "baskets")
    os.makedirs(target, exist_ok=True)
    with open(os.path.join(target, "cases.csv"), "w") as cases:
        for seed, (name, (rows, counts)) in enumerate(SHAPES.items()):
            with open(os.path.join(target, name + ".dat"), "w") as file:
                for row in rows(random.Random(seed)):
                    file.write(" ".join(map(str, sorted(row))) + "\n")
            cases.writelines(f"{name},{count}\n" for count in counts)


if __name__ == "__main__":
    main(sys.argv[1])
