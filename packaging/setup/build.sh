#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# build.sh PRESET [TARGET ...]: system packages, LibTorch and starters, then configures and builds the
# preset, whole or the named targets alone.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/../.."
preset=$1
shift
packaging/setup/system.sh
packaging/setup/fetch.sh

# One compiler a core, but none without 1.5 GB for it: LibTorch's headers are large.
cores=$(nproc)
jobs=$(awk -v cores="$cores" '/^MemAvailable/ {
    fit = int($2 / 1500000); if (fit > cores) fit = cores; print (fit < 1 ? 1 : fit) }' /proc/meminfo)

# Named anew each time, so that another cache folder is not overruled by CMake's memory of the last.
site=${TORCH_SITE:-${UNIMO_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/unimo}/site}
cmake --preset "$preset" -DTORCH_SITE="$(realpath "$site")"
cmake --build --preset "$preset" -j "$jobs" ${1:+--target "$@"}
