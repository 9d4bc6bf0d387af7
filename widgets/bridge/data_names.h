// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/records.h"

#include <QObject>
#include <string>
#include <utility>
#include <vector>

namespace unimo::bridge {

class Workspace;

/// What the open project calls things: read once after each change of its data, for all who offer
/// or complete names. Thread: GUI thread.
class DataNames : public QObject
{
    Q_OBJECT
public:
    using Counts = std::vector<std::pair<std::string, int64_t>>; ///< name, samples

    explicit DataNames(Workspace* workspace, QObject* parent = nullptr);

    [[nodiscard]] const Counts& splits() const { return names_.splits; }
    [[nodiscard]] const Counts& tags() const { return names_.tags; }
    [[nodiscard]] const std::vector<store::Task>& tasks() const { return names_.tasks; }
    [[nodiscard]] const std::vector<store::Measure>& measures() const { return names_.measures; }
    /// How many samples have proposals that wait.
    [[nodiscard]] int64_t proposed() const { return names_.proposed; }

Q_SIGNALS:
    /// They were read; also when none of them changed.
    void changed();

private:
    struct Names
    {
        Counts splits, tags;
        std::vector<store::Task> tasks;
        std::vector<store::Measure> measures;
        int64_t proposed = 0;
    };
    void read();

    Workspace* workspace_;
    Names names_;
};

} // namespace unimo::bridge
