// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The compiler (g++) makes one copy of a function for each instruction set and the loader picks.
#if defined(__x86_64__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) &&                \
    !defined(__SANITIZE_THREAD__)
#define UNIMO_VECTOR_CLONES                                                                        \
    __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default"), optimize("O3")))
#else
#define UNIMO_VECTOR_CLONES
#endif
