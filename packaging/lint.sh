#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# lint.sh [FILE...]: clang-format and clang-tidy over the given sources, or over all of ours.
# Needs clang-format, clang-tidy and a configured build (UNIMO_LINT_BUILD, default .build/ci).
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
build=${UNIMO_LINT_BUILD:-.build/ci}
if [ ! -f "$build/compile_commands.json" ]; then
    echo "lint.sh: $build is not configured; run 'cmake --preset ci' first." >&2
    exit 2
fi

files=("$@")
if [ ${#files[@]} -eq 0 ]; then
    mapfile -t files < <(git ls-files 'app/*.cpp' 'app/*.h' 'core/*.cpp' 'core/*.h' \
        'datasets/*.cpp' 'datasets/*.h' 'tests/*.cpp' 'tests/*.h' 'widgets/*.cpp' 'widgets/*.h')
fi

status=0
clang-format --dry-run --Werror "${files[@]}" || status=1

# Headers are seen through the sources that include them.
sources=()
for file in "${files[@]}"; do
    case $file in
    *.cpp) sources+=("$file") ;;
    esac
done
if [ ${#sources[@]} -gt 0 ]; then
    # g++'s precompiled headers mean nothing to clang, so their flags are taken out of the commands.
    commands=$(mktemp -d)
    trap 'rm -rf "$commands"' EXIT
    sed -E 's/-fpch-preprocess//g; s/-include [^ ]*cmake_pch\.hxx//g; s/-Winvalid-pch//g' \
        "$build/compile_commands.json" >"$commands/compile_commands.json"
    printf '%s\0' "${sources[@]}" |
        xargs -0 -n 1 -P "$(nproc)" clang-tidy -p "$commands" --quiet || status=1
fi
exit $status
