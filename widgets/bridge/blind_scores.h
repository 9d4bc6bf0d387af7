// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/tasks/blind_margins.h"

#include <QObject>
#include <QString>

namespace unimo::bridge {

class CoreJob;
class JobRunner;

/// What words alone give away of a split's rewrites (tasks::blindMargins), learnt once for each
/// split, as a job. Thread: GUI thread.
class BlindScores : public QObject
{
    Q_OBJECT
public:
    explicit BlindScores(JobRunner* jobs, QObject* parent = nullptr);

    /// Starts learning unless this split is learnt or being learnt; changed() follows.
    void learn(const QString& project, const QString& split);
    /// Forgets all: the rewrites have changed.
    void clear();
    [[nodiscard]] bool isLearning() const { return job_ != nullptr; }
    [[nodiscard]] const tasks::BlindMargins& margins() const { return margins_; }

Q_SIGNALS:
    void changed();
    void failed(const unimo::Error& error);

private:
    JobRunner* jobs_;
    CoreJob* job_ = nullptr;
    QString learnt_; ///< project and split of margins_, or of what is being learnt
    tasks::BlindMargins margins_;
};

} // namespace unimo::bridge
