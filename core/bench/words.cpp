// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bench/words.h"

namespace unimo::bench {

std::vector<std::string> madeUpWords(int count)
{
    constexpr int kLetters = 26;
    std::vector<std::string> words;
    for (int i = 0; i < count; ++i) {
        std::string word(4, 'a');
        for (int rest = i, place = 3; place >= 0; --place, rest /= kLetters)
            word[static_cast<size_t>(place)] = static_cast<char>('a' + rest % kLetters);
        words.push_back(std::move(word));
    }
    return words;
}

} // namespace unimo::bench
