#!/bin/sh
# Static analysis: cppcheck, clang-tidy (.clang-tidy says which checks) and gcc's -fanalyzer.
#
#     tools/lint.sh [FILE.c]...       these files of src/
#     tools/lint.sh --changed [REF]   those that differ from REF (origin/main, else the last commit)
#     tools/lint.sh                   all of src/; cppcheck also reads tests/, bench/ and tools/
#
# Wants a configured build folder (build/, or what BUILD names) with its made headers. Every finding is shown; a
# file passes a tool when that has none. Ends with 'N passed, N failed'.
set -u
cd "$(dirname "$0")/.." || exit 1
build=${BUILD:-build}
work=$(mktemp -d "${TMPDIR:-/tmp}/florin-lint-XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM
for tool in cppcheck clang-tidy gcc python3; do
    command -v $tool >/dev/null 2>&1 || { echo "lint: $tool is missing: tools/setup.sh test installs it" >&2; exit 1; }
done
[ -f "$build/compile_commands.json" ] || { echo "lint: $build is not built: make build" >&2; exit 1; }

changed() {
    ref=${1:-$(git rev-parse -q --verify origin/main || git rev-parse HEAD)}
    { git diff --name-only --diff-filter=d "$ref"; git ls-files -o --exclude-standard; } | sort -u
}

more=
if [ $# = 0 ]; then
    find src -name '*.c' | sort >"$work/files"
    more=$(find tests bench tools -name '*.c' -not -path '*/node_modules/*' | sort)
else
    if [ "$1" = --changed ]; then
        shift
        changed "$@"
    else
        printf '%s\n' "$@"
    fi | grep '^src/.*\.c$' >"$work/files"
fi
while read -r file; do
    [ -f "$file" ] || { echo "lint: there is no $file" >&2; exit 1; }
done <"$work/files"
files=$(wc -l <"$work/files")
[ "$files" -gt 0 ] || { echo 'lint: no file of src/ to look at'; echo '0 passed, 0 failed'; exit 0; }

# Files that a tool's findings name; $1 its output, with 'PATH:LINE:…' lines.
named() {
    sed -n 's/^\(\.\.\/\)*\([a-z][^: ]*\.[ch]\):[0-9].*/\2/p' "$1" | sort -u | grep -c .
}

failed=0
report() {
    bad=$(named "$2")
    [ "$3" = 0 ] || [ "$bad" -gt 0 ] || bad=1
    [ "$bad" = 0 ] || cat "$2"
    echo "== $1: $files files, findings in $bad"
    failed=$((failed + bad))
}

# missingIncludeSystem: it is not shown the system's headers. resourceLeak: it does not know the cleanup attribute;
# -fanalyzer does.
# shellcheck disable=SC2046,SC2086  # lists of names
cppcheck --quiet -j "$(nproc)" --std=c17 --language=c --enable=warning,performance,portability \
    --suppress=missingIncludeSystem --suppress=resourceLeak --inline-suppr --error-exitcode=1 \
    --template='{file}:{line}: {severity}: {id}: {message}' \
    -I src -I "$build/src" -D_GNU_SOURCE '-DFLORIN_VERSION="0"' $(cat "$work/files") $more >"$work/cppcheck" 2>&1
report cppcheck "$work/cppcheck" $?

xargs -P "$(nproc)" -n 4 clang-tidy -p "$build" --quiet <"$work/files" 2>"$work/noise" |
    sed "s|$PWD/||; s|^$build/../||" >"$work/clang-tidy"
report clang-tidy "$work/clang-tidy" 0

# The compiler's own command of every file, without output and with the analyser.
python3 - "$build" "$work/files" >"$work/commands" <<'END'
import json, os, shlex, sys
build, wanted = sys.argv[1], set(open(sys.argv[2]).read().split())
for entry in json.load(open(os.path.join(build, "compile_commands.json"))):
    path = os.path.relpath(os.path.join(entry["directory"], entry["file"]))
    if path not in wanted:
        continue
    wanted.remove(path)
    words, kept, skip = shlex.split(entry["command"]), ["gcc"], False
    for word in words[1:]:
        if not skip and word not in ("-o", "-MF", "-MQ", "-MD", "-c", "-Werror") and not word.startswith(("-O", "-W", "-fdiag")):
            kept.append(word if word not in ("gcc", "cc", "clang") else "")
        skip = word in ("-o", "-MF", "-MQ")
    kept = [w for w in kept if w]
    print("cd", shlex.quote(entry["directory"]), "&&", shlex.join(kept + ["-O1", "-fanalyzer", "-c", "-o", "/dev/null"]))
END
xargs -d '\n' -P "$(nproc)" -n 1 sh -c <"$work/commands" >"$work/fanalyzer" 2>&1
report fanalyzer "$work/fanalyzer" $?

total=$((3 * files))
[ $failed -le $total ] || failed=$total
echo "$((total - failed)) passed, $failed failed"
[ $failed = 0 ]
