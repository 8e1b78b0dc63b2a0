#!/usr/bin/env bash
# Times Rapport's miner beside Borgelt's eclat, fpgrowth and apriori on the same files, interleaved.
#
#   Benchmarks/peers/itemsets.sh [DATA_FOLDER] [RAPPORT_BINARY] [REPETITIONS]
#
# The peers are the C code inside PyFIM 6.28 (https://pypi.org/project/pyfim/, MIT). Each measurement is one
# process; the number is its user and system CPU seconds, best of the repetitions, reading included. Where
# reading and starting take most of that, the second pair of numbers is reading and mining alone. The peers'
# baskets are read by a Python loop, so only their mining call is compared with Rapport's mining.
set -euo pipefail
data=${1:-../shared/data}
rapport=${2:-.build/release/rapport}
repetitions=${3:-3}
venv=${PYFIM_VENV:-.build/pyfim}
[ -x "$venv/bin/python" ] || python3 -m venv "$venv"
"$venv/bin/python" -c 'import fim' 2>/dev/null || "$venv/bin/pip" install --quiet pyfim==6.28
exec "$venv/bin/python" "$(dirname "$0")/itemsets.py" "$data/baskets" "$rapport" "$repetitions"
