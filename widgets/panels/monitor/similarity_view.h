// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/similarity_points.h"

#include <QHash>
#include <QString>
#include <QWidget>
#include <map>
#include <optional>
#include <string>
#include <vector>

class QLabel;
class QPushButton;
class QSlider;

namespace unimo::bridge {
class Workspace;
}
namespace unimo::plots {
class MatrixPlot;
}

namespace unimo::panels {

/// How alike the pictures and texts of a run's contrastive batches were, picture against text, with
/// what belongs together on the diagonal: one matrix at a time, and a slider over the steps. A cell
/// that is chosen makes its picture the primary sample.
class SimilarityView : public QWidget
{
    Q_OBJECT
public:
    explicit SimilarityView(bridge::Workspace* workspace, QWidget* parent = nullptr);

    void clear();
    void append(const QString& run, const std::vector<train::SimilarityPoint>& points);
    void remove(const QString& run);
    /// The run whose batches are shown.
    void setRun(const QString& run);
    /// PNG, SVG, PDF or CSV, by the file's ending; what fails is told.
    void exportTo(const QString& file);

private:
    using Points = std::vector<train::SimilarityPoint>;

    [[nodiscard]] QWidget* buildSide();
    /// Null: there is none.
    [[nodiscard]] const train::SimilarityPoint* shown() const;
    void fillSlider();
    void showPoint();
    void showNumbers(const train::SimilarityPoint& point);
    void askCaptions(const train::SimilarityPoint& point);
    [[nodiscard]] QString labelOf(int64_t sample) const;
    void choose(std::optional<QPoint> cell);
    void chooseExport(const QString& ending);

    bridge::Workspace* workspace_;
    QHash<QString, Points> points_;           ///< by run
    std::map<int64_t, std::string> captions_; ///< by sample; empty: it has none
    QString run_;
    QLabel* empty_;
    QWidget* content_;
    plots::MatrixPlot* plot_;
    QSlider* slider_;
    QLabel* step_;
    QLabel* numbers_;
    QLabel* chosen_;
};

} // namespace unimo::panels
