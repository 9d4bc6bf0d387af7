// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace unimo::plots {

/// Gathers wishes to redraw into at most 30 redraws a second. The first wish after a quiet while
/// is answered with the next turn of the event loop; many plots at once share turns, between which
/// the window answers its user.
class ReplotTimer : public QObject
{
    Q_OBJECT
public:
    explicit ReplotTimer(QObject* parent);
    void request();

Q_SIGNALS:
    void due();

private:
    QTimer timer_;
    QElapsedTimer sinceLast_;
};

} // namespace unimo::plots
