"""Fits BG/NBD and Pareto/NBD with the Python package lifetimes to the CDNOW master file.

    python3 -m venv venv
    venv/bin/pip install lifetimes==0.11.3 numpy==1.26.4 pandas==1.5.3 scipy==1.11.4
    OPENBLAS_NUM_THREADS=1 venv/bin/python Benchmarks/peers/lifetimes-fit.py CDNOW_master.txt cdnow-master.csv

Writes the summary (weeks, calibration to 1997-09-30) to the second file, so that

    rapport value fit --summary cdnow-master.csv --model bg-nbd --json

fits the very same numbers. Prints the wall and CPU seconds of each fit.
"""

import resource
import sys
import time

import pandas
from lifetimes import BetaGeoFitter, ParetoNBDFitter
from lifetimes.utils import summary_data_from_transaction_data


def cpu_seconds():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


log = pandas.read_csv(sys.argv[1], sep=r"\s+", header=None, names=["id", "date", "count", "spend"])
log = log[log["date"].astype(str).str.match(r"^\d{8}$")]
log["date"] = pandas.to_datetime(log["date"].astype(str))
summary = summary_data_from_transaction_data(
    log, "id", "date", observation_period_end="1997-09-30", freq="D"
)
summary[["recency", "T"]] /= 7
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
