// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/generate/detail/beam_search.h"

#include "core/generate/detail/decoder.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace unimo::generate {
namespace {

/// A hypothesis on its way, with the beam slot that holds its keys and values.
struct Beam
{
    Hypothesis text;
    double sum = 0;
    bool finished = false;
    int64_t slot = 0;
};

/// What a repeated trigram costs (unimo.md 4.3).
constexpr double kRepeated = -65000;

/// Whether the last three words were there before. The last word may still grow.
bool repeatsTrigram(const std::vector<int32_t>& ids, const std::vector<uint8_t>& startsWord)
{
    std::vector<std::vector<int32_t>> words;
    for (const int32_t id : ids) {
        if (words.empty() || startsWord[static_cast<size_t>(id)])
            words.emplace_back();
        words.back().push_back(id);
    }
    if (words.size() < 4)
        return false;
    const auto last = words.end() - 3;
    for (auto first = words.begin(); first != last; ++first)
        if (std::equal(last, words.end(), first))
            return true;
    return false;
}

/// Logits [beams, vocabulary] of the next token after each beam's last one. `parents`:
/// for each live beam, the slot it had in the previous call.
using NextToken =
    std::function<at::Tensor(const std::vector<Beam>& live, const std::vector<int64_t>& parents)>;

std::vector<Hypothesis> search(const NextToken& next, int32_t end, const BeamOptions& options,
                               const std::stop_token& stop)
{
    std::vector<Beam> beams(1);
    for (int64_t step = 0; step < options.maxTokens && !stop.stop_requested(); ++step) {
        std::vector<Beam> live;
        std::vector<Beam> candidates;
        std::vector<int64_t> parents;
        for (Beam& beam : beams) {
            if (beam.finished) {
                candidates.push_back(beam);
                continue;
            }
            parents.push_back(beam.slot);
            live.push_back(beam);
        }
        if (live.empty())
            break;
        at::Tensor logits = next(live, parents).to(at::kFloat).cpu();
        forbid(logits, step, end, options);
        const at::Tensor scores = at::log_softmax(logits, 1);
        const int64_t width = std::min(options.beams, scores.size(1));
        const auto [values, tokens] = scores.topk(width, 1);
        const auto value = values.accessor<float, 2>();
        const auto token = tokens.accessor<int64_t, 2>();
        for (size_t b = 0; b < live.size(); ++b)
            for (int64_t k = 0; k < width; ++k) {
                const auto row = static_cast<int64_t>(b);
                Beam beam = live[b];
                beam.slot = row;
                beam.sum += value[row][k];
                beam.text.logProbabilities.push_back(value[row][k]);
                beam.finished = token[row][k] == end;
                if (!beam.finished)
                    beam.text.ids.push_back(static_cast<int32_t>(token[row][k]));
                if (options.blockTrigrams && !beam.finished &&
                    repeatsTrigram(beam.text.ids, options.startsWord))
                    beam.sum += kRepeated;
                // Every hypothesis counts the tokens it has predicted, the closing one included.
                beam.text.score =
                    normalised(beam.sum, beam.text.logProbabilities.size(), options.lengthPenalty);
                candidates.push_back(std::move(beam));
            }
        std::stable_sort(candidates.begin(), candidates.end(),
                         [](const Beam& a, const Beam& b) { return a.text.score > b.text.score; });
        candidates.resize(std::min(candidates.size(), static_cast<size_t>(options.beams)));
        beams = std::move(candidates);
    }
    std::vector<Hypothesis> result;
    for (Beam& beam : beams)
        if (beam.finished || !stop.stop_requested())
            result.push_back(std::move(beam.text));
    return result;
}

} // namespace

double normalised(double sum, size_t length, double alpha)
{
    return sum / std::pow((5.0 + static_cast<double>(length)) / 6.0, alpha);
}

std::vector<Hypothesis> beamSearch(model::UnimoModel& model, const data::SequenceIds& ids,
                                   const Prompt& prompt, const BeamOptions& options,
                                   const std::stop_token& stop)
{
    const torch::NoGradGuard noGrad;
    Decoder decoder(model, ids, prompt);
    const auto next = [&](const std::vector<Beam>& live, const std::vector<int64_t>& parents) {
        if (live.front().text.ids.empty())
            return decoder.first();
        std::vector<int64_t> tokens;
        tokens.reserve(live.size());
        for (const Beam& beam : live)
            tokens.push_back(beam.text.ids.back());
        return decoder.next(tokens, parents);
    };
    return search(next, prompt.end, options, stop);
}

std::vector<Hypothesis> beamSearchPlain(model::UnimoModel& model, const data::SequenceIds& ids,
                                        const Prompt& prompt, const BeamOptions& options)
{
    const torch::NoGradGuard noGrad;
    const auto next = [&](const std::vector<Beam>& live, const std::vector<int64_t>&) {
        data::SequencePacker packer(ids, model->config().featureDim);
        std::vector<int64_t> rows;
        for (const Beam& beam : live) {
            auto target = data::placedText(beam.text.ids, ids);
            for (auto& token : target)
                token.role = token.turn = prompt.dialogue ? 0 : -1;
            const auto place = packer.addTwoPart(prompt.picture, prompt.source, target);
            rows.push_back(place.target + static_cast<int64_t>(target.size()) - 1);
        }
        const at::Tensor states = model->encode(packer.finish());
        return model->languageLogits(states.index_select(0, data::tensorOf(rows)));
    };
    return search(next, prompt.end, options, {});
}

} // namespace unimo::generate
