#!/usr/bin/env bash
# Times Rapport's miner beside Borgelt's eclat, fpgrowth and apriori on the same files, interleaved.
#
#   Benchmarks/peers/itemsets.sh [DATA_FOLDER] [RAPPORT_BINARY] [REPETITIONS] [all|closed|maximal]
#
# The peers are the C programs of PyFIM 6.28 (https://pypi.org/project/pyfim/, MIT), built from its source
# archive with their own main functions; the table reader it leaves out is stood in for by borgelt/. Each
# measurement is one process that reads, mines and counts or writes; the number is its user and system CPU
# seconds, best of the repetitions.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
data=${1:-../shared/data}
rapport=${2:-.build/release/rapport}
repetitions=${3:-3}
kind=${4:-all}
build=${PEERS_BUILD:-.build/borgelt}
if [ ! -x "$build/apriori" ]; then
  mkdir -p "$build"
  pip download --quiet --no-deps --no-binary :all: --dest "$build" pyfim==6.28
  tar xzf "$build/pyfim-6.28.tar.gz" -C "$build"
  (
    cd "$build/pyfim-6.28"
    for program in eclat:ECL fpgrowth:FPG apriori:APR; do
      name=${program%%:*}
      others=apriori/src/istree.c
      if [ "$name" = fpgrowth ]; then others="$others fpgrowth/src/fpgpsp.c"; fi
      # shellcheck disable=SC2086
      gcc -O3 -march=native -w -DNDEBUG "-D${program##*:}_MAIN" -DTA_READ -DISR_PATSPEC -DISR_CLOMAX -DTATREEFN \
        -DIDMAPFN -DTA_SURR -DPSP_ESTIM -I"$here/borgelt" -Iutil/src -Imath/src -Itract/src -Ieclat/src \
        -Ifpgrowth/src -Iapriori/src "$name/src/$name.c" $others "$here/borgelt/tabread.c" \
        tract/src/{tract,report,patspec,clomax,fim16,patred}.c \
        util/src/{arrays,memsys,symtab,random,sigint}.c math/src/{gamma,chi2,ruleval}.c -lm -o "../$name"
    done
  )
fi
exec python3 "$here/itemsets.py" "$data/baskets" "$rapport" "$build" "$repetitions" "$kind"
