// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/run_folder.h"

#include <QObject>
#include <QString>
#include <optional>

namespace unimo::panels {

/// The state machine between a run and the buttons: which actions make sense now, and what the big
/// button does and is called. It only knows the run's status; the panel carries actions out.
class RunControl : public QObject
{
    Q_OBJECT
public:
    enum class Action { None, Start, Pause, Resume };

    using QObject::QObject;

    /// Another run is looked at, or none; its status is not known yet.
    void setRun(const QString& run);
    void setStatus(const train::RunStatus& status);
    /// A project is needed to start in.
    void setHasProject(bool has);
    /// The action was asked for: the big button says so until the run answers with a new state.
    void setAsked(const QString& label);

    [[nodiscard]] const std::optional<train::RunStatus>& status() const { return status_; }
    /// A trainer is at work on the run, or is being started or ended.
    [[nodiscard]] bool isLive() const;
    /// What the big button does.
    [[nodiscard]] Action mainAction() const;
    [[nodiscard]] QString mainLabel() const;
    [[nodiscard]] bool canStart() const { return mainAction() == Action::Start; }
    [[nodiscard]] bool canPause() const { return mainAction() == Action::Pause; }
    [[nodiscard]] bool canResume() const { return mainAction() == Action::Resume; }
    [[nodiscard]] bool canStop() const { return asked_.isEmpty() && status_ && status_->canStop(); }
    [[nodiscard]] bool canCheckpoint() const;
    [[nodiscard]] bool canSet() const { return canCheckpoint(); }
    /// Goes on from the last checkpoint.
    [[nodiscard]] bool canRestart() const;

Q_SIGNALS:
    void changed();

private:
    std::optional<train::RunStatus> status_;
    QString run_;
    QString asked_; ///< empty: nothing is waited for
    bool hasProject_ = false;
};

} // namespace unimo::panels
