// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/file_tail.h"

#include <QFile>
#include <QFutureWatcher>
#include <QtConcurrent>
#include <algorithm>

namespace unimo::bridge {
namespace {

constexpr int kEveryMs = 1000;
constexpr qint64 kFirstBytes = 256 << 10; ///< of a long file only its end is read
constexpr qint64 kMostBytes = 1 << 20;    ///< at once

struct Piece
{
    qint64 end = -1;
    QByteArray bytes;
    bool cut = false; ///< starts in the middle of a line
};

Piece readPiece(const QString& name, qint64 offset)
{
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly))
        return {offset, {}, false};
    Piece piece;
    const qint64 size = file.size();
    if (offset < 0 || offset > size) { // the first time, or the file was begun anew
        offset = std::max<qint64>(0, size - kFirstBytes);
        piece.cut = offset > 0;
    }
    file.seek(offset);
    piece.bytes = file.read(kMostBytes);
    piece.end = offset + piece.bytes.size();
    return piece;
}

} // namespace

FileTail::FileTail(QObject* parent) : QObject(parent)
{
    connect(&timer_, &QTimer::timeout, this, &FileTail::read);
}

void FileTail::watch(const QString& file)
{
    file_ = file;
    offset_ = -1;
    rest_.clear();
    if (file.isEmpty()) {
        timer_.stop();
    } else {
        timer_.start(kEveryMs);
        read();
    }
}

void FileTail::read()
{
    if (reading_)
        return;
    reading_ = true;
    auto* watcher = new QFutureWatcher<Piece>(this);
    connect(watcher, &QFutureWatcher<Piece>::finished, this, [this, watcher, file = file_] {
        watcher->deleteLater();
        reading_ = false;
        if (file != file_)
            return;
        const Piece piece = watcher->result();
        offset_ = piece.end;
        rest_ += piece.bytes;
        if (piece.cut)
            rest_.remove(0, rest_.indexOf('\n') + 1);
        const qsizetype end = rest_.lastIndexOf('\n');
        if (end < 0)
            return;
        const QStringList lines = QString::fromUtf8(rest_.left(end)).split(QLatin1Char('\n'));
        rest_.remove(0, end + 1);
        Q_EMIT linesAdded(lines);
    });
    watcher->setFuture(QtConcurrent::run(readPiece, file_, offset_));
}

} // namespace unimo::bridge
