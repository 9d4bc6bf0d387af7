#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# From a bare Debian 12 to a model in training: installs, builds, makes the demo project, opens the
# window on it with the demo pre-training under way. With no display the same runs on the terminal.
set -euo pipefail

usage() {
    cat <<EOF
Usage: packaging/run.sh [--headless] [--project DIR] [further arguments]

  --headless      train on the terminal and print captions, answers and retrieval
  --project DIR   the project folder (default: demo/ under \$XDG_DATA_HOME/unimo or
                  ~/.local/share/unimo); made when it is not there
  further         handed on to unimo-workbench, or to 'unimo demo' with --headless
                  (for instance --minutes 5)
EOF
}

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
project=${XDG_DATA_HOME:-$HOME/.local/share}/unimo/demo
headless=no
further=()
while [ $# -gt 0 ]; do
    case $1 in
    -h | --help)
        usage
        exit 0
        ;;
    --headless) headless=yes ;;
    --project)
        [ $# -ge 2 ] || { usage >&2; exit 2; }
        project=$2
        shift
        ;;
    --project=*) project=${1#--project=} ;;
    *) further+=("$1") ;;
    esac
    shift
done
# A relative folder is the caller's, not the source tree's.
project=$(realpath -m "$project")

if [ $headless = no ] && [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}${QT_QPA_PLATFORM:-}" ]; then
    echo "There is no display here: training on the terminal (--headless)."
    headless=yes
fi

cd "$root"
packaging/setup/build.sh release unimo unimo-workbench # no tests: a newcomer waits for these two
build=.build/release

mkdir -p "$(dirname "$project")"
if [ $headless = yes ]; then
    exec $build/app/cli/unimo demo --project "$project" "${further[@]}"
fi
# Makes the project and its region features where they are missing; nothing to do the next time.
$build/app/cli/unimo demo --project "$project" --prepare
exec $build/app/workbench/unimo-workbench --project "$project" --start-demo "${further[@]}"
