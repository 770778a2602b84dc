#!/bin/sh
# P2: reading a CSV of 100 MB into checked rows, without output and as JSON. Interleaved rounds, medians.
set -eu
cd "$(dirname "$0")/.."
. bench/lib.sh
need mlr || exit 0
python=/usr/bin/python3 # Debian's, which has Debian's pandas
"$python" -c 'import pandas' 2>/dev/null || need "pandas for $python" || exit 0
built src/florin bench/took bench/verdict bench/make_statement bench/read_statement
rounds=${ROUNDS:-3}
file=$(statement "${ROWS:-1275000}")
mb="$(($(wc -c <"$file") / 1000000)) MB"
i=0
while [ $i -lt "$rounds" ]; do
    took "$work/read" "$build/bench/read_statement" "$file" >/dev/null
    took "$work/pandas" "$python" -c 'import pandas, sys; pandas.read_csv(sys.argv[1])' "$file"
    took "$work/csv" "$python" -c '
import csv, sys
for row in csv.reader(open(sys.argv[1], newline="")):
    pass' "$file"
    took "$work/mlr" mlr --icsv nothing "$file"
    took "$work/wc" wc -l "$file" >/dev/null
    took "$work/json" "$florin" parse --json "$file" >/dev/null
    took "$work/mlrjson" mlr --icsv --ojson cat "$file" >/dev/null
    i=$((i + 1))
done
for k in read pandas csv mlr wc json mlrjson; do
    column 1 <"$work/$k" >"$work/$k.s"
    column 2 <"$work/$k" >"$work/$k.cpu"
    column 3 <"$work/$k" >"$work/$k.mib"
done
pandas=$("$python" -c 'import pandas; print(pandas.__version__)')
what="$mb of CSV into checked rows, one thread"
against() {
    verdict id=P2 what="$what" unit=s better=less ours="$work/read.s" opponent="$1" version="$2" theirs="$3.s" ${4:+ratio=$4}
    verdict id=P2 what="$what: processor time" unit=s better=less ours="$work/read.cpu" opponent="$1" version="$2" \
        theirs="$3.cpu"
}
against pandas.read_csv "$pandas" "$work/pandas" 4
against "Python's csv" "$("$python" -V | cut -d' ' -f2)" "$work/csv" 4
against mlr "$(mlr --version | cut -d' ' -f2)" "$work/mlr" 4
against 'wc -l' "$(version_of coreutils)" "$work/wc"
what="$mb of CSV as JSON of all rows, in the sandbox"
verdict id=P2 what="$what" unit=s better=less ours="$work/json.s" opponent='mlr --icsv --ojson cat' \
    version="$(mlr --version | cut -d' ' -f2)" theirs="$work/mlrjson.s" ratio=2
verdict id=P2 what="$what: private memory" unit=MiB better=less ours="$work/json.mib" \
    opponent='mlr --icsv --ojson cat' version="$(mlr --version | cut -d' ' -f2)" theirs="$work/mlrjson.mib"
