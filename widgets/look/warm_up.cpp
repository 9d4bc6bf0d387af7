// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/warm_up.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QTimer>
#include <QVector>
#include <QWidget>

namespace unimo::look {
namespace {

constexpr qint64 kSliceMs = 5;

/// The widgets still to be polished; the timer that works through them belongs to the widget.
using Waiting = QVector<QPointer<QWidget>>;

} // namespace

void warmUp(QWidget* widget)
{
    Waiting waiting;
    waiting.append(widget);
    for (QWidget* child : widget->findChildren<QWidget*>())
        waiting.append(child);
    auto* timer = new QTimer(widget);
    QObject::connect(timer, &QTimer::timeout, widget, [timer, waiting]() mutable {
        QElapsedTimer clock;
        clock.start();
        while (!waiting.isEmpty() && clock.elapsed() < kSliceMs)
            if (QWidget* next = waiting.takeFirst())
                next->ensurePolished();
        if (waiting.isEmpty())
            timer->deleteLater();
    });
    timer->start(0);
}

} // namespace unimo::look
