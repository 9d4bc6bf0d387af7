// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/entailment/builder.h"

#include "core/base/random.h"

#include <algorithm>

namespace unimo::datasets {
namespace {

constexpr const char* kTask = "entailment";

/// Captions of other pictures are told from a picture's own by their subject alone.
bool exchangesAFact(const store::Rewrite& rewrite)
{
    return rewrite.isHardNegative() && rewrite.rule != "sentence";
}

/// Up to `count` of the texts, in random order.
std::vector<std::string> someOf(std::vector<std::string> texts, size_t count, Random& random)
{
    random.shuffle(texts);
    texts.resize(std::min(count, texts.size()));
    return texts;
}

} // namespace

Result<std::map<std::string, int64_t>>
addEntailment(store::Project& project, const EntailmentOptions& options, const JobControl& job)
{
    try {
        for (const auto& task : project.tasks())
            if (task.name == kTask)
                return Error{ErrorKind::Data,
                             "the project has a task \"entailment\" already",
                             project.folder().string(),
                             {}};
        store::SampleFilter pairs;
        pairs.kind = store::SampleKind::Pair;
        std::map<store::SampleId, std::vector<std::string>> truths, lies;
        for (const auto& caption : project.captions(pairs))
            truths[caption.sample].push_back(caption.text);
        for (const auto& rewrite : project.rewrites(pairs))
            if (exchangesAFact(rewrite))
                lies[rewrite.sample].push_back(rewrite.text);

        std::map<std::string, int64_t> counts;
        project.transaction([&] {
            project.add(store::Task{kTask, store::TaskKind::Classification});
            const auto samples = project.samples(pairs);
            int64_t done = 0;
            for (const auto& sample : samples) {
                if (job.stopped())
                    throw ErrorException(JobControl::cancelled("The task"));
                job.progress("Entailment", ++done, static_cast<int64_t>(samples.size()));
                const size_t each = std::min({static_cast<size_t>(options.perPicture),
                                              truths[sample.id].size(), lies[sample.id].size()});
                Random random(mixSeed({options.seed, static_cast<uint64_t>(sample.id)}));
                for (const auto& [label, texts] :
                     {std::pair("entailment", &truths), std::pair("contradiction", &lies)})
                    for (const auto& text : someOf((*texts)[sample.id], each, random)) {
                        project.add(store::Example{0, sample.id, kTask, text, {}, label});
                        ++counts[std::string(label) + " " + sample.split];
                    }
            }
            if (counts.empty())
                throw ErrorException({ErrorKind::Data,
                                      "no picture has a caption and a rewritten, false one",
                                      project.folder().string(),
                                      "run: unimo rewrite --project " + project.folder().string()});
        });
        return counts;
    } catch (...) {
        return currentExceptionAsError();
    }
}

} // namespace unimo::datasets
