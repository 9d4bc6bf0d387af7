// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/mask_preview.h"

#include "core/data/detail/batch_builder.h"
#include "core/train/detail/recipe_plan.h"
#include "core/train/detail/start.h"

#include <torch/torch.h>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <set>

namespace unimo::train {
namespace {

struct LanguageName
{
    data::LanguageTask task;
    const char* name;
    bool masks; ///< words are hidden in place; else they are generated one by one
};
constexpr LanguageName kLanguageNames[] = {{data::LanguageTask::Caption, "caption", false},
                                           {data::LanguageTask::Masked, "mlm", true},
                                           {data::LanguageTask::Seq2Seq, "seq2seq", false},
                                           {data::LanguageTask::LoneMasked, "text_mlm", true},
                                           {data::LanguageTask::LoneSeq2Seq, "text_seq2seq", false},
                                           {data::LanguageTask::TaskTarget, "target", false}};

std::vector<int64_t> values(const at::Tensor& tensor)
{
    const at::Tensor flat = tensor.to(at::kLong).contiguous();
    return {flat.const_data_ptr<int64_t>(), flat.const_data_ptr<int64_t>() + flat.numel()};
}

/// A packed batch, taken apart again.
class Batch
{
public:
    explicit Batch(const data::StepBatch& batch) : layout_(batch.input.layout)
    {
        const auto rows = values(batch.input.textRows);
        const auto ids = values(batch.input.tokens);
        for (size_t i = 0; i < rows.size(); ++i)
            text_[rows[i]] = static_cast<int32_t>(ids[i]);
        const auto visualRows = values(batch.input.visualRows);
        const auto masked = values(batch.input.visualMasked);
        for (size_t i = 0; i < visualRows.size(); ++i)
            visual_[visualRows[i]] = masked[i] != 0;
    }

    /// Which sequence a row belongs to.
    [[nodiscard]] size_t sequenceOf(int64_t row) const
    {
        return static_cast<size_t>(layout_.sequenceOf(row));
    }
    /// Rows and ids of a sequence's text.
    [[nodiscard]] std::vector<std::pair<int64_t, int32_t>> textOf(size_t sequence) const
    {
        return {text_.lower_bound(layout_.starts[sequence]),
                text_.lower_bound(layout_.starts[sequence + 1])};
    }
    /// Flags of a sequence's regions, [IMG] left out: hidden or not.
    [[nodiscard]] std::vector<bool> regionsOf(size_t sequence) const
    {
        std::vector<bool> flags;
        const auto last = visual_.lower_bound(layout_.starts[sequence + 1]);
        for (auto it = visual_.lower_bound(layout_.starts[sequence]); it != last; ++it)
            flags.push_back(it->second);
        if (!flags.empty())
            flags.erase(flags.begin());
        return flags;
    }
    [[nodiscard]] int32_t idAt(int64_t row) const { return text_.at(row); }

private:
    const tensor::PackedLayout& layout_;
    std::map<int64_t, int32_t> text_;
    std::map<int64_t, bool> visual_;
};

/// Counts and examples over several batches.
class Preview
{
public:
    Preview(const text::Tokenizer& tokenizer, int64_t examples)
        : tokenizer_(tokenizer), examples_(examples)
    {
    }

    void add(const data::StepBatch& stepBatch)
    {
        const Batch batch(stepBatch);
        for (const LanguageName& language : kLanguageNames)
            addLanguage(language, stepBatch.language[static_cast<size_t>(language.task)], batch);
        addRegions("region", stepBatch.regions[static_cast<size_t>(data::RegionTask::Paired)],
                   batch);
        addRegions("picture", stepBatch.regions[static_cast<size_t>(data::RegionTask::Lone)],
                   batch);
    }

    [[nodiscard]] const nlohmann::json& json() const { return json_; }

private:
    void addLanguage(const LanguageName& language, const data::LanguageRows& part,
                     const Batch& batch)
    {
        if (part.rows.numel() == 0)
            return;
        auto& out = json_["language"][language.name];
        const auto rows = values(part.rows);
        const auto targets = values(part.targets);
        std::map<int64_t, int32_t> targetAt;
        std::set<size_t> sequences;
        for (size_t i = 0; i < rows.size(); ++i) {
            const auto target = static_cast<int32_t>(targets[i]);
            targetAt[rows[i]] = target;
            sequences.insert(batch.sequenceOf(rows[i]));
            count(out, "predicted", 1);
            if (!language.masks)
                continue;
            const int32_t shown = batch.idAt(rows[i]);
            count(out,
                  shown == tokenizer_.special().mask ? "masked"
                  : shown == target                  ? "kept"
                                                     : "random",
                  1);
        }
        for (const size_t sequence : sequences) {
            const auto text = batch.textOf(sequence);
            count(out, "texts", 1);
            // [CLS] and [SEP] do not count, and what is generated was no input.
            count(out, "tokens", static_cast<int64_t>(text.size()) - 2);
            auto& examples = out["examples"];
            if (static_cast<int64_t>(examples.size()) < examples_)
                examples.push_back(example(text, targetAt));
        }
    }

    /// "the red [MASK]=dog", or for generation "[CLS]>the the>dog".
    [[nodiscard]] std::string example(const std::vector<std::pair<int64_t, int32_t>>& text,
                                      const std::map<int64_t, int32_t>& targetAt) const
    {
        std::string line;
        for (const auto& [row, id] : text) {
            if (!line.empty())
                line += ' ';
            line += tokenizer_.token(id);
            if (const auto target = targetAt.find(row); target != targetAt.end()) {
                line += '=';
                line += tokenizer_.token(target->second);
            }
        }
        return line;
    }

    void addRegions(const char* name, const data::HiddenRegions& part, const Batch& batch)
    {
        std::set<size_t> sequences;
        for (const int64_t row : values(part.rows))
            sequences.insert(batch.sequenceOf(row));
        for (const size_t sequence : sequences) {
            auto& out = json_["regions"][name];
            const auto flags = batch.regionsOf(sequence);
            count(out, "pictures", 1);
            count(out, "regions", static_cast<int64_t>(flags.size()));
            count(out, "hidden", std::count(flags.begin(), flags.end(), true));
            auto& examples = out["examples"];
            if (static_cast<int64_t>(examples.size()) < examples_) {
                std::string line;
                for (const bool hidden : flags)
                    line += hidden ? 'x' : '.';
                examples.push_back(line);
            }
        }
    }

    static void count(nlohmann::json& out, const char* key, int64_t more)
    {
        nlohmann::json& number = out[key]; // null at first
        number = (number.is_null() ? int64_t{0} : number.get<int64_t>()) + more;
    }

    const text::Tokenizer& tokenizer_;
    int64_t examples_;
    nlohmann::json json_ = {{"language", nlohmann::json::object()},
                            {"regions", nlohmann::json::object()}};
};

} // namespace

Result<nlohmann::json> previewMasks(const MaskPreviewRequest& request)
{
    try {
        auto project = store::Project::open(request.project, /*readOnly=*/true).orThrow();
        const tasks::Bundle bundle = startBundle(request.recipe, *project).orThrow();
        const auto scenes = trainingScenes(request.recipe, *project, bundle);
        const data::BatchBuilder builder(scenes, stepPlan(request.recipe, bundle),
                                         bundle.sequenceIds(),
                                         static_cast<uint64_t>(request.recipe.integer("run.seed")));
        Preview preview(*bundle.tokenizer, request.examples);
        for (int64_t step = request.firstStep; step < request.firstStep + request.steps; ++step)
            preview.add(builder.build(step));
        nlohmann::json json = preview.json();
        json["first_step"] = request.firstStep;
        json["steps"] = request.steps;
        return json;
    } catch (...) {
        return currentExceptionAsError();
    }
}

} // namespace unimo::train
