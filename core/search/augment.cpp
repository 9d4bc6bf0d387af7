// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/augment.h"

#include "core/base/hash.h"
#include "core/base/texts.h"
#include "core/base/threads.h"
#include "core/rewrite/words.h"
#include "core/search/detail/picture_search.h"
#include "core/search/detail/text_search.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <unordered_map>
#include <unordered_set>

namespace unimo::search {
namespace {

using store::SampleKind;

/// Pairs a transaction: what a kill can cost.
constexpr size_t kBlock = 500;
/// Rejected ones must leave enough, and the nearest by features are not all among the best.
constexpr int kCandidatesPerWanted = 20;
/// Above this the features of two pictures are those of one picture stored twice.
constexpr double kSamePicture = 0.98;
/// Copies of one held-out picture among the lone ones; more are not looked for.
constexpr int kCopiesLookedFor = 50;

struct Pair
{
    store::Sample sample;
    std::vector<std::string> captions;
};

using Rows = std::vector<store::Neighbour>;

/// One run of the job.
class Job
{
public:
    Job(store::Project& project, const AugmentOptions& options,
        const std::optional<SentenceEncoder>& encoder, const JobControl& control)
        : project_(project), options_(options), encoder_(encoder), control_(control)
    {
        loadPairs();
        loadTexts();
        loadHeldOut();
    }

    AugmentReport run()
    {
        const auto start = std::chrono::steady_clock::now();
        report_.pairs = static_cast<int64_t>(pairs_.size());
        if (options_.pictures > 0)
            findPictures();
        if (options_.texts > 0)
            findTexts();
        report_.seconds =
            std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        return report_;
    }

private:
    [[nodiscard]] store::SampleFilter filter(SampleKind kind) const
    {
        store::SampleFilter wanted;
        wanted.split = options_.split;
        wanted.kind = kind;
        return wanted;
    }

    void loadPairs()
    {
        std::unordered_map<store::SampleId, size_t> place;
        for (auto& sample : project_.samples(filter(SampleKind::Pair))) {
            place[sample.id] = pairs_.size();
            pairs_.push_back({std::move(sample), {}});
        }
        for (auto& caption : project_.captions(filter(SampleKind::Pair)))
            pairs_[place.at(caption.sample)].captions.push_back(std::move(caption.text));
    }

    void loadTexts()
    {
        for (auto& caption : project_.captions(filter(SampleKind::Text))) {
            texts_.push_back(std::move(caption.text));
            textSamples_.push_back(caption.sample);
        }
        report_.loneTexts = static_cast<int64_t>(texts_.size());
    }

    /// What other splits hold is for testing: it must not come in by retrieval.
    void loadHeldOut()
    {
        for (const auto& sample : project_.samples({}))
            if (sample.kind != SampleKind::Text && sample.split != options_.split) {
                heldOutPictures_.push_back(sample.id);
                heldOutHashes_.insert(sample.imageHash);
            }
        const std::unordered_set<store::SampleId> heldOut(heldOutPictures_.begin(),
                                                          heldOutPictures_.end());
        for (const auto& caption : project_.captions(store::SampleFilter{}))
            if (heldOut.contains(caption.sample))
                heldOutCaptions_.insert(normalised(caption.text));
    }

    static std::string normalised(const std::string& text)
    {
        return rewrite::joined(rewrite::wordsOf(text));
    }

    void stopIfAsked() const
    {
        if (control_.stopped())
            throw ErrorException(JobControl::cancelled("retrieval"));
    }

    /// The rows of one kind that still hold stay; the others go. Returns the pairs left to do.
    std::vector<size_t> openPairs(SampleKind kind, const std::vector<std::string>& hashes)
    {
        std::unordered_map<store::SampleId, size_t> place;
        for (size_t i = 0; i < pairs_.size(); ++i)
            place[pairs_[i].sample.id] = i;
        std::vector<uint8_t> done(pairs_.size(), 0);
        std::vector<int64_t> stale;
        for (const auto& row : project_.neighbours(filter(SampleKind::Pair))) {
            if (row.kind != kind)
                continue;
            const size_t at = place.at(row.sample);
            if (row.queryHash == hashes[at])
                done[at] = 1;
            else
                stale.push_back(row.id);
            if (row.mark != store::Mark::None)
                marks_[{row.sample, row.neighbour}] = row.mark;
        }
        project_.removeNeighbours(stale);
        report_.removed += static_cast<int64_t>(stale.size());
        std::vector<size_t> open;
        for (size_t i = 0; i < pairs_.size(); ++i)
            if (!done[i])
                open.push_back(i);
        report_.kept += static_cast<int64_t>(pairs_.size() - open.size());
        report_.found += static_cast<int64_t>(open.size());
        return open;
    }

    void store(const std::vector<Rows>& block, int64_t& usable)
    {
        project_.transaction([&] {
            for (const Rows& ofPair : block)
                for (const auto& row : ofPair) {
                    project_.add(row);
                    ++(row.usable() ? usable : report_.rejected);
                }
        });
    }

    // --- pictures ---------------------------------------------------------------------------

    void findPictures()
    {
        const auto describer = detail::PictureDescriber::open(project_).orThrow();
        std::vector<store::SampleId> lone;
        std::string collection = "features" + std::to_string(static_cast<int>(options_.index)) +
                                 ":" + std::to_string(options_.pictures);
        for (const auto& sample : project_.samples(filter(SampleKind::Image)))
            if (describer.has(sample.id)) {
                lone.push_back(sample.id);
                pictureHash_[sample.id] = sample.imageHash;
                collection += sample.imageHash;
            }
        report_.lonePictures = static_cast<int64_t>(lone.size());
        collection = contentHash(collection + contentOfHeldOut(heldOutHashes_));
        std::vector<std::string> hashes;
        for (const Pair& pair : pairs_)
            hashes.push_back(contentHash(collection + pair.sample.imageHash));
        const auto open = openPairs(SampleKind::Image, hashes);
        if (open.empty() || lone.empty())
            return;

        control_.progress("Describing pictures", 0, 0);
        const detail::PictureSearch search(describer, lone, options_.index);
        const auto leaks = leakingPictures(describer, search, lone);
        for (size_t first = 0; first < open.size(); first += kBlock) {
            stopIfAsked();
            control_.progress("Nearest pictures", static_cast<int64_t>(first),
                              static_cast<int64_t>(open.size()));
            std::vector<Rows> block(std::min(kBlock, open.size() - first));
            parallelFor(static_cast<int64_t>(block.size()), 0, [&](int64_t i) {
                const Pair& pair = pairs_[open[first + static_cast<size_t>(i)]];
                if (describer.has(pair.sample.id))
                    block[static_cast<size_t>(i)] =
                        picturesOf(pair, search, describer.describe(pair.sample.id), leaks,
                                   hashes[open[first + static_cast<size_t>(i)]]);
            });
            store(block, report_.pictures);
        }
    }

    /// Lone pictures that a held-out split has too, by content or by features.
    [[nodiscard]] std::unordered_set<store::SampleId>
    leakingPictures(const detail::PictureDescriber& describer, const detail::PictureSearch& search,
                    const std::vector<store::SampleId>& lone) const
    {
        std::unordered_set<store::SampleId> leaks;
        for (const store::SampleId id : lone)
            if (heldOutHashes_.contains(pictureHash_.at(id)))
                leaks.insert(id);
        for (const store::SampleId id : heldOutPictures_)
            if (describer.has(id))
                for (const auto& found : search.nearest(describer.describe(id), kCopiesLookedFor))
                    if (found.similarity > kSamePicture)
                        leaks.insert(found.picture);
        return leaks;
    }

    [[nodiscard]] Rows picturesOf(const Pair& pair, const detail::PictureSearch& search,
                                  const detail::PictureDescription& description,
                                  const std::unordered_set<store::SampleId>& leaks,
                                  const std::string& hash) const
    {
        Rows rows;
        int usable = 0;
        for (const auto& found :
             search.nearest(description, kCandidatesPerWanted * options_.pictures)) {
            if (usable == options_.pictures)
                break;
            store::Neighbour row = rowFor(pair, SampleKind::Image, rows.size(), hash);
            row.neighbour = found.picture;
            row.mark = markOf(row);
            row.method = "features";
            row.score = found.score();
            row.scores = {{"overlap", found.overlap}, {"similarity", found.similarity}};
            if (leaks.contains(found.picture))
                row.rejection = texts::kHeldOutPicture;
            else if (found.similarity > kSamePicture ||
                     pictureHash_.at(found.picture) == pair.sample.imageHash)
                row.rejection = texts::kOwnPicture;
            usable += row.usable() ? 1 : 0;
            rows.push_back(std::move(row));
        }
        return rows;
    }

    // --- texts ------------------------------------------------------------------------------

    void findTexts()
    {
        std::string collection = (encoder_ ? encoder_->identity : "tfidf") +
                                 std::to_string(static_cast<int>(options_.index)) + ":" +
                                 std::to_string(options_.texts);
        for (const std::string& text : texts_)
            collection += text + '\n';
        collection = contentHash(collection + contentOfHeldOut(heldOutCaptions_));
        std::vector<std::string> hashes;
        for (const Pair& pair : pairs_) {
            std::string content = collection;
            for (const std::string& caption : pair.captions)
                content += caption + '\n';
            hashes.push_back(contentHash(content));
        }
        const auto open = openPairs(SampleKind::Text, hashes);
        if (open.empty() || texts_.empty())
            return;

        control_.progress("Reading texts", 0, 0);
        const auto search = detail::makeTextSearch(texts_, encoder_, options_.index, control_);
        for (size_t first = 0; first < open.size(); first += kBlock) {
            stopIfAsked();
            control_.progress("Nearest texts", static_cast<int64_t>(first),
                              static_cast<int64_t>(open.size()));
            const size_t count = std::min(kBlock, open.size() - first);
            std::vector<std::vector<std::string>> queries;
            for (size_t i = 0; i < count; ++i)
                queries.push_back(pairs_[open[first + i]].captions);
            const auto found = search->nearest(queries, 2 * options_.texts + 10);
            std::vector<Rows> block(count);
            for (size_t i = 0; i < count; ++i)
                block[i] = textsOf(pairs_[open[first + i]], found[i], hashes[open[first + i]]);
            store(block, report_.texts);
        }
    }

    [[nodiscard]] Rows textsOf(const Pair& pair,
                               const std::vector<detail::TextSearch::Found>& found,
                               const std::string& hash) const
    {
        std::unordered_set<std::string> own;
        for (const std::string& caption : pair.captions)
            own.insert(normalised(caption));
        Rows rows;
        int usable = 0;
        for (const auto& near : found) {
            if (usable == options_.texts)
                break;
            store::Neighbour row = rowFor(pair, SampleKind::Text, rows.size(), hash);
            row.neighbour = textSamples_[near.text];
            row.mark = markOf(row);
            row.method = encoder_ ? "sentence" : "tfidf";
            row.score = near.similarity;
            row.scores = {{"similarity", near.similarity}};
            const std::string text = normalised(texts_[near.text]);
            if (heldOutCaptions_.contains(text))
                row.rejection = texts::kHeldOutCaption;
            else if (own.contains(text))
                row.rejection = texts::kOwnCaption;
            usable += row.usable() ? 1 : 0;
            rows.push_back(std::move(row));
        }
        return rows;
    }

    // --- both -------------------------------------------------------------------------------

    [[nodiscard]] static store::Neighbour rowFor(const Pair& pair, SampleKind kind, size_t rank,
                                                 const std::string& hash)
    {
        store::Neighbour row;
        row.sample = pair.sample.id;
        row.kind = kind;
        row.rank = static_cast<int>(rank);
        row.queryHash = hash;
        return row;
    }

    /// What a person said of the same when it was found before.
    [[nodiscard]] store::Mark markOf(const store::Neighbour& row) const
    {
        const auto known = marks_.find({row.sample, row.neighbour});
        return known == marks_.end() ? store::Mark::None : known->second;
    }

    [[nodiscard]] static std::string contentOfHeldOut(const std::unordered_set<std::string>& held)
    {
        std::vector<std::string> sorted(held.begin(), held.end());
        std::sort(sorted.begin(), sorted.end());
        std::string content;
        for (const auto& one : sorted)
            content += one + '\n';
        return content;
    }

    store::Project& project_;
    const AugmentOptions& options_;
    const std::optional<SentenceEncoder>& encoder_;
    const JobControl& control_;
    std::vector<Pair> pairs_;
    std::vector<std::string> texts_;
    std::vector<store::SampleId> textSamples_;                     ///< of each text
    std::unordered_map<store::SampleId, std::string> pictureHash_; ///< of the lone pictures
    std::vector<store::SampleId> heldOutPictures_;
    std::unordered_set<std::string> heldOutHashes_, heldOutCaptions_;
    /// Of what was removed: pair and neighbour.
    std::map<std::pair<store::SampleId, store::SampleId>, store::Mark> marks_;
    AugmentReport report_;
};

} // namespace

Result<AugmentReport> augment(store::Project& project, const AugmentOptions& options,
                              const std::optional<SentenceEncoder>& encoder,
                              const JobControl& control)
{
    try {
        return Job(project, options, encoder, control).run();
    } catch (...) {
        return currentExceptionAsError();
    }
}

} // namespace unimo::search
