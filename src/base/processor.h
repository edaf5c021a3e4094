#pragma once

/// Before a function that is one plain loop over many numbers: it is built twice, for every x86-64 processor
/// and for those with AVX2, and the program takes what the machine has. Both give the same bits: no
/// contraction is allowed (-ffp-contract=off), and each number goes its own way. Elsewhere, under sanitizers
/// and in WASM it means nothing.
#if defined(__x86_64__) && defined(__linux__) && defined(__GNUC__) && !defined(__clang__) &&                 \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define TUCAI_TWO_PROCESSORS [[gnu::target_clones("avx2", "default")]]
#else
#define TUCAI_TWO_PROCESSORS
#endif
