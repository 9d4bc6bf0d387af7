// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QObject>
#include <QString>
#include <QStringList>
#include <QTimer>

namespace unimo::bridge {

/// Follows a text file that grows, from near its end on. Reads on the thread pool.
/// Thread: GUI thread.
class FileTail : public QObject
{
    Q_OBJECT
public:
    explicit FileTail(QObject* parent = nullptr);
    /// Empty stops. A file that does not exist yet is waited for.
    void watch(const QString& file);

Q_SIGNALS:
    /// Whole lines, without their ends.
    void linesAdded(const QStringList& lines);

private:
    void read();

    QString file_;
    qint64 offset_ = -1; ///< -1: not started
    QByteArray rest_;    ///< the line that has no end yet
    QTimer timer_;
    bool reading_ = false;
};

} // namespace unimo::bridge
