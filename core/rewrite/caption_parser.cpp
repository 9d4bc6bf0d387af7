// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rewrite/caption_parser.h"

#include "core/rewrite/detail/graph_of_linkage.h"
#include "core/rewrite/detail/plain_sentence.h"
#include "core/rewrite/words.h"
#include "core/text/utf8.h"

#include <link-grammar/link-includes.h>

#include <algorithm>
#include <array>
#include <mutex>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace unimo::rewrite {
namespace {

/// Readings of one caption. Of more the parser would draw some by chance; most have fewer, because
/// unusual uses of words are left out (2.7 is usual, and gives ten times as many).
constexpr int kReadings = 1000;
constexpr float kUnusual = 1.5F;
/// So much dearer than the cheapest may a reading be that has more adjectives.
constexpr double kSlack = 0.5;
constexpr int kSeconds = 2; ///< for one caption: long lists of words explode
/// What makes a noun phrase a sentence, by its number.
constexpr std::array<std::string_view, 2> kFrames = {"There are ", "There is "};

/// The graph with all its places moved by so many bytes.
SceneGraph moved(SceneGraph graph, int64_t by)
{
    const auto move = [by](store::TextSpan& span) {
        span.begin += by;
        span.end += by;
    };
    for (auto& object : graph.objects) {
        move(object.phrase);
        move(object.noun);
        for (auto& attribute : object.attributes)
            move(attribute);
        if (object.count)
            move(*object.count);
    }
    for (auto& relation : graph.relations)
        move(relation.words);
    return graph;
}

/// link-grammar ends the program on bytes that are not UTF-8; the end of a C string is none of its
/// words.
bool isPlainText(const std::string& text)
{
    return !text.empty() && text.find('\0') == std::string::npos && text::isValidUtf8(text);
}

/// Adjectives before nouns, by the names of the links to them.
int64_t adjectivesOf(const rewrite::Linkage& reading)
{
    return std::count_if(reading.links.begin(), reading.links.end(), [](const auto& link) {
        return link.label.starts_with("A") && !link.label.starts_with("AN");
    });
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
            word.surface = asciiLower(sentence.substr(begin, end - begin));
        }
        linkage.words.push_back(std::move(word));
    }
    for (LinkIdx i = 0; i < linkage_get_num_links(found); ++i)
        linkage.links.push_back({linkage_get_link_label(found, i), linkage_get_link_lword(found, i),
                                 linkage_get_link_rword(found, i)});
    return linkage;
}

/// Readings found in this process. Thread: any.
class KnownReadings
{
public:
    using Reading = std::optional<rewrite::Linkage>;

    static KnownReadings& shared()
    {
        static KnownReadings readings;
        return readings;
    }

    StandIns standIns;

    std::optional<Reading> find(const std::string& sentence)
    {
        const std::lock_guard lock(mutex_);
        const auto found = readings_.find(sentence);
        return found == readings_.end() ? std::optional<Reading>()
                                        : std::optional<Reading>(std::in_place, found->second);
    }
    void keep(const std::string& sentence, const Reading& reading)
    {
        const std::lock_guard lock(mutex_);
        if (readings_.size() >= kKept)
            readings_.clear();
        readings_[sentence] = reading;
    }

private:
    static constexpr size_t kKept = 20'000; ///< about 3 KB each
    std::mutex mutex_;
    std::unordered_map<std::string, Reading> readings_;
};

/// Of two readings of one sentence: more adjectives (the cheapest may take one for a verb, "four
/// green keys" as "to green"), then the cheaper, then shorter links; of equal ones always the same.
struct Candidate
{
    rewrite::Linkage linkage;
    double cost = 0;
    int length = 0;

    [[nodiscard]] bool isBetterThan(const Candidate& other) const
    {
        const auto rank = [](const Candidate& c) {
            return std::tuple(-adjectivesOf(c.linkage), c.cost, c.length);
        };
        return rank(*this) != rank(other) ? rank(*this) < rank(other)
                                          : linkage.links < other.linkage.links;
    }
};

} // namespace

struct CaptionParser::Implementation
{
    bool reuse;
    Parse_Options options = parse_options_create();
    explicit Implementation(bool reuseReadings) : reuse(reuseReadings)
    {
        parse_options_set_verbosity(options, 0);
        parse_options_set_linkage_limit(options, kReadings);
        parse_options_set_disjunct_cost(options, kUnusual);
        parse_options_set_max_parse_time(options, kSeconds);
        parse_options_set_spell_guess(options, 0);
        parse_options_set_max_null_count(options, 0);
    }
    ~Implementation() { parse_options_delete(options); }
    Implementation(const Implementation&) = delete;
    Implementation& operator=(const Implementation&) = delete;

    std::optional<SceneGraph> parseSentence(const std::string& sentence)
    {
        const PlainSentence plain(sentence, KnownReadings::shared().standIns);
        auto linkage = reading(plain.text());
        if (!linkage)
            return std::nullopt;
        if (const auto moved = plain.movedBack(std::move(*linkage)))
            return graphOf(*moved, sentence);
        const auto own = parsed(sentence);
        return own ? std::optional(graphOf(*own, sentence)) : std::nullopt;
    }

private:
    std::optional<rewrite::Linkage> reading(const std::string& sentence)
    {
        if (!reuse)
            return parsed(sentence);
        auto& readings = KnownReadings::shared();
        if (auto known = readings.find(sentence))
            return std::move(*known);
        auto found = parsed(sentence);
        readings.keep(sentence, found);
        return found;
    }

    std::optional<rewrite::Linkage> parsed(const std::string& text)
    {
        Sentence sentence = sentence_create(text.c_str(), linkDictionary());
        parse_options_reset_resources(options);
        if (sentence_split(sentence, options) == 0)
            (void)sentence_parse(sentence, options);
        std::optional<Candidate> best;
        double most = 0; // that a reading may cost; the cheapest come first
        for (int i = 0; i < sentence_num_valid_linkages(sentence); ++i) {
            ::Linkage found = linkage_create(static_cast<LinkageIdx>(i), sentence, options);
            if (!found)
                break;
            Candidate candidate{linkageOf(found, text), linkage_disjunct_cost(found),
                                linkage_link_cost(found)};
            linkage_delete(found);
            if (!best)
                most = candidate.cost + kSlack;
            else if (candidate.cost > most)
                break;
            if (!best || candidate.isBetterThan(*best))
                best = std::move(candidate);
        }
        sentence_delete(sentence);
        return best ? std::optional(std::move(best->linkage)) : std::nullopt;
    }
};

CaptionParser::CaptionParser(std::unique_ptr<Implementation> implementation)
    : d_(std::move(implementation))
{
}
CaptionParser::~CaptionParser() = default;

Result<std::unique_ptr<CaptionParser>> CaptionParser::create(bool reuse)
{
    if (!linkDictionary())
        return Error{ErrorKind::Io,
                     "link-grammar's English dictionary cannot be opened",
                     {},
                     "install the package link-grammar-dictionaries-en"};
    return std::unique_ptr<CaptionParser>(
        new CaptionParser(std::make_unique<Implementation>(reuse)));
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
    // A noun phrase; or a sentence in the wrong number: "There is a red egg and four green drums".
    const auto framed = std::find_if(kFrames.begin(), kFrames.end(), [&](std::string_view frame) {
        return caption.starts_with(frame);
    });
    const size_t begin = framed == kFrames.end() ? 0 : framed->size();
    std::string phrase = caption.substr(begin);
    if (phrase.empty())
        return std::nullopt;
    phrase[0] = asciiLower(phrase.substr(0, 1))[0];
    for (const std::string_view frame : kFrames)
        if (auto graph = d_->parseSentence(closed(std::string(frame) + phrase))) {
            graph = moved(std::move(*graph),
                          static_cast<int64_t>(begin) - static_cast<int64_t>(frame.size()));
            graph->caption = caption;
            return graph;
        }
    return std::nullopt;
}

} // namespace unimo::rewrite
