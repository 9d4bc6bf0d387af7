// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"

namespace unimo {
namespace {

uint64_t splitMix(uint64_t& state)
{
    uint64_t z = (state += 0x9e3779b97f4a7c15ULL);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
}

} // namespace

uint64_t mixSeed(std::initializer_list<uint64_t> parts)
{
    uint64_t state = 0x2545f4914f6cdd1dULL;
    for (uint64_t part : parts) {
        state ^= part;
        state = splitMix(state);
    }
    return state;
}

uint64_t stableHash(std::string_view text)
{
    uint64_t hash = 0xcbf29ce484222325ULL; // FNV-1a, then mixed
    for (unsigned char c : text)
        hash = (hash ^ c) * 0x100000001b3ULL;
    return splitMix(hash);
}

uint64_t Random::next()
{
    return splitMix(state_);
}

int64_t Random::below(int64_t n)
{
    // The bias of the plain modulus is below 2^-40 for every n this program uses.
    return static_cast<int64_t>(next() % static_cast<uint64_t>(n));
}

double Random::uniform()
{
    return static_cast<double>(next() >> 11) * 0x1.0p-53;
}

size_t Random::weighted(std::span<const double> weights)
{
    double sum = 0;
    for (double w : weights)
        sum += w;
    double at = uniform() * sum;
    for (size_t i = 0; i < weights.size(); ++i) {
        at -= weights[i];
        if (at < 0)
            return i;
    }
    return weights.size() - 1;
}

} // namespace unimo
