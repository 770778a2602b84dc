"""Sums what gcov says about every file into a table by room. The argument names a file of counters' paths."""
import collections, json, os, subprocess, sys

lines = collections.defaultdict(dict)     # file -> line -> runs
branches = collections.defaultdict(dict)  # file -> (line, index) -> runs


def read(counter):
    folder, name = os.path.split(os.path.abspath(counter))
    out = subprocess.run(["gcov", "--branch-probabilities", "--json-format", "--stdout", name],
                         cwd=folder, capture_output=True, text=True, check=True).stdout
    for document in filter(None, out.splitlines()):
        said = json.loads(document)
        for file in said["files"]:
            path = os.path.relpath(os.path.join(said["current_working_directory"], file["file"]))
            if path.startswith("src/") and path.endswith(".c"):
                yield path, file["lines"]


def is_assertion(path, number, cache={}):
    if path not in cache:
        cache[path] = open(path, encoding="utf-8").read().split("\n") if os.path.exists(path) else []
    return number <= len(cache[path]) and "assert(" in cache[path][number - 1]


for counter in open(sys.argv[1]).read().split():
    for path, counted in read(counter):
        for line in counted:
            n = line["line_number"]
            lines[path][n] = lines[path].get(n, 0) + line["count"]
            if is_assertion(path, n):
                continue
            for i, branch in enumerate(b for b in line["branches"] if not b["throw"]):
                branches[path][n, i] = branches[path].get((n, i), 0) + branch["count"]


def share(counts):
    values = list(counts)
    return 100 * sum(1 for v in values if v) / len(values) if values else 100.0


def row(name, paths):
    one = [v for p in paths for v in lines[p].values()]
    two = [v for p in paths for v in branches[p].values()]
    print(f"| {name} | {len(one)} | {share(one):.1f} % | {len(two)} | {share(two):.1f} % |")


print("| | lines | run | branches | taken |\n|---|---:|---:|---:|---:|")
rooms = sorted({p.split("/")[1] for p in lines})
for room in rooms:
    row(room, [p for p in lines if p.split("/")[1] == room])
row("all", list(lines))
if os.environ.get("FILES"):
    print()
    for path in sorted(lines):
        row(path, [path])
if os.environ.get("MISSED"):
    for path in sorted(lines):
        if path.startswith(os.environ["MISSED"]):
            missed = sorted({n for n, v in lines[path].items() if not v})
            half = sorted({n for (n, _), v in branches[path].items() if not v and lines[path][n]})
            print(path, "lines", missed, "branches", half)
