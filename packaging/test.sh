#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Sets up, builds with warnings as errors and runs every test but the benchmarks; needs no display.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
packaging/setup/build.sh ci

export QT_QPA_PLATFORM=offscreen
ctest --preset ci
