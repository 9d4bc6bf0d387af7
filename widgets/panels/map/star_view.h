// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/bridge/engine_thread.h"

#include <QWidget>
#include <memory>

class QLabel;
class QPushButton;
class QSortFilterProxyModel;
class QTableView;

namespace unimo::bridge {
class Workspace;
}

namespace unimo::panels {

class StarModel;

/// The star of the primary pair: what training compares it with, each with its margin. While it is
/// seen the engine is asked anew for each pair and each checkpoint. A row opens where it was made.
class StarView : public QWidget
{
    Q_OBJECT
public:
    StarView(bridge::Workspace* workspace, bridge::EngineThread* engine, QWidget* parent = nullptr);

    void setSpace(const inference::VectorSpace& space);
    /// Whose star is shown; null: none, or not there yet.
    [[nodiscard]] const std::shared_ptr<const inference::AnchorStar>& star() const { return star_; }
    /// Chooses an item's row.
    void setCurrent(int item);
    /// Goes to where the item was made: its rewrite's row, or what was retrieved.
    void open(int item);
    /// For a tool tip.
    [[nodiscard]] QString hintOf(int item) const;

Q_SIGNALS:
    /// star() is another one.
    void changed();
    void currentChanged(int item);
    void fitWanted();

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void ask();
    void take(std::shared_ptr<const inference::AnchorStar> star, const QString& line);

    bridge::Workspace* workspace_;
    bridge::EngineThread* engine_;
    inference::VectorSpace space_;
    std::shared_ptr<const inference::AnchorStar> star_;
    StarModel* model_;
    QSortFilterProxyModel* sorted_;
    QTableView* table_;
    QLabel* line_;
    QPushButton* fit_;
    bool quiet_ = false; ///< a row is set, not chosen
};

} // namespace unimo::panels
