// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/look/theme.h"

#include <QElapsedTimer>
#include <QObject>
#include <QSize>
#include <QString>
#include <QTimer>
#include <QVector>

namespace unimo::workbench {

class MainWindow;

/// Shows each panel in each theme and size, saves a picture of the window, then quits the program.
/// For the documentation. Waits for the model's answers before it takes a picture.
class ScreenshotTour : public QObject
{
    Q_OBJECT
public:
    ScreenshotTour(MainWindow* window, const QString& folder);
    void start();

private:
    struct Stop
    {
        QString panel;
        QString tab; ///< of Query; else empty
        look::Theme::Mode theme;
        QSize size;
    };

    void next();
    void take();

    MainWindow* window_;
    QString folder_;
    QVector<Stop> stops_;
    qsizetype at_ = -1;
    QTimer timer_;
    QElapsedTimer waited_;
};

} // namespace unimo::workbench
