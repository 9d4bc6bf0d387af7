// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/evaluate/confusion_tab.h"

#include "widgets/bridge/workspace.h"
#include "widgets/plots/matrix_plot.h"

#include <QDir>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace unimo::panels {
namespace {

constexpr int kClasses = 12;
constexpr int kMostClasses = 40;

} // namespace

ConfusionTab::ConfusionTab(bridge::Workspace* workspace, QWidget* parent)
    : QWidget(parent), workspace_(workspace), classes_(new QSpinBox), plot_(new plots::MatrixPlot),
      confusion_(std::make_shared<const tasks::Confusion>())
{
    classes_->setRange(2, kMostClasses);
    classes_->setValue(kClasses);
    classes_->setAccessibleName(tr("Classes"));
    classes_->setToolTip(tr("How many classes are shown, the most frequent first; the others count "
                            "as one"));
    auto* label = new QLabel(tr("Classes"));
    label->setBuddy(classes_);
    auto* save = new QPushButton(tr("Save…"));
    save->setToolTip(tr("Save the matrix as PNG, SVG, PDF or CSV"));
    auto* line = new QHBoxLayout;
    line->setSpacing(8);
    line->addWidget(label);
    line->addWidget(classes_);
    line->addStretch();
    line->addWidget(save);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->setSpacing(8);
    layout->addLayout(line);
    layout->addWidget(plot_, 1);

    connect(classes_, &QSpinBox::valueChanged, this, [this] {
        count();
        Q_EMIT chosen(std::nullopt);
    });
    connect(save, &QPushButton::clicked, this, &ConfusionTab::chooseExport);
    connect(plot_, &plots::MatrixPlot::cellChosen, this, [this](std::optional<QPoint> cell) {
        if (!cell)
            return Q_EMIT chosen(std::nullopt);
        Q_EMIT chosen(ExampleFilter::ClassPair{static_cast<size_t>(cell->y()),
                                               static_cast<size_t>(cell->x()), confusion_});
    });
}

void ConfusionTab::setExamples(std::shared_ptr<const ExampleSet> set, const QString& title)
{
    set_ = std::move(set);
    title_ = title;
    count();
}

QString ConfusionTab::classLabel(size_t place) const
{
    const std::string& label = confusion_->labels[place];
    if (confusion_->hasOther && place + 1 == confusion_->size())
        return tr("other");
    return label.empty() ? tr("(empty)") : QString::fromStdString(label);
}

void ConfusionTab::count()
{
    const std::span<const std::string> none;
    confusion_ = std::make_shared<const tasks::Confusion>(
        tasks::confusionOf(set_ ? set_->rightClass : none, set_ ? set_->predictedClass : none,
                           static_cast<size_t>(classes_->value())));
    plots::MatrixPlot::Matrix matrix;
    matrix.title = title_;
    matrix.rowTitle = tr("Gold");
    matrix.columnTitle = tr("Prediction");
    for (size_t place = 0; place < confusion_->size(); ++place)
        matrix.labels << classLabel(place);
    for (const int64_t count : confusion_->counts)
        matrix.counts << count;
    plot_->setMatrix(matrix);
}

void ConfusionTab::clearChoice()
{
    plot_->setChosen(std::nullopt);
}

void ConfusionTab::chooseExport()
{
    const QString file = QFileDialog::getSaveFileName(
        this, tr("Save the confusion matrix"),
        QDir(workspace_->projectFolder()).filePath(QStringLiteral("confusion.png")),
        tr("PNG (*.png);;SVG (*.svg);;PDF (*.pdf);;Counts as CSV (*.csv)"));
    if (!file.isEmpty())
        exportTo(file);
}

void ConfusionTab::exportTo(const QString& file)
{
    if (const Status saved = plot_->save(file); !saved)
        workspace_->notifyError(QString::fromStdString(saved.error().text()));
    else
        workspace_->notify(tr("Saved %1").arg(file));
}

} // namespace unimo::panels
