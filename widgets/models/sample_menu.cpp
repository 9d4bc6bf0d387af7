// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/sample_menu.h"

#include "widgets/bridge/workspace.h"
#include "widgets/look/theme.h"

#include <QCoreApplication>
#include <QMenu>

namespace unimo::models {
namespace {

struct Place
{
    const char* panel; ///< its icon has the same name
    const char* text;
};
constexpr Place kPlaces[] = {
    {"data", QT_TRANSLATE_NOOP("SampleMenu", "Show in Data")},
    {"rewrites", QT_TRANSLATE_NOOP("SampleMenu", "Show its rewrites")},
    {"retrieved", QT_TRANSLATE_NOOP("SampleMenu", "Show what was retrieved for it")},
    {"query", QT_TRANSLATE_NOOP("SampleMenu", "Ask the model")},
    {"map", QT_TRANSLATE_NOOP("SampleMenu", "Show on the map")}};

} // namespace

void addSamplePlaces(QMenu* menu, bridge::Workspace* workspace, const QString& here)
{
    for (const Place& place : kPlaces) {
        const QString panel = QString::fromLatin1(place.panel);
        if (panel == here)
            continue;
        menu->addAction(look::Theme::instance().icon(panel),
                        QCoreApplication::translate("SampleMenu", place.text), workspace,
                        [workspace, panel] {
                            if (panel == QLatin1String("query"))
                                workspace->askAbout(workspace->primarySample());
                            else
                                workspace->showPanel(panel);
                        });
    }
}

void giveSampleMenu(QWidget* view, bridge::Workspace* workspace, const QString& here)
{
    view->setContextMenuPolicy(Qt::CustomContextMenu);
    QObject::connect(view, &QWidget::customContextMenuRequested, view,
                     [view, workspace, here](const QPoint& at) {
                         if (workspace->primarySample() == 0)
                             return;
                         auto* menu = new QMenu(view);
                         menu->setAttribute(Qt::WA_DeleteOnClose);
                         addSamplePlaces(menu, workspace, here);
                         menu->popup(view->mapToGlobal(at));
                     });
}

} // namespace unimo::models
