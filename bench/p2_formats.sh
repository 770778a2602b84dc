#!/bin/sh
# Reading each format into checked rows against a reader of that format, and memory on a file of 50 MB.
# Ours is the whole program in its sandbox with JSON of all rows; the others only read. Interleaved rounds.
#
# ROWS=n changes the file that is timed, BIG_MB=n the one for memory (0: none), FORMATS which are measured.
set -eu
cd "$(dirname "$0")/.."
python=/usr/bin/python3 # Debian's, which has Debian's packages

# opponent FORMAT FILE: reads the file with another program; fails where there is none.
opponent() {
    case $1 in
    ofx) "$python" -c 'import ofxparse, sys; ofxparse.OfxParser.parse(open(sys.argv[1], "rb"))' "$2" ;;
    camt) "$python" -c '
import sys, xml.etree.ElementTree as tree
for _, e in tree.iterparse(sys.argv[1]):
    if e.tag.endswith("}Ntry"):
        [x.text for x in e.iter()]
        e.clear()' "$2" ;;
    xlsx) "$python" -c '
import openpyxl, sys
for row in openpyxl.load_workbook(sys.argv[1], read_only=True).active.iter_rows(values_only=True):
    pass' "$2" ;;
    pdf) pdftotext -layout "$2" - >/dev/null ;;
    *) return 1 ;;
    esac
}

# Another program times only commands: for the opponents this script is called again.
if [ "${1:-}" = --opponent ]; then
    opponent "$2" "$3"
    exit
fi
. bench/lib.sh
built src/florin bench/took bench/verdict bench/make_statement
rounds=${ROUNDS:-3}
rows=${ROWS:-20000}
big=${BIG_MB:-50}

# made FORMAT ROWS: the path of a file.
made() {
    [ -s "$work/$2.$1" ] || "$python" bench/make_formats.py "$1" <"$(statement "$2")" >"$work/$2.$1"
    echo "$work/$2.$1"
}

opponent_name() {
    case $1 in
    ofx) echo "Python's ofxparse" ;;
    camt) echo "Python's xml.etree" ;;
    xlsx) echo "Python's openpyxl" ;;
    pdf) echo 'pdftotext -layout' ;;
    esac
}

opponent_version() {
    case $1 in
    ofx) version_of python3-ofxparse ;;
    camt) "$python" -V | cut -d' ' -f2 ;;
    xlsx) version_of python3-openpyxl ;;
    pdf) version_of poppler-utils ;;
    esac
}

# time_it NAME COMMAND...: appends rows a second to a file of that name.
time_it() {
    name=$1
    shift
    took "$work/took.$name" "$@" >/dev/null
    tail -1 "$work/took.$name" | awk -v n="$count" '{ printf "%.0f\n", n / $1 }' >>"$work/rate.$name"
}

measure() {
    format=$1
    count=$rows
    [ "$format" != pdf ] || count=$((rows / 5)) # 73 pages for 4,000 rows
    file=$(made "$format" "$count")
    "$florin" parse --json "$file" >"$work/answer" || { say "$format is left out: $(tail -c 300 "$work/answer")"; return 0; }
    i=0
    while [ $i -lt "$rounds" ]; do
        time_it "$format" "$florin" parse --json "$file"
        [ -z "$(opponent_name "$format")" ] || time_it "$format.theirs" bench/p2_formats.sh --opponent "$format" "$file"
        i=$((i + 1))
    done
    mb=$(awk -v b="$(wc -c <"$file")" 'BEGIN { printf "%.1f", b / 1e6 }')
    column 1 <"$work/took.$format" | awk -v mb="$mb" '{ printf "%.1f\n", mb / $1 }' >"$work/mb.$format"
    what="$format, $count rows in $mb MB, into JSON"
    if [ -n "$(opponent_name "$format")" ]; then
        verdict id=IMP-02 what="$what" unit=rows/s better=more ours="$work/rate.$format" \
            opponent="$(opponent_name "$format")" version="$(opponent_version "$format")" theirs="$work/rate.$format.theirs"
    else
        verdict id=IMP-02 what="$what" unit=rows/s better=more ours="$work/rate.$format"
    fi
    verdict id=IMP-02 what="$what" unit=MB/s better=more ours="$work/mb.$format"
}

# The file of so many MB, and what reading it took.
memory() {
    size=$(wc -c <"$file")
    many=$(awk -v n="$count" -v size="$size" -v mb="$big" 'BEGIN { printf "%d", n * mb * 1e6 / size }')
    file=$(made "$format" "$many")
    took "$work/took.big.$format" "$florin" parse --json "$file" >"$work/answer" ||
        { say "$big MB of $format: $(tail -c 300 "$work/answer")"; return 0; }
    column 3 <"$work/took.big.$format" >"$work/mib.$format"
    verdict id=R5 what="$format, $many rows in $big MB: private memory" unit=MiB better=less ours="$work/mib.$format" bound=256
    rm -f "$file" "$work/$many.csv"
}

for f in ${FORMATS:-ofx qif camt mt940 bai2 xlsx ods pdf}; do
    measure "$f"
    [ "$big" = 0 ] || [ "$f" = pdf ] || memory
    rm -f "$work/answer"
done
