// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/project.h"
#include "widgets/models/thumbnail_loader.h"

#include <QAbstractTableModel>
#include <QCache>
#include <QHash>
#include <QSet>
#include <QTimer>
#include <QVector>
#include <optional>
#include <string>
#include <vector>

namespace unimo::bridge {
class Workspace;
}

namespace unimo::models {

/// The samples of a filter, in its order. Only their ids are held; what a row shows is fetched when
/// it comes on the screen, on the project's reader thread. The first column is the sample with its
/// picture, for grids; after those of Column comes one for each measure. Thread: GUI thread.
class SampleModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Role {
        SampleIdRole = Qt::UserRole, ///< qint64
        CaptionRole,                 ///< the first caption
        SplitRole,
        BrokenRole, ///< bool: the picture cannot be read
        RatingRole, ///< int, 0 for none
        TagsRole    ///< QStringList
    };
    enum Column { Sample, Number, Split, Collection, Size, Captions, Rating, Tags, FirstMeasure };

    explicit SampleModel(bridge::Workspace* workspace, QObject* parent = nullptr);

    void setFilter(const store::SampleFilter& filter);
    [[nodiscard]] const store::SampleFilter& filter() const { return filter_; }
    /// What a filter sorts by for this column; nothing for those that it cannot sort by.
    [[nodiscard]] std::optional<std::string> sortOf(int column) const;
    /// The column that the filter sorts by; Number for its own order.
    [[nodiscard]] int sortedColumn() const;
    /// Orders by a column, if it can be.
    void sort(int column, Qt::SortOrder order) override;
    [[nodiscard]] const std::vector<store::Measure>& measures() const { return measures_; }
    /// Shows these samples in this order instead of a filter's.
    void setSamples(const QVector<qint64>& samples);
    [[nodiscard]] qint64 sampleAt(int row) const { return ids_.value(row); }
    /// -1 when it is not in the model.
    [[nodiscard]] int rowOf(qint64 sample) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    [[nodiscard]] QStringList mimeTypes() const override;
    /// The pictures' files, so that samples can be dragged to Query or out of the window.
    [[nodiscard]] QMimeData* mimeData(const QModelIndexList& indexes) const override;

Q_SIGNALS:
    /// The ids of a filter have arrived (also when nothing changed).
    void filled();
    /// Other measures than before: columns came or went.
    void measuresChanged();

private:
    struct Row
    {
        store::Sample sample;
        QString file;
        QString caption;
        qsizetype captions = 0;
        QHash<QString, double> measures;
    };
    struct Answer
    {
        std::vector<store::SampleId> ids;
        std::vector<store::Measure> measures;
    };

    void reload();
    void takeIds(const std::vector<store::SampleId>& ids);
    void takeMeasures(std::vector<store::Measure> measures);
    void repaintAll();
    [[nodiscard]] const Row* row(qint64 sample) const;
    [[nodiscard]] QVariant cell(const Row& row, int column) const;
    void fetchWanted();
    void repaint(qint64 sample);

    bridge::Workspace* workspace_;
    store::SampleFilter filter_;
    bool fixed_ = false; ///< setSamples() was used: there is no filter
    quint64 query_ = 0;  ///< answers to older questions are dropped
    QVector<qint64> ids_;
    bool ascending_ = true;   ///< the ids, as long as nothing else is sorted by
    QHash<qint64, int> rows_; ///< where each is, when they do not ascend
    std::vector<store::Measure> measures_;
    mutable QCache<qint64, Row> cache_;
    mutable QVector<qint64> wanted_;
    mutable QSet<qint64> asked_;
    mutable QTimer fetchTimer_;
    mutable ThumbnailLoader thumbnails_;
};

} // namespace unimo::models
