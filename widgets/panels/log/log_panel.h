// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/models/log_model.h"

#include <QTimer>
#include <QWidget>
#include <memory>

class QComboBox;
class QLineEdit;
class QListView;
class QStackedWidget;

namespace unimo::bridge {
class FileTail;
class Workspace;
} // namespace unimo::bridge

namespace unimo::panels {

/// What the program and the active run write, with a filter, a search and copying.
class LogPanel : public QWidget
{
    Q_OBJECT
public:
    explicit LogPanel(bridge::Workspace* workspace, QWidget* parent = nullptr);

private:
    struct Inbox; ///< filled by whatever thread logs

    [[nodiscard]] QWidget* buildTools();
    [[nodiscard]] QListView* buildView();
    void takeInbox();
    void followRun();
    void copySelected();
    void append(models::LogModel* model, const std::vector<models::LogModel::Line>& lines);

    bridge::Workspace* workspace_;
    std::shared_ptr<Inbox> inbox_;
    QTimer inboxTimer_;
    bridge::FileTail* tail_;
    models::LogModel program_;
    models::LogModel run_;
    models::LogFilter filter_;
    QComboBox* source_;
    QComboBox* level_;
    QLineEdit* search_;
    QListView* view_;
    bool sourceChosen_ = false; ///< by the person; until then a run's log comes first
};

} // namespace unimo::panels
