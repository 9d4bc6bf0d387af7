// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rewrite/detail/link_dictionary.h"

#include "core/base/log.h"

#include <link-grammar/dict-api.h>

#include <algorithm>
#include <cstdlib>

namespace unimo::rewrite {
namespace {

void toLog(lg_errinfo* message, void*)
{
    if (message->severity <= lg_Error)
        log::warning("rewrite", std::string("link-grammar: ") + message->text);
}

} // namespace

Dictionary linkDictionary()
{
    static Dictionary shared = [] {
        lg_error_set_handler(toLog, nullptr);
        return dictionary_create_lang("en");
    }();
    return shared;
}

bool WordUse::isNoun() const
{
    return kind.starts_with('n') || kind == "s" || kind == "p";
}

std::vector<WordUse> usesOf(const std::string& word)
{
    std::vector<WordUse> uses;
    Dict_node* const found = dictionary_lookup_list(linkDictionary(), word.c_str());
    for (const Dict_node* node = found; node; node = node->right) {
        const std::string name = node->string; // the word, a mark and the kind
        char* links = lg_exp_stringify(node->exp);
        uses.push_back({name.substr(std::min(name.size(), word.size() + 1)), links});
        std::free(links);
    }
    free_lookup_list(linkDictionary(), found);
    return uses;
}

} // namespace unimo::rewrite
