// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/stemmer.h"

#include <libstemmer.h>

#include <memory>

namespace unimo::text {

std::string porterStem(const std::string& word)
{
    thread_local const std::unique_ptr<sb_stemmer, void (*)(sb_stemmer*)> stemmer(
        sb_stemmer_new("porter", "UTF_8"), sb_stemmer_delete);
    const sb_symbol* stem =
        sb_stemmer_stem(stemmer.get(), reinterpret_cast<const sb_symbol*>(word.data()),
                        static_cast<int>(word.size()));
    return stem ? std::string(reinterpret_cast<const char*>(stem),
                              static_cast<size_t>(sb_stemmer_length(stemmer.get())))
                : word;
}

} // namespace unimo::text
