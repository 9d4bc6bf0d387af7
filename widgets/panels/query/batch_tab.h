// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/records.h"
#include "widgets/panels/query/query_tab.h"

#include <functional>

class QComboBox;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QTableView;
class QToolButton;

namespace unimo::bridge {
class Workspace;
}

namespace unimo::panels {

class BatchModel;

/// Captions of all selected samples, or answers about them, as a table.
class BatchTab : public QueryTab
{
    Q_OBJECT
public:
    /// options: how captions are to be written.
    BatchTab(bridge::Workspace* workspace, bridge::EngineThread* engine,
             std::function<inference::CaptionOptions()> options, QWidget* parent = nullptr);
    /// Answers to what was selected stay until the person asks again.
    void ask() override;
    void onFailed(bridge::EngineThread::Request request, const Error& error) override;
    [[nodiscard]] bool isRunning() const { return running_; }
    void stop();

Q_SIGNALS:
    void ended();

protected:
    void connectOther(bridge::EngineThread* other) override;
    void clearOther() override;

private:
    [[nodiscard]] QLayout* buildHead();
    [[nodiscard]] QLayout* buildFoot();
    void showSelection();
    void start();
    void next();
    void take(const std::vector<inference::BatchRow>& rows);
    void end(const QString& message);
    void save();
    void showAccepting();
    void acceptCaptions();
    void keepProposals();
    /// The rows that are chosen in the table, or all, without those that failed.
    [[nodiscard]] std::vector<inference::BatchRow> chosenRows() const;

    bridge::Workspace* workspace_;
    std::function<inference::CaptionOptions()> options_;
    QComboBox* kind_;
    QLineEdit* question_;
    QPushButton* start_;
    QPushButton* stop_;
    QProgressBar* progress_;
    QTableView* table_;
    BatchModel* model_;
    QToolButton* save_;
    QToolButton* accept_;
    QToolButton* propose_;

    inference::BatchQuestion asked_;
    std::string source_; ///< which checkpoint was asked
    QVector<qint64> samples_;
    qsizetype done_ = 0;
    bool running_ = false;
    double milliseconds_ = 0;
};

} // namespace unimo::panels
