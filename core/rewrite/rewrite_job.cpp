// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rewrite/rewrite_job.h"

#include "core/base/hash.h"
#include "core/base/texts.h"
#include "core/base/threads.h"
#include "core/rewrite/back_translations.h"
#include "core/rewrite/caption_parser.h"
#include "core/rewrite/phrases.h"
#include "core/rewrite/sentence_negatives.h"
#include "core/rewrite/word_negatives.h"

#include <algorithm>
#include <chrono>
#include <functional>
#include <unordered_map>
#include <unordered_set>

namespace unimo::rewrite {
namespace {

/// Captions a transaction: what a kill can cost.
constexpr size_t kBlock = 2000;

using Rows = std::vector<store::Rewrite>;

/// The rules of back-translations begin so; the language follows.
constexpr std::string_view kTranslation = "back-translation-";

/// One run of the job.
class Job
{
public:
    Job(store::Project& project, const RewriteOptions& options, const JobControl& control)
        : project_(project), options_(options), control_(control)
    {
        filter_.split = options.split;
        filter_.kind = store::SampleKind::Pair;
        captions_ = project.captions(filter_);
        report_.captions = static_cast<int64_t>(captions_.size());
    }

    RewriteReport run()
    {
        const auto start = std::chrono::steady_clock::now();
        removeStale();
        if (options_.sentences)
            makeSentences();
        if (options_.words)
            makeWords();
        if (options_.translation && !options_.pivots.empty())
            makeTranslations();
        if (options_.phrases)
            findPhrases();
        report_.seconds =
            std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        return report_;
    }

private:
    /// Removes rows whose caption has changed and notes which captions have rows that still hold.
    void removeStale()
    {
        for (const auto& caption : captions_)
            hashes_[caption.id] = contentHash(caption.text);
        std::vector<int64_t> stale;
        for (const auto& row : project_.rewrites(filter_)) {
            if (row.parentHash.empty())
                continue;
            if (row.parentHash != hashes_.at(row.caption))
                stale.push_back(row.id);
            else
                (row.rule == "sentence"               ? withSentences_
                 : row.rule.starts_with(kTranslation) ? withTranslations_
                                                      : withWords_)
                    .insert(row.caption);
        }
        project_.removeRewrites(stale);
        report_.removed = static_cast<int64_t>(stale.size());
    }

    std::vector<size_t> open(const std::unordered_set<int64_t>& finished)
    {
        std::vector<size_t> places;
        for (size_t i = 0; i < captions_.size(); ++i)
            if (!finished.contains(captions_[i].id))
                places.push_back(i);
        report_.kept += static_cast<int64_t>(captions_.size() - places.size());
        report_.open += static_cast<int64_t>(places.size());
        return places;
    }

    void stopIfAsked() const
    {
        if (control_.stopped())
            throw ErrorException(JobControl::cancelled("rewriting"));
    }

    /// Calls make(place) for the open captions on all threads and stores what it gives, in order.
    void store(const std::string& what, const std::vector<size_t>& open,
               const std::function<Rows(size_t place)>& make)
    {
        inBlocks(what, open.size(), [&](size_t first, size_t count) {
            std::vector<Rows> rows(count);
            parallelFor(static_cast<int64_t>(count), options_.threads, [&](int64_t i) {
                const auto at = static_cast<size_t>(i);
                rows[at] = make(open[first + at]);
            });
            keep(rows, open, first);
        });
    }

    void inBlocks(const std::string& what, size_t total,
                  const std::function<void(size_t first, size_t count)>& body) const
    {
        for (size_t first = 0; first < total; first += kBlock) {
            stopIfAsked();
            control_.progress(what, static_cast<int64_t>(first), static_cast<int64_t>(total));
            body(first, std::min(kBlock, total - first));
        }
    }

    /// Stores the rows of the captions open[first], open[first + 1], ...
    void keep(std::vector<Rows>& rows, const std::vector<size_t>& open, size_t first)
    {
        project_.transaction([&] {
            for (size_t i = 0; i < rows.size(); ++i) {
                const store::Caption& parent = captions_[open[first + i]];
                for (auto& row : rows[i]) {
                    row.sample = parent.sample;
                    row.caption = parent.id;
                    row.parentHash = hashes_.at(parent.id);
                    project_.add(row);
                    ++(row.usable() ? report_.usable : report_.rejected);
                }
            }
        });
    }

    void makeSentences()
    {
        const auto places = open(withSentences_);
        if (places.empty())
            return;
        const SentenceNegatives negatives(captions_);
        store("Nearest captions", places, [&](size_t place) {
            return negatives.forCaption(place, static_cast<size_t>(options_.perCaption));
        });
    }

    /// The scene graph of each text, where it can be parsed.
    std::vector<std::optional<SceneGraph>>
    parseAll(const std::vector<store::Caption>& captions) const
    {
        std::vector<std::optional<SceneGraph>> graphs(captions.size());
        inBlocks("Parsing captions", graphs.size(), [&](size_t first, size_t count) {
            parallelFor(static_cast<int64_t>(count), options_.threads, [&](int64_t i) {
                thread_local const auto parser = CaptionParser::create().orThrow();
                const size_t place = first + static_cast<size_t>(i);
                graphs[place] = parser->parse(captions[place].text);
            });
        });
        return graphs;
    }

    /// Those of the pictures' captions, parsed when first needed.
    const std::vector<std::optional<SceneGraph>>& graphs()
    {
        if (graphs_.empty())
            graphs_ = parseAll(captions_);
        return graphs_;
    }

    /// Read when first needed.
    const WordNet& wordnet()
    {
        if (!wordnet_)
            wordnet_ = WordNet::load(options_.wordnet).orThrow();
        return *wordnet_;
    }

    void makeWords()
    {
        const auto places = open(withWords_);
        if (places.empty())
            return;
        const auto& graphs = this->graphs();
        std::vector<SceneGraph> parsed;
        for (const auto& graph : graphs)
            if (graph)
                parsed.push_back(*graph);
        const WordNegatives negatives(parsed, wordnet());
        const SampleWords known = wordsOfSamples(captions_);
        store("Exchanging words", places, [&](size_t place) {
            const store::Caption& caption = captions_[place];
            Random random(mixSeed({stableHash(caption.text), static_cast<uint64_t>(caption.id)}));
            Rows rows;
            if (graphs[place])
                rows = negatives.forCaption(*graphs[place], known.at(caption.sample), random);
            if (rows.empty())
                rows.push_back(unparsed(caption));
            return rows;
        });
    }

    void makeTranslations()
    {
        const auto places = open(withTranslations_);
        if (places.empty())
            return;
        std::vector<std::string> texts;
        for (const auto& caption : captions_)
            texts.push_back(caption.text);
        const BackTranslations translations(texts, wordnet());
        const auto& graphs = this->graphs();
        inBlocks("Translating and back", places.size(), [&](size_t first, size_t count) {
            std::vector<std::string> block;
            for (size_t i = 0; i < count; ++i)
                block.push_back(texts[places[first + i]]);
            std::vector<std::vector<std::string>> there(options_.pivots.size());
            // A chain of processes keeps about one core busy.
            parallelFor(static_cast<int64_t>(there.size()), options_.threads, [&](int64_t p) {
                const auto at = static_cast<size_t>(p);
                there[at] = translatedAndBack(block, options_.pivots[at]).orThrow();
            });
            std::vector<Rows> rows(count);
            parallelFor(static_cast<int64_t>(count), options_.threads, [&](int64_t i) {
                const auto at = static_cast<size_t>(i);
                const auto& graph = graphs[places[first + at]];
                for (size_t p = 0; p < there.size(); ++p)
                    rows[at].push_back(
                        translations.judged(block[at], graph ? &*graph : nullptr, there[p][at],
                                            std::string(kTranslation) + options_.pivots[p]));
            });
            for (Rows& ofCaption : rows)
                rejectRepeated(ofCaption);
            keep(rows, places, first);
        });
    }

    /// Two languages often lead to the same words.
    static void rejectRepeated(Rows& rows)
    {
        std::unordered_set<std::string> seen;
        for (auto& row : rows)
            if (row.usable() && !seen.insert(row.text).second)
                row.rejection = texts::kOtherLanguageSame;
    }

    void findPhrases()
    {
        store::SampleFilter all;
        all.split = options_.split;
        std::unordered_set<int64_t> known;
        for (const auto& phrases : project_.phrases(all))
            known.insert(phrases.caption);
        std::unordered_map<int64_t, size_t> parsed; // place in graphs_
        for (size_t i = 0; i < graphs_.size(); ++i)
            parsed[captions_[i].id] = i;
        auto open = project_.captions(all);
        std::erase_if(open, [&](const auto& caption) { return known.contains(caption.id); });
        std::vector<store::Caption> unparsed;
        for (const auto& caption : open)
            if (!parsed.contains(caption.id))
                unparsed.push_back(caption);
        const auto graphs = parseAll(unparsed);
        std::unordered_map<int64_t, size_t> place;
        for (size_t i = 0; i < unparsed.size(); ++i)
            place[unparsed[i].id] = i;
        inBlocks("Keeping phrases", open.size(), [&](size_t first, size_t count) {
            project_.transaction([&] {
                for (size_t i = first; i < first + count; ++i) {
                    const auto& caption = open[i];
                    const auto own = place.find(caption.id);
                    const auto& graph =
                        own != place.end() ? graphs[own->second] : graphs_[parsed.at(caption.id)];
                    project_.set(store::Phrases{caption.id, caption.sample,
                                                phrasesOf(caption.text, graph),
                                                contentHash(caption.text)});
                }
            });
        });
        report_.phrases = static_cast<int64_t>(open.size());
    }

    static store::Rewrite unparsed(const store::Caption& caption)
    {
        store::Rewrite row;
        row.text = caption.text;
        row.rule = "parse";
        row.rejection = texts::kNoFacts;
        return row;
    }

    store::Project& project_;
    const RewriteOptions& options_;
    const JobControl& control_;
    store::SampleFilter filter_;
    std::vector<store::Caption> captions_;
    std::optional<WordNet> wordnet_;
    std::vector<std::optional<SceneGraph>> graphs_;   ///< of captions_, once parsed
    std::unordered_map<int64_t, std::string> hashes_; ///< of the captions' texts
    std::unordered_set<int64_t> withSentences_, withWords_, withTranslations_;
    RewriteReport report_;
};

} // namespace

Result<RewriteReport> rewriteCaptions(store::Project& project, const RewriteOptions& options,
                                      const JobControl& control)
{
    try {
        return Job(project, options, control).run();
    } catch (...) {
        return currentExceptionAsError();
    }
}

} // namespace unimo::rewrite
