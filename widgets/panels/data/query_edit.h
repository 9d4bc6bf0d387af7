// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>
#include <QTimer>

class QCompleter;
class QStringListModel;

namespace unimo::bridge {
class DataNames;
class Workspace;
} // namespace unimo::bridge

namespace unimo::panels {

/// Where a query is typed (core/store/query.h). It is checked while typing; one that can be read
/// takes effect after a pause, one that cannot leaves the last one in force and says why. Field
/// names and the values of tag:, split: and the like are completed.
class QueryEdit : public QLineEdit
{
    Q_OBJECT
public:
    /// names: what is completed; outlives it.
    QueryEdit(bridge::Workspace* workspace, const bridge::DataNames* names,
              QWidget* parent = nullptr);

    /// The last query that could be read.
    [[nodiscard]] const QString& query() const { return query_; }
    /// Puts a query in force at once.
    void setQuery(const QString& query);

Q_SIGNALS:
    void queryChanged();
    /// Why what is typed cannot be read; empty when it can.
    void faultChanged(const QString& fault);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void check();
    void take(const QString& query, const QString& fault);
    void complete();
    void insertCompletion(const QString& completion);
    /// Where the word at the cursor begins.
    [[nodiscard]] int wordBegin() const;

    bridge::Workspace* workspace_;
    QString query_;
    QTimer timer_;
    QCompleter* completer_;
    QStringListModel* completions_;
};

} // namespace unimo::panels
