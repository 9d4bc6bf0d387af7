// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/events/event_history.h"

#include <QHash>
#include <QWidget>

class QComboBox;
class QLabel;
class QStandardItemModel;
class QTableView;

namespace unimo::panels {

/// What a run wrote about its samples (captions, answers) step by step, the newest on top.
class SamplesView : public QWidget
{
    Q_OBJECT
public:
    explicit SamplesView(QWidget* parent = nullptr);

    void clear();
    void append(const QString& run, const events::Series<events::TextPoint>& texts);
    void purge(const QString& run, int64_t fromStep);
    void remove(const QString& run);
    /// The run whose texts are shown.
    void setRun(const QString& run);

private:
    void fill();

    QHash<QString, events::Series<events::TextPoint>> texts_; ///< by run
    QString run_;
    QComboBox* tags_;
    QLabel* empty_;
    QTableView* table_;
    QStandardItemModel* model_;
};

} // namespace unimo::panels
