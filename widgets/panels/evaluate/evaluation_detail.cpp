// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/evaluate/evaluation_detail.h"

#include "widgets/bridge/project_thread.h"
#include "widgets/bridge/workspace.h"
#include "widgets/look/empty_state.h"
#include "widgets/look/plain_table.h"
#include "widgets/look/theme.h"
#include "widgets/look/themed_icon.h"
#include "widgets/models/sample_menu.h"
#include "widgets/models/sample_row_delegate.h"
#include "widgets/models/thumbnail_loader.h"
#include "widgets/panels/evaluate/confusion_tab.h"
#include "widgets/panels/evaluate/example_export.h"
#include "widgets/panels/evaluate/example_model.h"
#include "widgets/panels/evaluate/figure_text.h"
#include "widgets/panels/evaluate/slice_model.h"
#include "widgets/panels/evaluate/table_export.h"

#include <QComboBox>
#include <QDir>
#include <QEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QTabWidget>
#include <QTableView>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

namespace unimo::panels {

using bridge::Evaluation;
using bridge::Workspace;
using Which = ExampleFilter::Which;

namespace {

constexpr int kPictureRow = 44;
constexpr int kIntervalWidth = 100;
constexpr int kHeaderPadding = 8;
constexpr int kPatienceMs = 250;

QString shortName(const Evaluation& evaluation)
{
    QStringList parts{evaluation.name};
    if (evaluation.step >= 0)
        parts << EvaluationDetail::tr("step %1").arg(look::formatCount(evaluation.step));
    parts << splitText(evaluation.split) << evaluation.regions;
    return parts.join(QStringLiteral(" · "));
}

bool measures(const Evaluation& evaluation, const tasks::ExampleQuery& query)
{
    return std::any_of(evaluation.figures.begin(), evaluation.figures.end(),
                       [&](const auto& figure) { return tasks::examplesOf(figure) == query; });
}

} // namespace

EvaluationDetail::EvaluationDetail(Workspace* workspace, QWidget* parent)
    : QWidget(parent), workspace_(workspace), reader_(new bridge::ProjectThread(this)),
      thumbnails_(new models::ThumbnailLoader(this)), title_(new QLabel), compared_(new QComboBox),
      which_(new QComboBox), search_(new QLineEdit), chip_(new QToolButton),
      selectWrong_(new QPushButton(tr("Select all wrong"))), counts_(new QLabel),
      model_(new ExampleModel(thumbnails_, this)), list_(new QTableView),
      sliceModel_(new SliceModel(this)), slices_(new QTableView),
      confusion_(new ConfusionTab(workspace)), tabs_(new QTabWidget),
      empty_(new look::EmptyState(QStringLiteral("evaluate"), {}, {})), pages_(new QStackedWidget)
{
    setAttribute(Qt::WA_StyledBackground);
    setProperty("panel", true);
    tabs_->setDocumentMode(true);
    tabs_->tabBar()->setDrawBase(false);
    tabs_->addTab(buildSlices(), tr("Slices"));
    tabs_->addTab(confusion_, tr("Confusion"));
    auto* splitter = new QSplitter;
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(buildExamples());
    splitter->addWidget(tabs_);
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({100, 100});
    auto* shown = new QWidget;
    auto* shownLayout = new QVBoxLayout(shown);
    shownLayout->setContentsMargins(0, 0, 0, 0);
    shownLayout->setSpacing(0);
    shownLayout->addWidget(buildHead());
    shownLayout->addWidget(splitter, 1);
    pages_->addWidget(empty_);
    pages_->addWidget(shown);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(pages_);

    connect(workspace_, &Workspace::projectChanged, this, &EvaluationDetail::openProject);
    connect(workspace_, &Workspace::primaryChanged, this, &EvaluationDetail::followPrimary);
    connect(reader_, &bridge::ProjectThread::failed, this,
            [this](const Error& error) { tell(QString::fromStdString(error.text()), {}); });
    connect(&look::Theme::instance(), &look::Theme::changed, sliceModel_, &SliceModel::takeTheme);
    connect(empty_, &look::EmptyState::activated, this, [this] {
        if (request_)
            Q_EMIT measureWanted(request_->evaluation);
    });
    openProject();
}

QWidget* EvaluationDetail::buildHead()
{
    QFont bold = title_->font();
    bold.setWeight(QFont::DemiBold);
    title_->setFont(bold);
    title_->setTextFormat(Qt::PlainText);
    compared_->setAccessibleName(tr("Compare with"));
    compared_->setToolTip(tr("Another evaluation of the same figure, to compare with"));
    compared_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    compared_->setMinimumContentsLength(24);
    connect(compared_, &QComboBox::activated, this, &EvaluationDetail::read);
    auto* label = new QLabel(tr("Compare with"));
    label->setBuddy(compared_);

    auto* exports = new QToolButton;
    exports->setText(tr("Export…"));
    exports->setToolTip(tr("Save the examples or the slices that are shown"));
    exports->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    exports->setPopupMode(QToolButton::InstantPopup);
    exports->setProperty("menuButton", true);
    auto* menu = new QMenu(exports);
    menu->addAction(tr("Save the examples as CSV or JSON…"), this, [this] { chooseExport(false); });
    menu->addAction(tr("Save the slices as CSV or JSON…"), this, [this] { chooseExport(true); });
    exports->setMenu(menu);
    look::setThemedIcon(exports, QStringLiteral("copy"));

    auto* head = new QWidget;
    auto* layout = new QHBoxLayout(head);
    layout->setContentsMargins(8, 8, 8, 0);
    layout->setSpacing(8);
    title_->installEventFilter(this);
    title_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    layout->addWidget(title_, 1);
    layout->addWidget(label);
    layout->addWidget(compared_);
    layout->addWidget(exports);
    return head;
}

QWidget* EvaluationDetail::buildExamples()
{
    which_->setAccessibleName(tr("Which examples"));
    which_->setToolTip(tr("Which examples are listed"));
    search_->setPlaceholderText(tr("Search examples"));
    search_->setAccessibleName(tr("Search examples"));
    search_->setClearButtonEnabled(true);
    chip_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    chip_->setToolTip(tr("Show all again (Esc)"));
    look::setThemedIcon(chip_, QStringLiteral("close"));
    chip_->hide();
    selectWrong_->setToolTip(tr("Select the samples of every wrong example in the list"));
    counts_->setProperty("muted", true);
    counts_->setContentsMargins(8, 4, 8, 4);

    list_->setModel(model_);
    pictureDelegate_ = new models::SampleRowDelegate(list_);
    look::makePlainTable(list_);
    list_->setAccessibleName(tr("Examples"));
    list_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    // Until a header is clicked the worst come first.
    list_->horizontalHeader()->setSortIndicatorClearable(true);
    list_->horizontalHeader()->setSortIndicator(-1, Qt::DescendingOrder);
    list_->horizontalHeader()->setStretchLastSection(false);
    models::giveSampleMenu(list_, workspace_, QStringLiteral("evaluate"));

    connect(which_, &QComboBox::activated, this, &EvaluationDetail::applyFilter);
    connect(search_, &QLineEdit::textChanged, this, &EvaluationDetail::applyFilter);
    connect(chip_, &QToolButton::clicked, this, &EvaluationDetail::dropFilter);
    connect(selectWrong_, &QPushButton::clicked, this, &EvaluationDetail::selectWrong);
    connect(list_->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& current) { chooseExample(current.row()); });
    connect(list_, &QTableView::clicked, this,
            [this](const QModelIndex& index) { chooseExample(index.row()); });
    connect(list_, &QTableView::doubleClicked, this,
            [this](const QModelIndex& index) { askAbout(index.row()); });
    auto* enter = new QShortcut(QKeySequence(Qt::Key_Return), list_);
    enter->setContext(Qt::WidgetShortcut);
    connect(enter, &QShortcut::activated, this, [this] { askAbout(list_->currentIndex().row()); });
    auto* escape = new QShortcut(QKeySequence(Qt::Key_Escape), list_);
    escape->setContext(Qt::WidgetShortcut);
    connect(escape, &QShortcut::activated, this, &EvaluationDetail::dropFilter);

    auto* line = new QHBoxLayout;
    line->setContentsMargins(8, 8, 8, 8);
    line->setSpacing(8);
    line->addWidget(which_);
    line->addWidget(search_, 1);
    line->addWidget(selectWrong_);
    auto* second = new QHBoxLayout;
    second->setContentsMargins(0, 0, 8, 0);
    second->addWidget(counts_, 1);
    second->addWidget(chip_);
    auto* page = new QWidget;
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(line);
    layout->addWidget(list_, 1);
    layout->addLayout(second);
    return page;
}

QWidget* EvaluationDetail::buildSlices()
{
    slices_->setModel(sliceModel_);
    look::makePlainTable(slices_);
    slices_->setSortingEnabled(false);
    slices_->horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    slices_->horizontalHeader()->setMinimumSectionSize(32);
    slices_->viewport()->installEventFilter(this);
    slices_->setAccessibleName(tr("Slices"));
    slices_->setItemDelegateForColumn(SliceModel::Interval, new IntervalDelegate(slices_));
    connect(slices_, &QTableView::clicked, this,
            [this](const QModelIndex& index) { setSlice(index.row()); });
    connect(slices_, &QTableView::activated, this,
            [this](const QModelIndex& index) { setSlice(index.row()); });
    connect(confusion_, &ConfusionTab::chosen, this, &EvaluationDetail::setClasses);
    return slices_;
}

void EvaluationDetail::openProject()
{
    thumbnails_->clear();
    clear();
    if (workspace_->hasProject())
        reader_->open(workspace_->projectFolder(), /*readOnly=*/true);
}

EvaluationDetail::~EvaluationDetail()
{
    giveUpReading();
}

void EvaluationDetail::giveUpReading()
{
    ++asked_;
    reading_.request_stop();
    reading_ = {};
}

void EvaluationDetail::clear()
{
    giveUpReading();
    request_.reset();
    take(std::make_shared<const ExampleSet>());
}

void EvaluationDetail::setEvaluations(const std::vector<Evaluation>& evaluations)
{
    evaluations_ = evaluations;
    if (!request_)
        return;
    const auto changed = [&](Evaluation& shown) {
        for (const Evaluation& now : evaluations_)
            if (now.file == shown.file) {
                const bool newer = now.modified != shown.modified;
                shown = now;
                return newer;
            }
        return true;
    };
    const bool other = request_->compared && changed(*request_->compared);
    const bool same = !changed(request_->evaluation) && !other;
    if (!measures(request_->evaluation, tasks::examplesOf(request_->figure)))
        return clear();
    fillCompared();
    if (!same)
        read();
}

void EvaluationDetail::showFigure(const Evaluation& evaluation,
                                  const tasks::EvaluationFigure& figure, const QString& name)
{
    request_ = ExampleRequest{evaluation, {}, figure};
    name_ = name;
    fillCompared();
    read();
}

/// Keeps what is compared with from one figure to the next.
void EvaluationDetail::fillCompared()
{
    const QString before = compared_->currentData().toString();
    const auto query = tasks::examplesOf(request_->figure);
    compared_->clear();
    compared_->addItem(tr("nothing"), QString());
    for (const Evaluation& other : evaluations_)
        if (other.file != request_->evaluation.file && other.hasExamples && measures(other, query))
            compared_->addItem(shortName(other), other.file);
    compared_->setCurrentIndex(std::max(0, compared_->findData(before)));
    compared_->setEnabled(compared_->count() > 1);
}

void EvaluationDetail::read()
{
    if (!request_)
        return;
    giveUpReading();
    if (!request_->evaluation.hasExamples) {
        take(std::make_shared<const ExampleSet>());
        tell(tr("%1 was measured before examples were kept. Measure it again to see them.")
                 .arg(shortName(request_->evaluation)),
             tr("Measure again"));
        return;
    }
    request_->compared.reset();
    for (const Evaluation& other : evaluations_)
        if (!compared_->currentData().toString().isEmpty() &&
            other.file == compared_->currentData().toString())
            request_->compared = other;
    // Large evaluations take a few seconds; until then the old examples would be under a new name.
    QTimer::singleShot(kPatienceMs, this, [this, asked = asked_] {
        if (asked == asked_ && waiting_)
            tell(tr("Reading the examples…"), {});
    });
    waiting_ = true;
    reader_->ask(
        this,
        [request = *request_, stop = reading_.get_token()](const store::Project& project) {
            return readExampleSet(project, request, stop);
        },
        [this, asked = asked_](const Result<std::shared_ptr<const ExampleSet>>& read) {
            if (asked != asked_)
                return;
            waiting_ = false;
            if (!read)
                return tell(QString::fromStdString(read.error().text()), {});
            take(*read);
            if ((*read)->examples.empty())
                tell(tr("No example was kept for this figure."), {});
            else
                pages_->setCurrentIndex(Shown);
        });
}

void EvaluationDetail::tell(const QString& sentence, const QString& button)
{
    empty_->setSentence(sentence);
    empty_->setButtonText(button);
    pages_->setCurrentIndex(Hint);
}

void EvaluationDetail::take(std::shared_ptr<const ExampleSet> set)
{
    set_ = std::move(set);
    filter_.slice.reset();
    filter_.classes.reset();
    offerFilters();
    model_->setExamples(set_);
    list_->horizontalHeader()->setSortIndicator(-1, Qt::DescendingOrder);
    layColumns();
    sliceModel_->setSlices(set_->slices, set_->score, set_->compared);
    laySlices();
    const bool classes = tasks::haveClasses(set_->examples);
    tabs_->setTabEnabled(tabs_->indexOf(confusion_), classes);
    tabs_->setTabToolTip(tabs_->indexOf(confusion_),
                         classes ? QString()
                                 : tr("Answers and classifications have classes; this figure has "
                                      "none"));
    confusion_->setExamples(
        set_, request_ ? QStringLiteral("%1, %2").arg(name_, shortName(request_->evaluation))
                       : QString());
    applyFilter();
}

/// What can be told apart by right and wrong.
void EvaluationDetail::offerFilters()
{
    const auto before = which_->currentData();
    which_->clear();
    const auto add = [this](const QString& text, Which which) {
        which_->addItem(text, static_cast<int>(which));
    };
    add(tr("All examples"), Which::All);
    const bool verdicts =
        !set_->examples.empty() && tasks::isRight(set_->examples.front()).has_value();
    if (verdicts)
        add(tr("Wrong"), Which::Wrong);
    if (verdicts && set_->compared) {
        add(tr("Right here, wrong there"), Which::Lost);
        add(tr("Wrong here, right there"), Which::Gained);
        add(tr("Wrong in both"), Which::BothWrong);
    }
    which_->setCurrentIndex(std::max(0, which_->findData(before)));
    selectWrong_->setEnabled(verdicts);
}

void EvaluationDetail::applyFilter()
{
    filter_.which = static_cast<Which>(which_->currentData().toInt());
    filter_.text = search_->text().trimmed();
    following_ = true; // what the new rows make current was not chosen by hand
    model_->setFilter(filter_);
    following_ = false;
    updateHead();
    followPrimary();
}

void EvaluationDetail::showTitle()
{
    const QString title =
        request_ ? QStringLiteral("%1 — %2").arg(name_, shortName(request_->evaluation))
                 : QString();
    const QFontMetrics metrics(title_->font());
    title_->setText(metrics.elidedText(title, Qt::ElideRight, title_->width()));
    title_->setToolTip(title);
}

void EvaluationDetail::updateHead()
{
    showTitle();
    const auto rows = static_cast<qint64>(model_->rowCount());
    const auto all = static_cast<qint64>(set_->examples.size());
    QStringList parts{
        rows == all ? tr("%1 examples").arg(look::formatCount(all))
                    : tr("%1 of %2 examples").arg(look::formatCount(rows), look::formatCount(all))};
    if (selectWrong_->isEnabled())
        parts << tr("%1 wrong").arg(look::formatCount(model_->wrongCount()));
    if (request_ && request_->compared &&
        request_->compared->dataVersion != request_->evaluation.dataVersion)
        parts << tr("⚠ the data changed between the two evaluations");
    counts_->setText(parts.join(QStringLiteral(" · ")));
    QString narrowed;
    if (filter_.slice)
        narrowed = SliceModel::nameOf(filter_.slice->trait, filter_.slice->value);
    if (filter_.classes)
        narrowed = tr("%1 taken for %2")
                       .arg(confusion_->classLabel(filter_.classes->right),
                            confusion_->classLabel(filter_.classes->predicted));
    chip_->setVisible(!narrowed.isEmpty());
    chip_->setText(narrowed);
}

void EvaluationDetail::setSlice(int row)
{
    const auto& slice = sliceModel_->at(row);
    filter_.classes.reset();
    confusion_->clearChoice();
    filter_.slice.reset();
    if (slice.trait != findings::Trait::All)
        filter_.slice = ExampleFilter::SliceKey{slice.trait, slice.value};
    applyFilter();
}

void EvaluationDetail::setClasses(const std::optional<ExampleFilter::ClassPair>& classes)
{
    slices_->clearSelection();
    filter_.slice.reset();
    filter_.classes = classes;
    applyFilter();
}

void EvaluationDetail::dropFilter()
{
    confusion_->clearChoice();
    setClasses(std::nullopt);
}

/// Numbers take what they need, the name the rest, but no less than itself.
void EvaluationDetail::laySlices()
{
    auto* header = slices_->horizontalHeader();
    const auto room = [this](const QVariant& text) {
        return fontMetrics().horizontalAdvance(text.toString()) + 16;
    };
    int rest = slices_->viewport()->width();
    int names = 0;
    for (int column = sliceModel_->columnCount() - 1; column >= 0; --column) {
        const int least =
            room(sliceModel_->headerData(column, Qt::Horizontal, Qt::DisplayRole)) + kHeaderPadding;
        int width = least;
        for (int row = 0; row < sliceModel_->rowCount(); ++row)
            width = std::max(width, room(sliceModel_->index(row, column).data()));
        if (column == SliceModel::Interval)
            width = std::max(kIntervalWidth, least);
        names = width;
        if (column == SliceModel::Name)
            break;
        header->resizeSection(column, width);
        rest -= width;
    }
    if (sliceModel_->columnCount() > 0)
        header->resizeSection(SliceModel::Name, std::max(names, rest));
}

bool EvaluationDetail::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize && watched == slices_->viewport())
        laySlices();
    if (event->type() == QEvent::Resize && watched == title_)
        showTitle();
    return QWidget::eventFilter(watched, event);
}

/// Texts share the room, numbers take what they need.
void EvaluationDetail::layColumns()
{
    auto* header = list_->horizontalHeader();
    const bool pictures = model_->columnOf(ExampleModel::Picture) >= 0;
    list_->verticalHeader()->setDefaultSectionSize(pictures ? kPictureRow
                                                            : fontMetrics().height() + 10);
    for (int column = 0; column < model_->columnCount(); ++column) {
        const auto kind = model_->kindOf(column);
        const bool drawn = kind == ExampleModel::Picture ||
                           (kind == ExampleModel::Predicted && !set_->examples.empty() &&
                            set_->examples.front().found != 0);
        list_->setItemDelegateForColumn(column, drawn ? pictureDelegate_ : nullptr);
        if (kind == ExampleModel::Picture) {
            header->setSectionResizeMode(column, QHeaderView::Fixed);
            header->resizeSection(column, fontMetrics().horizontalAdvance(tr("Picture")) + 28);
        } else if (kind < ExampleModel::Confidence) {
            header->setSectionResizeMode(column, QHeaderView::Stretch);
        } else {
            header->setSectionResizeMode(column, QHeaderView::Fixed);
            const auto room = [this](const QString& text) {
                return fontMetrics().horizontalAdvance(text) + 28;
            };
            header->resizeSection(
                column,
                std::max(
                    room(model_->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString()),
                    room(QStringLiteral("100.0"))));
        }
    }
}

void EvaluationDetail::chooseExample(int row)
{
    if (row < 0 || following_)
        return;
    const qint64 sample = model_->at(row).sample;
    workspace_->setSelection({sample});
    workspace_->setPrimarySample(sample);
}

void EvaluationDetail::followPrimary()
{
    const qint64 sample = workspace_->primarySample();
    const QModelIndex current = list_->currentIndex();
    if (sample == 0 || (current.isValid() && model_->at(current.row()).sample == sample))
        return;
    following_ = true;
    const int row = model_->rowOf(sample);
    if (row < 0)
        list_->clearSelection();
    else
        list_->setCurrentIndex(model_->index(row, 0));
    following_ = false;
}

void EvaluationDetail::askAbout(int row)
{
    if (row < 0)
        return;
    workspace_->askAbout(model_->at(row).sample, QString::fromStdString(model_->at(row).text));
    if (QDir(workspace_->checkpoint()) != QDir(request_->evaluation.checkpoint))
        workspace_->notify(tr("Query asks another checkpoint than %1: choose that one by a right "
                              "click on its figures")
                               .arg(shortName(request_->evaluation)));
}

void EvaluationDetail::selectWrong()
{
    const QSet<qint64> samples = model_->wrongSamples();
    workspace_->setSelection(samples);
    workspace_->notify(
        tr("Selected %1 samples with %2 wrong examples")
            .arg(look::formatCount(samples.size()), look::formatCount(model_->wrongCount())));
}

void EvaluationDetail::chooseExport(bool slices)
{
    const QString file = QFileDialog::getSaveFileName(
        this, slices ? tr("Save the slices") : tr("Save the examples"),
        QDir(workspace_->projectFolder())
            .filePath(slices ? QStringLiteral("slices.csv") : QStringLiteral("examples.csv")),
        tr("Comma-separated values (*.csv);;JSON (*.json)"));
    if (file.isEmpty())
        return;
    if (slices)
        exportSlices(file);
    else
        exportExamples(file);
}

void EvaluationDetail::exportExamples(const QString& file)
{
    tellSaved(saveExamples(*model_, file), file);
}

void EvaluationDetail::exportSlices(const QString& file)
{
    tellSaved(saveTable(*sliceModel_, file), file);
}

void EvaluationDetail::tellSaved(const Status& status, const QString& file)
{
    if (!status)
        workspace_->notifyError(QString::fromStdString(status.error().text()));
    else
        workspace_->notify(tr("Saved %1").arg(file));
}

} // namespace unimo::panels
