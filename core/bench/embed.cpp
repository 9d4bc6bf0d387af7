// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bench/detail/made_up_bundle.h"
#include "core/bench/workloads.h"
#include "core/tasks/detail/queries.h"
#include "core/tensor/device.h"

#include <nlohmann/json.hpp>

namespace unimo::bench {
namespace {

std::unique_ptr<Peer> embeddingPeer(const Session& session, const model::UnimoConfig& config)
{
    return session.peer("embed.py",
                        {"--hidden", std::to_string(config.hidden), "--layers",
                         std::to_string(config.layers), "--heads", std::to_string(config.heads),
                         "--vocab", std::to_string(config.vocabulary), "--feature-dim",
                         std::to_string(config.featureDim)});
}

} // namespace

void benchEmbed(Session& session)
{
    tensor::setComputeThreads(0);
    const auto count = session.sized<size_t>(8, 64, 512);
    const auto config = session.sized(tinyConfig(), baseConfig(), baseConfig());
    auto bundle = madeUpBundle(config);
    const auto texts = madeUpTexts(bundle, count, 1);
    std::vector<data::VisualTokens> pictures;
    for (size_t i = 0; i < count; ++i)
        pictures.push_back(madeUpPicture(config, i));
    const auto peer = embeddingPeer(session, config);
    nlohmann::json lengths = nlohmann::json::array();
    for (const auto& text : texts)
        lengths.push_back(text.size() + 2); // [CLS] and [SEP]
    const std::string model =
        ", " + std::to_string(config.layers) + " layers of " + std::to_string(config.hidden);

    const auto add = [&](const char* name, const std::string& what, const auto& encode,
                         const nlohmann::json& request) {
        const Rounds rounds = takeTurns(
            session.rounds(), [&] { return timed(encode); }, peer.get(), request);
        Record record = recordOf(name, std::to_string(count) + what + model, rounds, peer.get(),
                                 static_cast<double>(count));
        record.goals = {{Goal::Of::Times, true, 1.5}};
        session.add(std::move(record));
    };
    add("embed.texts", " texts of 8 to 24 words", [&] { (void)tasks::textVectors(bundle, texts); },
        {{"texts", lengths}});
    add("embed.pictures", " pictures of 36 regions",
        [&] { (void)tasks::pictureVectors(bundle, pictures); },
        {{"pictures", count}, {"visual", pictures.front().count}});
}

} // namespace unimo::bench
