// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCache>
#include <QObject>
#include <QPixmap>
#include <QSet>
#include <QString>
#include <QThreadPool>
#include <QVector>
#include <utility>

namespace unimo::models {

/// Small pictures, made on a pool of its own and kept while they are used most. What was asked
/// for last is made first, since it is what is on the screen now. Thread: GUI thread.
class ThumbnailLoader : public QObject
{
    Q_OBJECT
public:
    /// Longest side, pixels.
    static constexpr int kSide = 256;

    explicit ThumbnailLoader(QObject* parent = nullptr);
    ~ThumbnailLoader() override;

    /// The picture if it is ready; else null, and ready(sample) follows.
    [[nodiscard]] QPixmap thumbnail(qint64 sample, const QString& file);
    /// A file that cannot be read is not tried again.
    [[nodiscard]] bool isBroken(qint64 sample) const { return broken_.contains(sample); }
    void clear();

Q_SIGNALS:
    void ready(qint64 sample);

private:
    void startNext();

    QThreadPool pool_;
    QCache<qint64, QPixmap> cache_;               ///< cost: bytes
    QVector<std::pair<qint64, QString>> waiting_; ///< the last is the next
    QSet<qint64> asked_;                          ///< waiting or being made
    QSet<qint64> broken_;
    int running_ = 0;
    quint64 generation_ = 0;
};

} // namespace unimo::models
