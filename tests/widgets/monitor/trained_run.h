// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/files.h"
#include "core/base/host.h"
#include "core/events/event_writer.h"
#include "core/train/run_folder.h"

#include <nlohmann/json.hpp>
#include <unistd.h>

#include <QString>
#include <cmath>
#include <memory>
#include <vector>

namespace unimo {

/// A trainer's side of a run folder.
class TrainedRun
{
public:
    TrainedRun(const std::filesystem::path& runs, const std::string& name,
               const nlohmann::json& recipe = nlohmann::json::object())
        : folder_(runs / name)
    {
        std::filesystem::create_directories(folder_.path());
        writeJsonAtomic(folder_.recipeFile(), recipe).orThrow();
        writer_ = events::EventWriter::open(folder_.path()).orThrow();
    }

    void log(int from, int to, double offset)
    {
        for (int step = from; step < to; step += 5) {
            const double wall = 1.7e9 + step * 0.7;
            const auto noisy = [&](double value) {
                return static_cast<float>(value * (1 + 0.08 * std::sin(step * 12.9898)));
            };
            const auto add = [&](const char* tag, double value) {
                writer_->addScalar(tag, noisy(value), step, wall);
            };
            for (const char* name : {"total", "contrast", "caption", "match"})
                add((std::string("loss/") + name).c_str(), 4 * std::exp(-step / 900.0) + offset);
            add("accuracy/match", 1 - std::exp(-step / 900.0) * 0.5);
            add("train/learning_rate", 4e-4 * std::max(0.1, 1 - step / 4000.0));
            add("train/gradient_norm", 1.2);
            add("time/data_wait_ms", 90 + 40 * std::sin(step / 200.0));
            add("time/compute_ms", 280);
        }
        writer_->flush().orThrow();
    }
    void text(const char* tag, const char* text, int step)
    {
        writer_->addText(tag, text, step);
        writer_->flush().orThrow();
    }
    void histogram(const char* tag, const std::vector<float>& values, int step)
    {
        writer_->addHistogram(tag, values, step);
        writer_->flush().orThrow();
    }
    void scalar(const char* tag, float value, int step)
    {
        writer_->addScalar(tag, value, step);
        writer_->flush().orThrow();
    }
    void resumeFrom(int step)
    {
        writer_ = events::EventWriter::open(folder_.path(), step).orThrow();
        writer_->flush().orThrow();
    }
    void status(train::RunState state, int64_t step, double wait)
    {
        train::RunStatus status;
        status.state = state;
        status.pid = ::getpid();
        status.step = step;
        status.totalSteps = 4000;
        status.elapsedSeconds = static_cast<double>(step) * 0.7;
        status.remainingSeconds = static_cast<double>(4000 - step) * 0.7;
        status.samplesPerSecond = 211.4;
        status.dataWaitShare = wait;
        status.loss = 1.234;
        status.heartbeat = unixTime();
        folder_.writeStatus(status).orThrow();
    }
    [[nodiscard]] QString path() const { return QString::fromStdString(folder_.path().string()); }

private:
    train::RunFolder folder_;
    std::unique_ptr<events::EventWriter> writer_;
};

} // namespace unimo
