#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Adds what the same program needs to use an NVIDIA GPU: libtorch_cuda out of the torch wheel and
# NVIDIA's libraries (2.7 GB to download, about 5 GB on disk). The driver is the system's own.
# Safe to run again and to interrupt.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=packaging/setup/wheels.sh
. "$here/wheels.sh"
list=$here/wheels_cuda.txt

if [ -n "${TORCH_SITE:-}" ]; then
    fail "TORCH_SITE=$TORCH_SITE is in use: add CUDA to that Python, or unset it."
fi
"$here/fetch.sh"

mapfile -t names < <(awk '!/^#/ { print $1 }' "$list")
stamp=$(stamp_of "$list" "${names[@]}")
if is_stamped "$cache/site/.wheels_cuda" "$stamp"; then
    exit 0
fi
lock_cache
need_space 9000
fetch_wheel "$here/wheels.txt" torch
new=$(mktemp -d "$cache/.unpacking-XXXXXX")
unzip -qo "$(wheel_file "$here/wheels.txt" torch)" torch/lib/libtorch_cuda.so \
    torch/lib/libtorch_cuda_linalg.so torch/lib/libtorch_nvshmem.so torch/lib/libc10_cuda.so \
    torch/lib/libcaffe2_nvrtc.so -d "$new"
for name in "${names[@]}"; do
    fetch_wheel "$list" "$name"
    unzip -qo "$(wheel_file "$list" "$name")" 'nvidia/*/lib/*.so*' -d "$new"
done
# Only new files: libtorch_cpu and the headers that a build may be reading stay as they are.
(cd "$new" && find . -type f) | while read -r file; do
    mkdir -p "$cache/site/$(dirname "$file")"
    mv "$new/$file" "$cache/site/$file"
done
echo "$stamp" >"$cache/site/.wheels_cuda"
echo "CUDA libraries are in place; 'unimo doctor' shows whether a GPU is seen."
