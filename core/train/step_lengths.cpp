// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/detail/bench_parts.h"

#include <map>
#include <utility>

namespace unimo::train {
namespace {

/// What a step's rows say of its sequences.
class Lengths
{
public:
    explicit Lengths(const data::StepBatch& batch)
        : batch_(batch), visual_(static_cast<size_t>(batch.input.layout.sequences()), 0),
          text_(visual_)
    {
        each(batch.input.visualRows, [&](size_t s) { ++visual_[s]; });
        each(batch.input.textRows, [&](size_t s) { ++text_[s]; });
    }

    nlohmann::json all()
    {
        eachOf(batch_.contrastImages, [&](size_t s) { add("contrast_images", visual_[s]); });
        eachOf(batch_.contrastTexts, [&](size_t s) { add("contrast_texts", text_[s]); });
        addCmcl();
        using data::LanguageTask;
        for (const auto& [s, rows] : rowsBySequence(language(LanguageTask::Caption)))
            add("captions", {visual_[s], text_[s]});
        // What was cut out of a caption is predicted by as many rows as hidden words are.
        for (const auto task : {LanguageTask::Masked, LanguageTask::Seq2Seq})
            for (const auto& [s, rows] : rowsBySequence(language(task)))
                add("masked_captions", {visual_[s], text_[s], rows});
        const auto& hidden = batch_.regions[static_cast<size_t>(data::RegionTask::Paired)].rows;
        for (const auto& [s, rows] : rowsBySequence(hidden))
            add("masked_pictures", {visual_[s], text_[s], rows});
        addMatching();
        eachOf(batch_.questions, [&](size_t s) { add("questions", {visual_[s], text_[s]}); });
        return std::move(step_);
    }

private:
    template <typename Take>
    void each(const at::Tensor& rows, const Take& take) const
    {
        if (!rows.defined())
            return;
        const auto row = rows.accessor<int64_t, 1>();
        for (int64_t i = 0; i < rows.numel(); ++i)
            take(static_cast<size_t>(batch_.input.layout.sequenceOf(row[i])));
    }
    /// The rows of one vector lie in one sequence; the first of them tells which.
    template <typename Take>
    void eachOf(const model::PooledRows& pool, const Take& take) const
    {
        if (!pool.rows.defined())
            return;
        const auto row = pool.rows.accessor<int64_t, 1>();
        for (int64_t i = 0, last = -1; i < pool.rows.numel(); ++i) {
            const int64_t owner = pool.owners.defined() ? pool.owners[i].item<int64_t>() : i;
            if (owner != std::exchange(last, owner))
                take(static_cast<size_t>(batch_.input.layout.sequenceOf(row[i])));
        }
    }
    [[nodiscard]] const at::Tensor& language(data::LanguageTask task) const
    {
        return batch_.language[static_cast<size_t>(task)].rows;
    }
    [[nodiscard]] std::map<size_t, int64_t> rowsBySequence(const at::Tensor& rows) const
    {
        std::map<size_t, int64_t> count;
        each(rows, [&](size_t s) { ++count[s]; });
        return count;
    }
    void add(const char* objective, nlohmann::json lengths)
    {
        step_[objective].push_back(std::move(lengths));
    }

    /// Pairs and their rewritten items are encoded together, what was retrieved alone.
    void addCmcl()
    {
        eachOf(batch_.cmclTexts, [&](size_t s) {
            visual_[s] > 0 ? add("cmcl", {visual_[s], text_[s]}) : add("cmcl_texts", text_[s]);
        });
        eachOf(batch_.cmclImages, [&](size_t s) {
            if (text_[s] == 0)
                add("cmcl_images", visual_[s]);
        });
        if (batch_.cmcl.pairs > 0)
            step_["cmcl_pairs"] = batch_.cmcl.pairs;
    }

    void addMatching()
    {
        int64_t candidate = 0;
        eachOf(batch_.matchTexts, [&](size_t s) {
            if (candidate++ % batch_.matchCandidates == 0)
                add("match", nlohmann::json::array());
            step_["match"].back().push_back({visual_[s], text_[s]});
        });
    }

    const data::StepBatch& batch_;
    std::vector<int64_t> visual_, text_; ///< tokens by sequence
    nlohmann::json step_ = nlohmann::json::object();
};

} // namespace

nlohmann::json lengthsOf(const data::StepBatch& batch)
{
    return Lengths(batch).all();
}

} // namespace unimo::train
