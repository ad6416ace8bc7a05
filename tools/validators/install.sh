#!/bin/sh
# Install what `verify --level full` asks, and what the tests open finished files in.
# 装上检验程序和测试用的阅读器：有权限就装系统的程序，pip 和 npm 的程序各归各处。
# Never fails: what is still missing is named, and stays unchecked.
set -u
cd "$(dirname "$0")/../.."
run=${1:-.venv/bin/python}

packages=""
need() { [ -e "$1" ] || command -v "$1" >/dev/null || packages="$packages $2"; }
need java default-jre-headless
need /usr/share/java/jaxb-runtime.jar libjaxb-java
need qpdf qpdf
need mutool mupdf-tools
need pdftotext poppler-utils
need chromium chromium
need node nodejs
need npm npm

if [ -n "$packages" ] && [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
    apt-get update || true
    for package in $packages; do # one that cannot be had does not keep the others away
        DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$package" || true
    done
fi
"$run" -m pip install --disable-pip-version-check --quiet --editable '.[verify]' || true
# No scripts: Ace's would download a browser. The versions are those of package-lock.json.
command -v npm >/dev/null &&
    npm ci --prefix tools/validators --ignore-scripts --no-audit --no-fund --fetch-retries 1

"$run" - <<'NAMES'
import shutil, sys
from kanyin.preflight.validators import VALIDATORS
for each in VALIDATORS:
    if each.find() is None:
        print(f"!!! 没有装 / not installed: {each.name} ({each.get})", file=sys.stderr)
for program, package in {"pdftotext": "poppler-utils", "ebook-convert": "calibre"}.items():
    if shutil.which(program) is None:
        print(f"!!! 没有装，测试会跳过 / not installed, tests skip: {program} ({package})", file=sys.stderr)
NAMES
