// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/bridge/evaluations.h"

#include <QTimer>
#include <QWidget>
#include <optional>
#include <utility>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;
class QTableView;
class QTextBrowser;

namespace unimo::bridge {
class Workspace;
} // namespace unimo::bridge
namespace unimo::look {
class EmptyState;
} // namespace unimo::look

namespace unimo::panels {

class EvaluationDetail;
class EvaluationFilter;
class EvaluationTableModel;

/// What was measured: every figure of every measured checkpoint beside each other, what lies behind
/// the chosen one, a button that measures the checkpoint in use, and the findings of `unimo
/// reproduce`.
class EvaluatePanel : public QWidget
{
    Q_OBJECT
public:
    explicit EvaluatePanel(bridge::Workspace* workspace, QWidget* parent = nullptr);

    /// Measures the checkpoint in use on the chosen split and regions, as a job.
    void measure();
    /// Writes what the table shows; the ending chooses Markdown, JSON or CSV.
    void exportTo(const QString& file);
    [[nodiscard]] EvaluationDetail* detail() const { return detail_; }

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    [[nodiscard]] QWidget* buildTools();
    [[nodiscard]] QWidget* buildTable();
    [[nodiscard]] QWidget* buildExport();
    void openProject();
    void measure(const QString& checkpoint, qint64 step, const QString& split,
                 const QString& regions);
    void measureAgain(const bridge::Evaluation& evaluation);
    void showFigure(const QModelIndex& current);
    void openMenu(const QPoint& position);
    void refresh();
    void take(bridge::Evaluations evaluations);
    void takeCheckpoint();
    void takeFindings(const QString& markdown);
    void chooseExport();
    void copyMarkdown();

    bridge::Workspace* workspace_;
    EvaluationTableModel* model_;
    EvaluationFilter* filter_;
    QTableView* table_;
    EvaluationDetail* detail_;
    QLabel* hint_;
    QComboBox* part_;
    QLineEdit* search_;
    QLineEdit* runs_;
    QComboBox* split_;
    QComboBox* regions_;
    QPushButton* measure_;
    QLabel* problems_;
    QTextBrowser* findings_;
    look::EmptyState* empty_;
    QStackedWidget* pages_;
    QByteArray stamp_; ///< of what the table shows
    std::optional<std::pair<QString, tasks::EvaluationFigure>>
        shown_;              ///< report, figure in detail_
    bool restoring_ = false; ///< the current cell is set by the program
    QString findingsText_;
    QTimer refreshTimer_; ///< runs while the panel is seen: `unimo evaluate` may write at any time
};

} // namespace unimo::panels
