#!/usr/bin/env bash
# Compares what `rapport itemsets` and `rapport rules` find with the counts other programs agree on.
#
#   Benchmarks/Quality/itemsets.sh [SHARED_FOLDER] [RAPPORT_BINARY]
#
# Prints one line a case and exits 1 if any differs. SHARED_FOLDER holds data/baskets and oracles.
set -euo pipefail
shared=${1:-../shared}
rapport=${2:-.build/release/rapport}
exec python3 "$(dirname "$0")/itemsets.py" "$shared" "$rapport"
