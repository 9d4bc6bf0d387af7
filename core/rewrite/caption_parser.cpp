// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rewrite/caption_parser.h"

#include "core/base/log.h"
#include "core/rewrite/detail/graph_of_linkage.h"
#include "core/text/utf8.h"

#include <link-grammar/link-includes.h>

#include <algorithm>
#include <string_view>
#include <utility>

namespace unimo::rewrite {
namespace {

constexpr int kLinkages = 20; ///< readings looked at, the cheapest ones
constexpr int kSeconds = 2;   ///< for one caption: long lists of words explode
/// What makes a noun phrase a sentence.
constexpr const char* kFrame = "There are ";

void toLog(lg_errinfo* message, void*)
{
    if (message->severity <= lg_Error)
        log::warning("rewrite", std::string("link-grammar: ") + message->text);
}

/// One dictionary a process: it takes 40 MB and is safe to read from any thread.
Dictionary dictionary()
{
    static Dictionary shared = [] {
        lg_error_set_handler(toLog, nullptr);
        return dictionary_create_lang("en");
    }();
    return shared;
}

std::string lowered(std::string text)
{
    for (char& c : text)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return text;
}

/// link-grammar ends the program on bytes that are not UTF-8; the end of a C string is none of its
/// words.
bool isPlainText(const std::string& text)
{
    return !text.empty() && text.find('\0') == std::string::npos && text::isValidUtf8(text);
}

/// Adjectives before nouns, by the names of the links to them.
int adjectivesOf(::Linkage reading)
{
    int count = 0;
    for (LinkIdx i = 0; i < linkage_get_num_links(reading); ++i) {
        const std::string_view label = linkage_get_link_label(reading, i);
        count += label.starts_with("A") && !label.starts_with("AN") ? 1 : 0;
    }
    return count;
}

rewrite::Linkage linkageOf(::Linkage found, const std::string& sentence)
{
    rewrite::Linkage linkage;
    for (WordIdx i = 0; i < linkage_get_num_words(found); ++i) {
        rewrite::Linkage::Word word;
        const std::string name = linkage_get_word(found, i);
        if (const auto dot = name.rfind('.'); dot != std::string::npos && dot > 0)
            word.kind = name.substr(dot + 1);
        const auto size = sentence.size();
        const auto begin =
            std::min(static_cast<size_t>(linkage_get_word_byte_start(found, i)), size);
        const auto end = std::min(static_cast<size_t>(linkage_get_word_byte_end(found, i)), size);
        if (begin < end) {
            word.span = {static_cast<int64_t>(begin), static_cast<int64_t>(end)};
            word.surface = lowered(sentence.substr(begin, end - begin));
        }
        linkage.words.push_back(std::move(word));
    }
    for (LinkIdx i = 0; i < linkage_get_num_links(found); ++i)
        linkage.links.push_back({linkage_get_link_label(found, i), linkage_get_link_lword(found, i),
                                 linkage_get_link_rword(found, i)});
    return linkage;
}

} // namespace

struct CaptionParser::Implementation
{
    Parse_Options options = parse_options_create();
    Implementation()
    {
        parse_options_set_verbosity(options, 0);
        parse_options_set_linkage_limit(options, kLinkages);
        parse_options_set_max_parse_time(options, kSeconds);
        parse_options_set_spell_guess(options, 0);
        parse_options_set_max_null_count(options, 0);
    }
    ~Implementation() { parse_options_delete(options); }
    Implementation(const Implementation&) = delete;
    Implementation& operator=(const Implementation&) = delete;

    std::optional<SceneGraph> parseSentence(const std::string& sentence)
    {
        Sentence parsed = sentence_create(sentence.c_str(), dictionary());
        parse_options_reset_resources(options);
        if (sentence_split(parsed, options) == 0)
            (void)sentence_parse(parsed, options);
        // The cheapest reading may take an adjective for a verb ("four green keys" as "to green"):
        // among the cheap ones, the first with the most adjectives.
        ::Linkage best = nullptr;
        for (int i = 0; i < sentence_num_valid_linkages(parsed); ++i) {
            ::Linkage found = linkage_create(static_cast<LinkageIdx>(i), parsed, options);
            if (!found)
                break;
            if (!best || adjectivesOf(found) > adjectivesOf(best))
                std::swap(best, found);
            if (found)
                linkage_delete(found);
        }
        std::optional<SceneGraph> graph;
        if (best) {
            graph = graphOf(linkageOf(best, sentence), sentence);
            linkage_delete(best);
        }
        sentence_delete(parsed);
        return graph;
    }
};

CaptionParser::CaptionParser(std::unique_ptr<Implementation> implementation)
    : d_(std::move(implementation))
{
}
CaptionParser::~CaptionParser() = default;

Result<std::unique_ptr<CaptionParser>> CaptionParser::create()
{
    if (!dictionary())
        return Error{ErrorKind::Io,
                     "link-grammar's English dictionary cannot be opened",
                     {},
                     "install the package link-grammar-dictionaries-en"};
    return std::unique_ptr<CaptionParser>(new CaptionParser(std::make_unique<Implementation>()));
}

std::optional<SceneGraph> CaptionParser::parse(const std::string& caption)
{
    if (!isPlainText(caption))
        return std::nullopt;
    const auto closed = [](const std::string& text) {
        return text.back() == '.' || text.back() == '!' || text.back() == '?' ? text : text + '.';
    };
    if (auto graph = d_->parseSentence(closed(caption))) {
        graph->caption = caption;
        return graph;
    }
    const std::string frame = kFrame;
    std::string phrase = caption;
    phrase[0] = lowered(phrase.substr(0, 1))[0];
    auto graph = d_->parseSentence(closed(frame + phrase));
    if (!graph)
        return std::nullopt;
    graph->caption = caption;
    const auto shift = static_cast<int64_t>(frame.size());
    const auto move = [&](store::TextSpan& span) {
        span.begin -= shift;
        span.end -= shift;
    };
    for (auto& object : graph->objects) {
        move(object.phrase);
        move(object.noun);
        for (auto& attribute : object.attributes)
            move(attribute);
        if (object.count)
            move(*object.count);
    }
    for (auto& relation : graph->relations)
        move(relation.words);
    return graph;
}

} // namespace unimo::rewrite
