# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by fetch.sh and fetch_cuda.sh: the cache folder and how a wheel gets into it.

cache=${UNIMO_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/unimo}

fail() {
    echo "$(basename "$0"): $*" >&2
    exit 1
}

# wheel_field LIST NAME COLUMN: one column of a wheel's line (2 version, 3 file, 4 sha256).
wheel_field() {
    awk -v name="$2" -v column="$3" '$1 == name { print $column }' "$1"
}

# lock_cache: one setup at a time in this cache; what an interrupted one left is removed.
lock_cache() {
    mkdir -p "$cache/wheels" "$cache/starters"
    exec 9>"$cache/.lock"
    if ! flock -n 9; then
        echo "Waiting for another setup that uses $cache"
        flock 9
    fi
    clean_cache
    trap clean_cache EXIT
}

clean_cache() {
    rm -rf "$cache"/.unpacking-* "$cache"/wheels/.part-*
}

# need_space MEGABYTES: ends when the cache's disk has less left.
need_space() {
    local free
    free=$(df -Pm "$cache" | awk 'NR == 2 { print $4 }')
    if [ "$free" -lt "$1" ]; then
        fail "$cache has $free MB left and $1 MB are needed; set UNIMO_CACHE to a folder with room."
    fi
}

# fetch_wheel LIST NAME: makes sure that the wheel is in the cache and is the pinned one.
fetch_wheel() {
    local list=$1 name=$2 version file hash part
    version=$(wheel_field "$list" "$name" 2)
    file=$(wheel_field "$list" "$name" 3)
    hash=$(wheel_field "$list" "$name" 4)
    if has_hash "$cache/wheels/$file" "$hash"; then
        return
    fi
    rm -f "$cache/wheels/$file"
    echo "Fetching $name $version"
    part=$(mktemp -d "$cache/wheels/.part-XXXXXX")
    TMPDIR=$part python3 -m pip download --quiet --no-deps --no-cache-dir \
        --disable-pip-version-check --dest "$part" \
        --python-version 3.11 --implementation cp --only-binary=:all: \
        --platform manylinux_2_28_x86_64 --platform manylinux_2_27_x86_64 \
        --platform manylinux_2_25_x86_64 --platform manylinux_2_18_x86_64 \
        --platform manylinux_2_17_x86_64 --platform manylinux2014_x86_64 \
        --platform manylinux_2_12_x86_64 --platform manylinux2010_x86_64 \
        --platform manylinux_2_5_x86_64 --platform manylinux1_x86_64 \
        "$name==$version" || fail "could not download $name $version; run this again to go on."
    if ! has_hash "$part/$file" "$hash"; then
        fail "$name $version is not the file this project was made with (sha256 $hash of $file)."
    fi
    mv "$part/$file" "$cache/wheels/$file"
    rm -rf "$part"
}

has_hash() {
    [ -f "$1" ] && echo "$2  $1" | sha256sum --check --status
}

# wheel_file LIST NAME: the wheel's path in the cache.
wheel_file() {
    echo "$cache/wheels/$(wheel_field "$1" "$2" 3)"
}

# stamp_of LIST NAME...: what a folder unpacked from these wheels is marked with.
stamp_of() {
    local list=$1 name
    shift
    for name in "$@"; do
        echo "$(wheel_field "$list" "$name" 3) $(wheel_field "$list" "$name" 4)"
    done
}

# is_stamped FILE STAMP
is_stamped() {
    [ -f "$1" ] && [ "$(cat "$1")" = "$2" ]
}

# replace_folder NEW OLD: puts NEW in OLD's place.
replace_folder() {
    local aside
    aside=$(mktemp -d "$cache/.unpacking-XXXXXX")
    if [ -e "$2" ]; then
        mv "$2" "$aside/"
    fi
    mv "$1" "$2"
    rm -rf "$aside"
}
