// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/data/views_button.h"

#include "widgets/bridge/project_thread.h"
#include "widgets/bridge/workspace.h"

#include <QInputDialog>
#include <QMenu>

namespace unimo::panels {
namespace {

/// "blurred: sharpness<100 · train · by sharpness"
QString describe(const store::SavedView& view)
{
    QStringList parts;
    if (!view.query.empty())
        parts << QString::fromStdString(view.query);
    if (!view.split.empty())
        parts << QString::fromStdString(view.split);
    if (!view.sort.empty())
        parts << ViewsButton::tr("by %1").arg(QString::fromStdString(view.sort));
    return parts.join(QStringLiteral(" · "));
}

} // namespace

ViewsButton::ViewsButton(bridge::Workspace* workspace, std::function<store::SavedView()> now,
                         QWidget* parent)
    : QToolButton(parent), workspace_(workspace), now_(std::move(now))
{
    setText(tr("Views"));
    setToolTip(tr("Queries with their order, kept under a name"));
    setPopupMode(QToolButton::InstantPopup);
    setMenu(new QMenu(this));
    menu()->setToolTipsVisible(true);
    connect(menu(), &QMenu::aboutToShow, this, &ViewsButton::fillMenu);
    connect(workspace, &bridge::Workspace::projectChanged, this, &ViewsButton::readViews);
    connect(workspace, &bridge::Workspace::dataChanged, this, &ViewsButton::readViews);
    readViews();
}

void ViewsButton::readViews()
{
    setEnabled(workspace_->hasProject());
    if (workspace_->hasProject())
        workspace_->reader()->ask(
            this, [](store::Project& project) { return project.views(); },
            [this](const std::vector<store::SavedView>& views) { views_ = views; });
}

void ViewsButton::fillMenu()
{
    menu()->clear();
    for (const store::SavedView& view : views_) {
        const QString name = QString::fromStdString(view.name);
        QAction* action =
            menu()->addAction(QString(name).replace(QLatin1Char('&'), QStringLiteral("&&")), this,
                              [this, view] { Q_EMIT chosen(view); });
        action->setToolTip(describe(view));
    }
    if (views_.empty())
        menu()->addAction(tr("No views yet"))->setEnabled(false);
    menu()->addSeparator();
    menu()->addAction(tr("Save this view…"), this, &ViewsButton::askForName);
    QMenu* removed = menu()->addMenu(tr("Delete a view"));
    removed->setEnabled(!views_.empty());
    for (const store::SavedView& view : views_) {
        const QString name = QString::fromStdString(view.name);
        removed->addAction(QString(name).replace(QLatin1Char('&'), QStringLiteral("&&")), this,
                           [this, name] { workspace_->deleteView(name); });
    }
}

void ViewsButton::askForName()
{
    store::SavedView view = now_();
    auto* dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Save this view"));
    dialog->setLabelText(tr("Name"));
    dialog->setTextValue(describe(view));
    connect(dialog, &QInputDialog::textValueSelected, this, [this, view](const QString& text) {
        store::SavedView named = view;
        named.name = text.trimmed().toStdString();
        if (!named.name.empty())
            workspace_->saveView(named);
    });
    dialog->open();
}

} // namespace unimo::panels
