// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/monitor/similarity_view.h"

#include "core/store/project.h"
#include "widgets/bridge/project_thread.h"
#include "widgets/bridge/workspace.h"
#include "widgets/look/theme.h"
#include "widgets/plots/matrix_plot.h"
#include "widgets/plots/plot_export.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSlider>
#include <QVBoxLayout>
#include <algorithm>
#include <tuple>

namespace unimo::panels {
namespace {

constexpr int kSideWidth = 280;

/// What a step's matrix comes to.
struct Numbers
{
    double positives = 0; ///< mean of the diagonal
    double negatives = 0; ///< mean of the rest
    int found = 0;        ///< pictures whose own text is the most alike of all
};

Numbers numbersOf(const train::SimilarityPoint& point)
{
    Numbers numbers;
    const auto size = static_cast<size_t>(point.size());
    for (size_t row = 0; row < size; ++row) {
        const auto first = point.values.begin() + static_cast<std::ptrdiff_t>(row * size);
        const float own = point.values[row * size + row];
        numbers.positives += own;
        for (size_t column = 0; column < size; ++column)
            if (column != row)
                numbers.negatives += point.values[row * size + column];
        numbers.found += own >= *std::max_element(first, first + static_cast<std::ptrdiff_t>(size));
    }
    numbers.positives /= static_cast<double>(size);
    numbers.negatives /= static_cast<double>(std::max<size_t>(1, size * (size - 1)));
    return numbers;
}

/// Of all steps, so that the colours mean the same at each.
std::pair<float, float> rangeOf(const std::vector<train::SimilarityPoint>& points)
{
    float low = points.front().values.front();
    float high = low;
    for (const train::SimilarityPoint& point : points) {
        const auto [least, greatest] =
            std::minmax_element(point.values.begin(), point.values.end());
        low = std::min(low, *least);
        high = std::max(high, *greatest);
    }
    return {low, high};
}

} // namespace

SimilarityView::SimilarityView(bridge::Workspace* workspace, QWidget* parent)
    : QWidget(parent), workspace_(workspace), empty_(new QLabel), content_(new QWidget),
      plot_(new plots::MatrixPlot), slider_(new QSlider(Qt::Horizontal)), step_(new QLabel),
      numbers_(new QLabel), chosen_(new QLabel)
{
    empty_->setText(tr("How alike pictures and texts of a contrastive batch are appears here, step "
                       "by step, from runs that keep it (run.histogram_every)."));
    empty_->setAlignment(Qt::AlignCenter);
    empty_->setWordWrap(true);
    empty_->setProperty("muted", true);
    plot_->setAccessibleName(tr("Similarity of pictures and texts"));
    auto* row = new QHBoxLayout(content_);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    row->addWidget(plot_, 1);
    row->addWidget(buildSide());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 4, 0, 0);
    layout->addWidget(empty_, 1);
    layout->addWidget(content_, 1);

    connect(slider_, &QSlider::valueChanged, this, &SimilarityView::showPoint);
    connect(plot_, &plots::MatrixPlot::cellChosen, this, &SimilarityView::choose);
    connect(workspace_, &bridge::Workspace::projectChanged, this, [this] { captions_.clear(); });
    connect(workspace_, &bridge::Workspace::dataChanged, this, [this] {
        captions_.clear();
        showPoint();
    });
    fillSlider();
}

QWidget* SimilarityView::buildSide()
{
    slider_->setObjectName(QStringLiteral("similarity step"));
    slider_->setAccessibleName(tr("Step"));
    slider_->setToolTip(tr("Moves through the steps; at its end it follows the run"));
    step_->setProperty("heading", true);
    numbers_->setObjectName(QStringLiteral("similarity numbers"));
    chosen_->setObjectName(QStringLiteral("similarity cell"));
    chosen_->setProperty("muted", true);
    for (QLabel* label : {numbers_, chosen_}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    auto* save = new QPushButton(tr("Save…"));
    save->setToolTip(tr("Save the matrix as PNG, SVG, PDF or CSV"));
    auto* menu = new QMenu(save);
    for (const char* ending : {"png", "svg", "pdf", "csv"}) {
        const QString name = QString::fromLatin1(ending);
        menu->addAction(name.toUpper(), this, [this, name] { chooseExport(name); });
    }
    save->setMenu(menu);

    auto* side = new QWidget;
    side->setFixedWidth(kSideWidth);
    auto* line = new QHBoxLayout;
    line->addWidget(step_, 1);
    line->addWidget(save);
    auto* layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(line);
    layout->addWidget(slider_);
    layout->addWidget(numbers_);
    layout->addWidget(chosen_);
    layout->addStretch();
    return side;
}

void SimilarityView::clear()
{
    points_.clear();
    fillSlider();
}

void SimilarityView::append(const QString& run, const Points& points)
{
    join(points_[run], points);
    if (run == run_)
        fillSlider();
}

void SimilarityView::remove(const QString& run)
{
    points_.remove(run);
    if (run == run_)
        fillSlider();
}

void SimilarityView::setRun(const QString& run)
{
    if (run == run_)
        return;
    run_ = run;
    slider_->setValue(slider_->maximum()); // begins at the latest
    fillSlider();
}

const train::SimilarityPoint* SimilarityView::shown() const
{
    const auto found = points_.constFind(run_);
    if (found == points_.constEnd() || found->empty())
        return nullptr;
    const auto place = static_cast<size_t>(std::max(0, slider_->value()));
    return &(*found)[std::min(place, found->size() - 1)];
}

void SimilarityView::fillSlider()
{
    const auto found = points_.constFind(run_);
    const bool any = found != points_.constEnd() && !found->empty();
    empty_->setVisible(!any);
    content_->setVisible(any);
    if (!any)
        return;
    const bool follows = slider_->value() == slider_->maximum();
    const QSignalBlocker quiet(slider_);
    slider_->setRange(0, static_cast<int>(found->size()) - 1);
    if (follows)
        slider_->setValue(slider_->maximum());
    showPoint();
}

void SimilarityView::showPoint()
{
    const train::SimilarityPoint* point = shown();
    if (!point)
        return;
    const auto chosen = plot_->chosen();
    const int sizeBefore = plot_->matrix().size();
    plots::MatrixPlot::Matrix matrix;
    matrix.title = tr("Similarity at step %1").arg(look::formatCount(point->step));
    matrix.rowTitle = tr("Picture");
    matrix.columnTitle = tr("Text");
    for (const int64_t sample : point->samples)
        matrix.labels << labelOf(sample);
    for (const float value : point->values)
        matrix.values << value;
    std::tie(matrix.low, matrix.high) = rangeOf(points_[run_]);
    plot_->setMatrix(matrix);
    if (sizeBefore == point->size())
        plot_->setChosen(chosen);
    showNumbers(*point);
    askCaptions(*point);
}

void SimilarityView::showNumbers(const train::SimilarityPoint& point)
{
    const Numbers numbers = numbersOf(point);
    step_->setText(tr("Step %1").arg(look::formatCount(point.step)));
    numbers_->setText(
        tr("Positives (the diagonal) %1 on average, negatives %2. The own text is the most alike "
           "for %3 of %4 pictures. Temperature %5.")
            .arg(QString::number(numbers.positives, 'f', 2),
                 QString::number(numbers.negatives, 'f', 2))
            .arg(numbers.found)
            .arg(point.size())
            .arg(QString::number(point.temperature, 'g', 3)));
    const auto cell = plot_->chosen();
    chosen_->setVisible(cell.has_value());
    if (cell)
        chosen_->setText(plot_->describe(*cell));
}

void SimilarityView::askCaptions(const train::SimilarityPoint& point)
{
    std::vector<int64_t> unknown;
    for (const int64_t sample : point.samples)
        if (!captions_.contains(sample))
            unknown.push_back(sample);
    if (unknown.empty() || !workspace_->hasProject())
        return;
    workspace_->reader()->ask(
        this,
        [unknown](store::Project& project) {
            std::map<int64_t, std::string> captions;
            for (const int64_t sample : unknown) {
                const auto found = project.captions(sample);
                captions[sample] = found.empty() ? std::string() : found.front().text;
            }
            return captions;
        },
        [this](std::map<int64_t, std::string> captions) {
            captions_.merge(captions);
            showPoint();
        });
}

QString SimilarityView::labelOf(int64_t sample) const
{
    const auto found = captions_.find(sample);
    return found == captions_.end() || found->second.empty()
               ? tr("Sample %1").arg(sample)
               : QString::fromStdString(found->second);
}

void SimilarityView::choose(std::optional<QPoint> cell)
{
    const train::SimilarityPoint* point = shown();
    if (!point)
        return;
    showNumbers(*point);
    if (cell)
        workspace_->setPrimarySample(point->samples[static_cast<size_t>(cell->y())]);
}

void SimilarityView::chooseExport(const QString& ending)
{
    plots::chooseFile(this, plot_->matrix().title, QStringLiteral("similarity"), ending,
                      [this](const QString& file) { exportTo(file); });
}

void SimilarityView::exportTo(const QString& file)
{
    if (const Status saved = plot_->save(file); !saved)
        workspace_->notifyError(QString::fromStdString(saved.error().text()));
    else
        workspace_->notify(tr("Saved %1").arg(file));
}

} // namespace unimo::panels
