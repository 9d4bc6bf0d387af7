// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/proposals.h"

#include <QVector>
#include <QWidget>
#include <vector>

class QLabel;
class QToolButton;
class QVBoxLayout;

namespace unimo::bridge {
class Workspace;
}

namespace unimo::panels {

/// What models propose for a sample: taken into the data or put away one by one or all together.
/// Hidden when there is nothing.
class ProposalSection : public QWidget
{
    Q_OBJECT
public:
    explicit ProposalSection(bridge::Workspace* workspace, QWidget* parent = nullptr);
    void show(qint64 sample, const std::vector<store::Proposal>& proposals);
    /// The first one for the primary sample; nothing while that is not shown yet.
    void judgeFirst(bool accept);

private:
    [[nodiscard]] QWidget* rowOf(const store::Proposal& proposal, bool first);
    [[nodiscard]] QToolButton* button(const QString& name, const QString& help, const char* icon,
                                      const QVector<qint64>& proposals, bool accept);
    void judge(const QVector<qint64>& proposals, bool accept);

    bridge::Workspace* workspace_;
    qint64 sample_ = 0;
    QVector<qint64> waiting_;
    QLabel* heading_;
    QWidget* all_; ///< buttons for all of them
    QVBoxLayout* rows_;
};

} // namespace unimo::panels
