// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/exact_resume.h"

#include <QObject>
#include <QString>
#include <QTimer>
#include <vector>

namespace unimo::bridge {

class Workspace;

/// What a resume of one run would find.
struct ResumeReport
{
    QString run; ///< its folder
    std::vector<train::ResumeObstacle> obstacles;

    [[nodiscard]] bool isExact() const { return obstacles.empty(); }
};

/// Tells whether a run that can be resumed would go on bit for bit. Reads the project in the
/// background. Thread: GUI.
class ResumeCheck : public QObject
{
    Q_OBJECT
public:
    explicit ResumeCheck(Workspace* workspace, QObject* parent = nullptr);

    /// Asks anew when another run, another state of it or other data is looked at. A run that
    /// cannot be resumed, or has come to its end, is told by gone().
    void look(const QString& run, const train::RunStatus& status);
    void forget();

Q_SIGNALS:
    void told(const unimo::bridge::ResumeReport& report);
    /// There is nothing to resume.
    void gone();

private:
    Workspace* workspace_;
    QTimer again_; ///< after a change of the data
    QString run_;  ///< empty: none is looked at
    train::RunStatus status_;
    bool busy_ = false;
    QString asked_; ///< run, checkpoint and step of what was asked last
};

/// "The data has changed since." in the window's language.
[[nodiscard]] QString obstacleText(const train::ResumeObstacle& obstacle);
/// What a badge says, and its tooltip: every obstacle on a line.
[[nodiscard]] QString badgeText(const ResumeReport& report);
[[nodiscard]] QString badgeToolTip(const ResumeReport& report);

} // namespace unimo::bridge
