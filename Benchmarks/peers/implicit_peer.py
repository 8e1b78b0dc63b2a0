"""Runs Python `implicit` on a customer,product file and prints one JSON object of its figures.

    OPENBLAS_NUM_THREADS=1 python implicit_peer.py TRAIN.csv als --factors 64 --threads 1
    OPENBLAS_NUM_THREADS=1 python implicit_peer.py TRAIN.csv recommend --factors 64 --threads 1
    OPENBLAS_NUM_THREADS=1 python implicit_peer.py TRAIN.csv cosine --neighbours 100 --threads 1
    OPENBLAS_NUM_THREADS=1 python implicit_peer.py TRAIN.csv converge --test TEST.csv --factors 64

Times are CPU seconds of the process in that phase alone (all threads), and wall seconds beside them. The
loss is the one Rapport reports: sum of weight * (p - x.y)^2 over the whole matrix plus the regularisation,
per cell, with observed weight alpha (implicit's alpha is 1 + c in Rapport's recipe) and unobserved weight 1.
"""

import argparse
import json
import os
import time

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
import scipy.sparse as sp


def read(path):
    pairs = np.loadtxt(path, delimiter=",", skiprows=1, dtype=np.int64)
    customers, rows = np.unique(pairs[:, 0], return_inverse=True)
    products, columns = np.unique(pairs[:, 1], return_inverse=True)
    values = np.ones(len(pairs), dtype=np.float32)
    matrix = sp.csr_matrix((values, (rows, columns)), shape=(len(customers), len(products)))
    matrix.data[:] = 1
    return matrix


def timed(work):
    cpu, wall = time.process_time(), time.perf_counter()
    result = work()
    return result, time.process_time() - cpu, time.perf_counter() - wall


def loss(matrix, x, y, alpha, regularization):
    """Sum over all cells without visiting them: the dense part by gramians, the rest per entry."""
    x, y = x.astype(np.float64), y.astype(np.float64)
    total = np.sum((x.T @ x) * (y.T @ y))
    coo = matrix.tocoo()
    for start in range(0, coo.nnz, 100_000):
        part = slice(start, start + 100_000)
        score = np.einsum("ij,ij->i", x[coo.row[part]], y[coo.col[part]])
        total += np.sum(alpha * (1 - score) ** 2 - score**2)
    total += regularization * (np.sum(x * x) + np.sum(y * y))
    return total / (matrix.shape[0] * matrix.shape[1])


def als(matrix, args):
    from implicit.cpu.als import AlternatingLeastSquares

    model = AlternatingLeastSquares(
        factors=args.factors, regularization=args.regularization, alpha=args.alpha,
        iterations=args.iterations, num_threads=args.threads, random_state=42, use_cg=True)
    marks = []
    model.fit_callback = lambda *_: marks.append(time.process_time())
    start = time.process_time()
    _, cpu, wall = timed(lambda: model.fit(matrix, show_progress=False))
    steps = np.diff([start] + marks)
    return model, {
        "iterations": args.iterations, "fitCpuSeconds": cpu, "fitSeconds": wall,
        "iterationCpuSeconds": float(np.min(steps)) if len(steps) else cpu / args.iterations,
        "loss": loss(matrix, model.user_factors, model.item_factors, args.alpha, args.regularization),
    }


def recommend(matrix, args):
    model, _ = als(matrix, args)
    everyone = np.arange(matrix.shape[0])
    _, cpu, wall = timed(
        lambda: model.recommend(everyone, matrix, N=args.count, filter_already_liked_items=True))
    return {"customers": matrix.shape[0], "cpuSeconds": cpu, "seconds": wall}


def neighbours(matrix, args):
    from implicit.nearest_neighbours import BM25Recommender, CosineRecommender, TFIDFRecommender

    kind = {"cosine": CosineRecommender, "tf-idf": TFIDFRecommender, "bm25": BM25Recommender}
    model = kind[args.task](K=args.neighbours, num_threads=args.threads)
    _, cpu, wall = timed(lambda: model.fit(matrix, show_progress=False))
    return {"neighbours": args.neighbours, "fitCpuSeconds": cpu, "fitSeconds": wall}


def ndcg(matrix, products, customers, test, model, count=20):
    """Mean NDCG@count over the customers of the test file, all products ranked, bought ones left out."""
    pairs = np.loadtxt(test, delimiter=",", skiprows=1, dtype=np.int64)
    truth = {}
    for customer, product in pairs:
        truth.setdefault(customer, set()).add(product)
    known = {customer: row for row, customer in enumerate(customers)}
    asked = sorted(customer for customer in truth if customer in known)
    rows = np.array([known[customer] for customer in asked])
    found, _ = model.recommend(rows, matrix[rows], N=count, filter_already_liked_items=True)
    gains = 1 / np.log2(np.arange(2, count + 2))
    values = [
        sum(gain for gain, item in zip(gains, row) if item >= 0 and products[item] in truth[customer])
        / gains[: min(count, len(truth[customer]))].sum()
        for customer, row in zip(asked, found)]
    return float(np.mean(values))


def converge(args):
    """Trains once and looks at the NDCG after every iteration; looking is not counted as training.

    Converged is the first iteration that comes within a thousandth of the best of all.
    """
    from implicit.cpu.als import AlternatingLeastSquares

    pairs = np.loadtxt(args.train, delimiter=",", skiprows=1, dtype=np.int64)
    customers, products = np.unique(pairs[:, 0]), np.unique(pairs[:, 1])
    matrix = read(args.train)
    model = AlternatingLeastSquares(
        factors=args.factors, regularization=args.regularization, alpha=args.alpha,
        iterations=args.iterations, num_threads=args.threads, random_state=42, use_cg=True)
    steps, looking = [], 0.0
    start = time.process_time()

    def look(iteration, *_):
        nonlocal looking
        now = time.process_time()
        value = ndcg(matrix, products, customers, args.test, model)
        steps.append({"ndcg": value, "iterations": iteration + 1, "fitCpuSeconds": now - start - looking})
        looking += time.process_time() - now
        # The model keeps what it computed for a look; the next iteration changes the factors.
        model._YtY = model._XtX = None

    model.fit(matrix, show_progress=False, callback=look)
    best = max(step["ndcg"] for step in steps)
    converged = next(step for step in steps if step["ndcg"] >= 0.999 * best)
    return {**converged, "best": best, "steps": steps}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("train")
    parser.add_argument("task", choices=["als", "recommend", "cosine", "tf-idf", "bm25", "converge"])
    parser.add_argument("--factors", type=int, default=64)
    parser.add_argument("--iterations", type=int, default=8)
    parser.add_argument("--regularization", type=float, default=0.01)
    parser.add_argument("--alpha", type=float, default=11.0)
    parser.add_argument("--neighbours", type=int, default=100)
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--test", help="The test file of converge.")
    args = parser.parse_args()
    tasks = {"als": lambda: als(read(args.train), args)[1],
             "recommend": lambda: recommend(read(args.train), args),
             "converge": lambda: converge(args)}
    for similarity in ["cosine", "tf-idf", "bm25"]:
        tasks[similarity] = lambda: neighbours(read(args.train), args)
    print(json.dumps({"peer": "implicit", "task": args.task, "threads": args.threads,
                      "factors": args.factors, **tasks[args.task]()}))


if __name__ == "__main__":
    main()
