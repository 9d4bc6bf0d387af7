// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/panels/evaluate/example_set.h"

#include <QWidget>

class QSpinBox;

namespace unimo::bridge {
class Workspace;
}
namespace unimo::plots {
class MatrixPlot;
}

namespace unimo::panels {

/// Which class was taken for which: the most frequent ones, the rest as "other".
class ConfusionTab : public QWidget
{
    Q_OBJECT
public:
    explicit ConfusionTab(bridge::Workspace* workspace, QWidget* parent = nullptr);

    /// title: of saved pictures.
    void setExamples(std::shared_ptr<const ExampleSet> set, const QString& title);
    /// Takes the choice back, without a signal.
    void clearChoice();
    /// Writes the matrix; the ending chooses PNG, SVG, PDF or CSV.
    void exportTo(const QString& file);
    [[nodiscard]] QString classLabel(size_t place) const;

Q_SIGNALS:
    /// Nothing: taken back.
    void chosen(const std::optional<ExampleFilter::ClassPair>& classes);

private:
    void count();
    void chooseExport();

    bridge::Workspace* workspace_;
    QSpinBox* classes_;
    plots::MatrixPlot* plot_;
    std::shared_ptr<const ExampleSet> set_;
    std::shared_ptr<const tasks::Confusion> confusion_;
    QString title_;
};

} // namespace unimo::panels
