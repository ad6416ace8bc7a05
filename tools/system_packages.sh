#!/bin/sh
# Make sure that Pango, HarfBuzz-Subset and (on Debian and Ubuntu) python3-venv are there.
# 检查并安装所需的系统库：有权限就安装，没有就给出一条命令。
# Installs as root or with passwordless sudo; otherwise prints the one command and stops.
set -eu
cd "$(dirname "$0")/.."
python=${1:-python3}

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo "需要 Python 3.11 或更新的版本 / Python 3.11 or newer is needed: make PYTHON=python3.11 publish" >&2
    exit 1
}

libraries_missing() { "$python" -c 'from kanyin.doctor import libraries_missing as m; print(*m())'; }
venv_missing() { "$python" -c 'import ensurepip, venv' 2>/dev/null || echo yes; }

libraries=$(libraries_missing)
venv=$(venv_missing)
[ -n "$libraries$venv" ] || exit 0

if command -v apt-get >/dev/null; then
    packages=""
    [ -z "$libraries" ] || packages="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
    [ -z "$venv" ] || packages="python3-venv $packages"
    install="apt-get install -y $packages"
elif command -v dnf >/dev/null; then
    install="dnf install -y pango harfbuzz"
elif command -v brew >/dev/null; then
    install="brew install pango"
else
    echo "请安装系统库 / please install these libraries: ${libraries:-ensurepip}" >&2
    exit 1
fi

as_root=""
case $install in
brew*) ;;
*)
    if [ "$(id -u)" -ne 0 ]; then
        as_root="sudo"
        if ! sudo -n true 2>/dev/null; then
            echo "缺少系统库。请运行 / system libraries are missing; please run:" >&2
            echo "    sudo $install" >&2
            exit 1
        fi
    fi
    ;;
esac

case $install in apt-get*) $as_root apt-get update ;; esac
$as_root env DEBIAN_FRONTEND=noninteractive $install

still=$(libraries_missing)$(venv_missing)
if [ -n "$still" ]; then
    echo "装好之后仍然缺少 / still missing after the installation: $still" >&2
    exit 1
fi
