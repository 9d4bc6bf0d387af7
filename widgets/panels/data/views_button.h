// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/records.h"

#include <QToolButton>
#include <functional>
#include <vector>

namespace unimo::bridge {
class Workspace;
}

namespace unimo::panels {

/// The project's saved views: a query with its split and order under a name. Saving and deleting
/// can be undone.
class ViewsButton : public QToolButton
{
    Q_OBJECT
public:
    /// `now` gives what is shown, without a name.
    ViewsButton(bridge::Workspace* workspace, std::function<store::SavedView()> now,
                QWidget* parent = nullptr);

Q_SIGNALS:
    void chosen(const unimo::store::SavedView& view);

private:
    void readViews();
    void fillMenu();
    void askForName();

    bridge::Workspace* workspace_;
    std::function<store::SavedView()> now_;
    std::vector<store::SavedView> views_;
};

} // namespace unimo::panels
