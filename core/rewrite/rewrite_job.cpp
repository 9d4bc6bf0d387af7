// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rewrite/rewrite_job.h"

#include "core/base/hash.h"
#include "core/base/threads.h"
#include "core/rewrite/caption_parser.h"
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

/// One run of the job.
class Job
{
public:
    Job(store::Project& project, const RewriteOptions& options, const JobControl& control)
        : project_(project), options_(options), control_(control)
    {
        filter_.split = options.split;
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
                (row.rule == "sentence" ? withSentences_ : withWords_).insert(row.caption);
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
        for (size_t first = 0; first < open.size(); first += kBlock) {
            stopIfAsked();
            control_.progress(what, static_cast<int64_t>(first), static_cast<int64_t>(open.size()));
            const size_t count = std::min(kBlock, open.size() - first);
            std::vector<Rows> rows(count);
            parallelFor(static_cast<int64_t>(count), options_.threads, [&](int64_t i) {
                const auto at = static_cast<size_t>(i);
                rows[at] = make(open[first + at]);
                const store::Caption& parent = captions_[open[first + at]];
                for (auto& row : rows[at]) {
                    row.sample = parent.sample;
                    row.caption = parent.id;
                    row.parentHash = hashes_.at(parent.id);
                }
            });
            project_.transaction([&] {
                for (const Rows& ofCaption : rows)
                    for (const auto& row : ofCaption) {
                        project_.add(row);
                        ++(row.usable() ? report_.usable : report_.rejected);
                    }
            });
        }
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

    /// The scene graph of each caption, where it can be parsed.
    std::vector<std::optional<SceneGraph>> parseAll() const
    {
        std::vector<std::optional<SceneGraph>> graphs(captions_.size());
        for (size_t first = 0; first < graphs.size(); first += kBlock) {
            stopIfAsked();
            control_.progress("Parsing captions", static_cast<int64_t>(first),
                              static_cast<int64_t>(graphs.size()));
            const size_t count = std::min(kBlock, graphs.size() - first);
            parallelFor(static_cast<int64_t>(count), options_.threads, [&](int64_t i) {
                thread_local const auto parser = CaptionParser::create().orThrow();
                const size_t place = first + static_cast<size_t>(i);
                graphs[place] = parser->parse(captions_[place].text);
            });
        }
        return graphs;
    }

    void makeWords()
    {
        const auto places = open(withWords_);
        if (places.empty())
            return;
        const WordNet wordnet = WordNet::load(options_.wordnet).orThrow();
        const auto graphs = parseAll();
        std::vector<SceneGraph> parsed;
        for (const auto& graph : graphs)
            if (graph)
                parsed.push_back(*graph);
        const WordNegatives negatives(parsed, wordnet);
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

    static store::Rewrite unparsed(const store::Caption& caption)
    {
        store::Rewrite row;
        row.text = caption.text;
        row.rule = "parse";
        row.rejection = "no facts to exchange were found in the caption";
        return row;
    }

    store::Project& project_;
    const RewriteOptions& options_;
    const JobControl& control_;
    store::SampleFilter filter_;
    std::vector<store::Caption> captions_;
    std::unordered_map<int64_t, std::string> hashes_; ///< of the captions' texts
    std::unordered_set<int64_t> withSentences_, withWords_;
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
