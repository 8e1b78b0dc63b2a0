"""Fits BG/NBD and Pareto/NBD with the Python package lifetimes to the CDNOW master file.

    python3 -m venv venv
    venv/bin/pip install lifetimes==0.11.3 numpy==1.26.4 pandas==1.5.3 scipy==1.11.4
    OPENBLAS_NUM_THREADS=1 venv/bin/python Benchmarks/peers/lifetimes-fit.py CDNOW_master.txt cdnow-master.csv

With `simulated` instead of the transactions, 20,000 customers are drawn by the package's own generator of
Pareto/NBD, so that nothing can be tuned on one file. Writes the summary (weeks; CDNOW is calibrated to
1997-09-30) to the second file, so that

    rapport value fit --summary cdnow-master.csv --model bg-nbd --json

fits the very same numbers. Prints the wall and CPU seconds of each fit.
"""

import resource
import sys
import time

import numpy
import pandas
from lifetimes import BetaGeoFitter, ParetoNBDFitter
from lifetimes.generate_data import pareto_nbd_model
from lifetimes.utils import summary_data_from_transaction_data


def cpu_seconds():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime




def cdnow(path):
    log = pandas.read_csv(path, sep=r"\s+", header=None, names=["id", "date", "count", "spend"])
    log = log[log["date"].astype(str).str.match(r"^\d{8}$")]
    log["date"] = pandas.to_datetime(log["date"].astype(str))
    summary = summary_data_from_transaction_data(
        log, "id", "date", observation_period_end="1997-09-30", freq="D"
    )
    summary[["recency", "T"]] /= 7
    return summary


def simulated():
    numpy.random.seed(5)
    days = numpy.random.randint(200, 500, 20_000)
    summary = pareto_nbd_model(days / 7, 0.8, 8, 0.5, 15, size=20_000)
    summary["recency"] = numpy.ceil(summary["recency"] * 7).clip(upper=days) / 7
    summary["T"] = days / 7
    return summary


summary = simulated() if sys.argv[1] == "simulated" else cdnow(sys.argv[1])
summary["frequency"] = summary["frequency"].astype(int)
summary[["frequency", "recency", "T"]].to_csv(sys.argv[2], index=False)

for fitter in (BetaGeoFitter(), ParetoNBDFitter()):
    for _ in range(2):
        wall, cpu = time.time(), cpu_seconds()
        fitter.fit(summary["frequency"], summary["recency"], summary["T"])
        print(
            type(fitter).__name__,
            f"wall {time.time() - wall:.3f} s, cpu {cpu_seconds() - cpu:.3f} s",
            dict(fitter.params_),
        )
