// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inference/propose.h"

#include "core/inference/engine.h"

#include <algorithm>

namespace unimo::inference {
namespace {

using Kind = store::Proposal::Kind;

constexpr size_t kSlice = 4;           ///< samples between two looks at the stop
constexpr float kWholePicture = 0.95F; ///< always looked at; no box of anything

/// Boxes that say what is in them, the surest first.
Result<std::vector<store::Proposal>> boxesOf(Engine& engine, const store::Project& project,
                                             const store::Sample& sample,
                                             const ProposeOptions& options,
                                             const JobControl& control)
{
    if (sample.imagePath.empty())
        return Error{ErrorKind::Data, "it has no picture", {}, {}};
    const auto image = loadImage(project.imageFile(sample));
    if (!image)
        return image.error();
    const auto picture = engine.prepare(*image, control.stop);
    if (!picture)
        return picture.error();
    std::vector<store::Proposal> boxes;
    for (const SeenRegion& region : picture->regions)
        if (!region.className.empty() && region.probability >= options.least &&
            region.box.area() < kWholePicture) {
            store::Proposal proposal;
            proposal.sample = sample.id;
            proposal.kind = Kind::Box;
            proposal.text = region.className;
            proposal.box = region.box;
            proposal.score = region.probability;
            boxes.push_back(std::move(proposal));
        }
    std::stable_sort(boxes.begin(), boxes.end(),
                     [](const auto& a, const auto& b) { return a.score > b.score; });
    boxes.resize(std::min(boxes.size(), static_cast<size_t>(std::max(options.most, 0))));
    return boxes;
}

class Proposer
{
public:
    Proposer(const store::Project& project, std::unique_ptr<Engine> engine,
             const ProposeOptions& options, const JobControl& control)
        : project_(project), engine_(std::move(engine)), options_(options), control_(control)
    {
    }

    Result<Proposed> run(const std::vector<int64_t>& samples, const std::string& source)
    {
        for (size_t first = 0; first < samples.size(); first += kSlice) {
            control_.progress("Asking about samples", static_cast<int64_t>(first),
                              static_cast<int64_t>(samples.size()));
            if (control_.stopped())
                return JobControl::cancelled("Proposing");
            const auto begin = samples.begin() + static_cast<ptrdiff_t>(first);
            const auto count = static_cast<ptrdiff_t>(std::min(kSlice, samples.size() - first));
            const std::vector<int64_t> slice(begin, begin + count);
            const Status asked = options_.kind == Kind::Box ? askForBoxes(slice) : askFor(slice);
            if (!asked)
                return asked.error();
        }
        for (store::Proposal& proposal : made_.proposals)
            proposal.source = source;
        made_.samples = static_cast<int64_t>(samples.size());
        return std::move(made_);
    }

private:
    void tellProblem(int64_t sample, const std::string& why)
    {
        if (++made_.problems == 1)
            made_.problem = "sample " + std::to_string(sample) + ": " + why;
    }

    Status askFor(const std::vector<int64_t>& samples)
    {
        BatchQuestion question;
        question.kind = options_.kind == Kind::Answer ? BatchQuestion::Kind::Answers
                                                      : BatchQuestion::Kind::Captions;
        question.caption = options_.caption;
        const auto rows = engine_->askAll(project_.folder(), samples, question, control_.stop);
        if (!rows)
            return rows.error();
        for (const BatchRow& row : *rows)
            if (!row.problem.empty())
                tellProblem(row.sample, row.problem);
        for (store::Proposal& proposal : proposalsOf(*rows, {}))
            made_.proposals.push_back(std::move(proposal));
        return {};
    }

    Status askForBoxes(const std::vector<int64_t>& samples)
    {
        for (const int64_t id : samples) {
            const auto sample = project_.sample(id);
            auto boxes = sample ? boxesOf(*engine_, project_, *sample, options_, control_)
                                : Error{ErrorKind::Data, "it is not there any more", {}, {}};
            if (boxes) {
                made_.proposals.insert(made_.proposals.end(), boxes->begin(), boxes->end());
                continue;
            }
            if (boxes.error().kind != ErrorKind::Data && boxes.error().kind != ErrorKind::Io)
                return boxes.error();
            tellProblem(id, boxes.error().message);
        }
        return {};
    }

    const store::Project& project_;
    std::unique_ptr<Engine> engine_;
    const ProposeOptions& options_;
    const JobControl& control_;
    Proposed made_;
};

} // namespace

std::string sourceOf(const std::filesystem::path& checkpoint)
{
    return checkpoint.filename().string() + " of " +
           checkpoint.parent_path().parent_path().filename().string();
}

std::vector<store::Proposal> proposalsOf(const std::vector<BatchRow>& rows,
                                         const std::string& source)
{
    std::vector<store::Proposal> proposals;
    for (const BatchRow& row : rows) {
        if (!row.problem.empty() || row.text.empty())
            continue;
        store::Proposal proposal;
        proposal.sample = row.sample;
        proposal.kind = row.question.empty() ? Kind::Caption : Kind::Answer;
        proposal.text = row.text;
        proposal.question = row.question;
        proposal.score = row.probability;
        proposal.source = source;
        proposals.push_back(std::move(proposal));
    }
    return proposals;
}

Result<Proposed> propose(const store::Project& project, const std::vector<int64_t>& samples,
                         const std::filesystem::path& checkpoint, const ProposeOptions& options,
                         const JobControl& control)
{
    try {
        auto engine = Engine::load(checkpoint, options.device);
        if (!engine)
            return engine.error();
        return Proposer(project, *std::move(engine), options, control)
            .run(samples, sourceOf(checkpoint));
    } catch (...) {
        return currentExceptionAsError();
    }
}

} // namespace unimo::inference
