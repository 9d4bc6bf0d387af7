// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/widgets/support/test_project.h"
#include "widgets/panels/data/data_panel.h"

#include <QApplication>
#include <QDropEvent>
#include <QListView>
#include <QMimeData>
#include <QTest>

namespace unimo::test {

/// A panel on the screen with a project of this many samples.
struct Stage
{
    explicit Stage(int samples) : project(samples), panel(&workspace)
    {
        panel.resize(1100, 700);
        panel.show();
        (void)QTest::qWaitForWindowExposed(&panel);
        openAndWait(workspace, project.folder());
    }

    [[nodiscard]] QListView* grid() const
    {
        for (auto* view : panel.findChildren<QListView*>())
            if (view->accessibleName() == QLatin1String("Samples"))
                return view;
        return nullptr;
    }
    /// The child of this type with this accessible name.
    template <typename Widget>
    [[nodiscard]] Widget* named(const char* name) const
    {
        for (auto* widget : panel.findChildren<Widget*>())
            if (widget->accessibleName() == QLatin1String(name))
                return widget;
        return nullptr;
    }
    [[nodiscard]] int rows() const { return grid()->model()->rowCount(); }
    void click(int row, Qt::KeyboardModifiers modifiers = {})
    {
        const QRect cell = grid()->visualRect(grid()->model()->index(row, 0));
        QTest::mouseClick(grid()->viewport(), Qt::LeftButton, modifiers, cell.center());
    }
    void drop(const QStringList& files)
    {
        QMimeData mime;
        QList<QUrl> urls;
        for (const QString& file : files)
            urls << QUrl::fromLocalFile(file);
        mime.setUrls(urls);
        QDragEnterEvent enter(QPoint(200, 200), Qt::CopyAction, &mime, Qt::LeftButton, {});
        QApplication::sendEvent(&panel, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent event(QPointF(200, 200), Qt::CopyAction, &mime, Qt::LeftButton, {});
        QApplication::sendEvent(&panel, &event);
    }

    TestProject project;
    bridge::Workspace workspace;
    panels::DataPanel panel;
};

} // namespace unimo::test
