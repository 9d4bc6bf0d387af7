// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/data/data_panel.h"

#include "widgets/bridge/data_names.h"
#include "widgets/bridge/workspace.h"
#include "widgets/look/empty_state.h"
#include "widgets/look/local_files.h"
#include "widgets/look/theme.h"
#include "widgets/look/themed_icon.h"
#include "widgets/models/sample_menu.h"
#include "widgets/models/sample_model.h"
#include "widgets/panels/data/check_jobs.h"
#include "widgets/panels/data/import_action.h"
#include "widgets/panels/data/inspector.h"
#include "widgets/panels/data/proposals_button.h"
#include "widgets/panels/data/query_edit.h"
#include "widgets/panels/data/sample_browser.h"
#include "widgets/panels/data/versions_dialog.h"
#include "widgets/panels/data/views_button.h"

#include <QClipboard>
#include <QComboBox>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QSlider>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace unimo::panels {

using look::Theme;
using models::SampleModel;

DataPanel::DataPanel(bridge::Workspace* workspace, QWidget* parent)
    : QWidget(parent), workspace_(workspace), names_(new bridge::DataNames(workspace, this)),
      model_(new SampleModel(workspace, this)), browser_(new SampleBrowser(workspace, model_)),
      inspector_(new Inspector(workspace)), query_(new QueryEdit(workspace, names_)),
      fault_(new QLabel), splits_(new QComboBox), sorts_(new QComboBox),
      direction_(new QToolButton), tableButton_(new QToolButton), singleButton_(new QToolButton),
      count_(new QLabel), size_(new QSlider(Qt::Horizontal)), stack_(new QStackedWidget),
      empty_(new look::EmptyState(QStringLiteral("data"), {}, {}))
{
    empty_->setObjectName(QStringLiteral("noSamples"));
    setAcceptDrops(true);
    stack_->addWidget(browser_);
    stack_->addWidget(empty_);

    auto* left = new QWidget;
    left->setProperty("panel", true);
    auto* column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildQueryLines());
    column->addWidget(stack_, 1);

    auto* splitter = new QSplitter;
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(left);
    inspector_->setMinimumWidth(260);
    splitter->addWidget(inspector_);
    splitter->setStretchFactor(0, 1);
    splitter->setSizes({760, 320});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(splitter);

    connect(query_, &QueryEdit::queryChanged, this, &DataPanel::applyFilter);
    connect(query_, &QueryEdit::faultChanged, this, [this](const QString& fault) {
        fault_->setText(fault);
        fault_->setVisible(!fault.isEmpty());
    });
    connect(splits_, &QComboBox::activated, this, &DataPanel::applyFilter);
    connect(sorts_, &QComboBox::activated, this, &DataPanel::applyFilter);
    connect(direction_, &QToolButton::toggled, this, &DataPanel::applyFilter);
    connect(model_, &SampleModel::filled, this, &DataPanel::onFilled);
    connect(model_, &SampleModel::measuresChanged, this, &DataPanel::fillSorts);
    connect(browser_, &SampleBrowser::menuWanted, this, &DataPanel::openContextMenu);
    connect(browser_, &SampleBrowser::deleteWanted, this, &DataPanel::deleteSelected);
    connect(browser_, &SampleBrowser::tagWanted, this, &DataPanel::tagSelected);
    connect(empty_, &look::EmptyState::activated, this, &DataPanel::emptyStateActivated);
    connect(browser_, &SampleBrowser::singleWanted, singleButton_, &QToolButton::setChecked);
    connect(browser_, &SampleBrowser::judgeWanted, inspector_, &Inspector::judgeProposal);
    connect(workspace, &bridge::Workspace::projectChanged, this, &DataPanel::onFilled);
    connect(names_, &bridge::DataNames::changed, this, &DataPanel::showNames);
    fillSorts();
    onFilled();
}

QWidget* DataPanel::buildQueryLines()
{
    query_->installEventFilter(this);
    fault_->setObjectName(QStringLiteral("queryFault"));
    fault_->setProperty("warning", true);
    fault_->setWordWrap(true);
    fault_->hide();
    splits_->setAccessibleName(tr("Split"));
    splits_->setToolTip(tr("Only the samples of one split"));
    splits_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    sorts_->setAccessibleName(tr("Order"));
    sorts_->setToolTip(tr("What the samples are ordered by"));
    sorts_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    direction_->setCheckable(true);
    direction_->setText(QStringLiteral("↑"));
    direction_->setAccessibleName(tr("Highest first"));
    direction_->setToolTip(tr("Lowest or highest first"));
    count_->setProperty("muted", true);
    count_->setMinimumWidth(
        count_->fontMetrics().horizontalAdvance(QStringLiteral("000,000 samples")));
    count_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    size_->setRange(SampleBrowser::kSmallest, SampleBrowser::kLargest);
    size_->setValue(SampleBrowser::kUsual);
    size_->setFixedWidth(96);
    size_->setAccessibleName(tr("Thumbnail size"));
    size_->setToolTip(tr("Thumbnail size"));
    connect(size_, &QSlider::valueChanged, browser_, &SampleBrowser::setThumbnailSide);
    tableButton_->setCheckable(true);
    tableButton_->setAccessibleName(tr("Table"));
    tableButton_->setToolTip(tr("As a table with all measures"));
    look::setThemedIcon(tableButton_, QStringLiteral("evaluate"));
    connect(tableButton_, &QToolButton::toggled, this, [this] {
        const QSignalBlocker quiet(singleButton_);
        singleButton_->setChecked(false);
        showChosenView();
    });
    singleButton_->setCheckable(true);
    singleButton_->setAccessibleName(tr("One sample"));
    singleButton_->setToolTip(tr("One sample by itself: draw and change its boxes (B)"));
    look::setThemedIcon(singleButton_, QStringLiteral("boxes"));
    connect(singleButton_, &QToolButton::toggled, this, &DataPanel::showChosenView);
    auto* views = new ViewsButton(workspace_, [this] { return shownView(); });
    connect(views, &ViewsButton::chosen, this, &DataPanel::showView);
    auto* checks = new QToolButton;
    checks->setText(tr("Checks"));
    checks->setToolTip(tr("Find faults of the data; score it by a checkpoint"));
    checks->setPopupMode(QToolButton::InstantPopup);
    checks->setMenu(buildChecksMenu());
    auto* proposals = new ProposalsButton(workspace_, names_, [this] { return model_->filter(); });
    connect(proposals, &ProposalsButton::showWanted, this,
            [this] { query_->setQuery(QStringLiteral("proposals>0")); });
    auto* versions = new QToolButton;
    versions->setText(tr("Versions"));
    versions->setToolTip(tr("Name versions of the data, and see what changed between two"));
    connect(versions, &QToolButton::clicked, this, &DataPanel::showVersions);
    auto* import = new QToolButton;
    import->setText(tr("Import"));
    import->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    import->setToolTip(tr("Import a folder of pictures and captions (Ctrl+I)"));
    connect(import, &QToolButton::clicked, this, &DataPanel::chooseImport);
    look::setThemedIcon(import, QStringLiteral("import"));

    auto* lines = new QWidget;
    auto* layout = new QVBoxLayout(lines);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->setSpacing(8);
    auto* first = new QHBoxLayout;
    first->setSpacing(8);
    for (QToolButton* widget :
         std::initializer_list<QToolButton*>{views, checks, proposals, versions, import})
        first->addWidget(widget);
    first->insertWidget(0, query_, 1);
    auto* second = new QHBoxLayout;
    second->setSpacing(8);
    second->addWidget(splits_);
    second->addWidget(sorts_);
    second->addWidget(direction_);
    second->addWidget(count_, 1);
    second->addWidget(size_);
    second->addWidget(tableButton_);
    second->addWidget(singleButton_);
    layout->addLayout(first);
    layout->addWidget(fault_);
    layout->addLayout(second);
    return lines;
}

QMenu* DataPanel::buildChecksMenu()
{
    auto* menu = new QMenu(this);
    menu->setToolTipsVisible(true);
    const auto add = [&](const QString& text, const QString& about, auto slot) {
        QAction* action = menu->addAction(text, this, slot);
        action->setToolTip(about);
        return action;
    };
    QAction* check = add(tr("Check the data"),
                         tr("Broken, blurred, dark and like pictures; like ones in another split; "
                            "repeated and faulty captions"),
                         [this] { checkData(); });
    QAction* score = add(tr("Score what is shown by the checkpoint"),
                         tr("How well each caption fits its picture, by how much it beats its "
                            "negatives, and the loss"),
                         [this] { scoreShown(false); });
    QAction* whole = add(tr("Score what is shown by the whole run"),
                         tr("The same, and how it changed over the run's checkpoints: drift, and "
                            "how often it was forgotten"),
                         [this] { scoreShown(true); });
    connect(menu, &QMenu::aboutToShow, this, [this, check, score, whole] {
        check->setEnabled(workspace_->hasProject());
        score->setEnabled(!workspace_->checkpoint().isEmpty());
        whole->setEnabled(!workspace_->checkpoint().isEmpty());
    });
    return menu;
}

void DataPanel::checkData()
{
    if (workspace_->hasProject())
        startDataCheck(workspace_);
}

void DataPanel::scoreShown(bool wholeRun)
{
    if (workspace_->checkpoint().isEmpty())
        workspace_->notify(tr("There is no checkpoint to score with yet: train first."));
    else
        startScoring(workspace_, model_->filter(), wholeRun);
}

store::SavedView DataPanel::shownView() const
{
    const store::SampleFilter& filter = model_->filter();
    return {{}, filter.query, filter.split, filter.sort, filter.descending};
}

void DataPanel::showView(const store::SavedView& view)
{
    splits_->setCurrentIndex(std::max(0, splits_->findData(QString::fromStdString(view.split))));
    sorts_->setCurrentIndex(std::max(0, sorts_->findData(QString::fromStdString(view.sort))));
    const QSignalBlocker quiet(direction_);
    direction_->setChecked(view.descending);
    query_->setQuery(QString::fromStdString(view.query));
    applyFilter();
}

void DataPanel::applyFilter()
{
    store::SampleFilter filter;
    filter.query = query_->query().toStdString();
    filter.split = splits_->currentData().toString().toStdString();
    filter.sort = sorts_->currentData().toString().toStdString();
    filter.descending = direction_->isChecked();
    const store::SampleFilter& now = model_->filter();
    if (filter.query != now.query || filter.split != now.split)
        browser_->forgetPlace();
    model_->setFilter(filter);
}

void DataPanel::fillSorts()
{
    sorts_->clear();
    sorts_->addItem(tr("As imported"), QString());
    sorts_->addItem(tr("By rating"), QStringLiteral("rating"));
    sorts_->addItem(tr("By width"), QStringLiteral("width"));
    sorts_->addItem(tr("By height"), QStringLiteral("height"));
    for (const store::Measure& measure : model_->measures()) {
        const QString name = QString::fromStdString(measure.name);
        sorts_->addItem(tr("By %1").arg(name), name);
    }
    showOrder();
}

void DataPanel::showOrder()
{
    const store::SampleFilter& filter = model_->filter();
    sorts_->setCurrentIndex(std::max(0, sorts_->findData(QString::fromStdString(filter.sort))));
    const QSignalBlocker quiet(direction_);
    direction_->setChecked(filter.descending);
    direction_->setText(filter.descending ? QStringLiteral("↓") : QStringLiteral("↑"));
}

void DataPanel::showNames()
{
    const QString chosen = splits_->currentData().toString();
    splits_->clear();
    splits_->addItem(tr("All splits"), QString());
    for (const auto& [name, count] : names_->splits()) {
        const QString split = QString::fromStdString(name);
        splits_->addItem(QStringLiteral("%1 (%2)").arg(split, look::formatCount(count)), split);
    }
    knownTags_.clear();
    for (const auto& [tag, count] : names_->tags())
        knownTags_ << QString::fromStdString(tag);
    inspector_->setKnownTags(knownTags_);
    const int at = splits_->findData(chosen);
    splits_->setCurrentIndex(std::max(0, at));
    if (at < 0)
        applyFilter();
}

bool DataPanel::isFiltered() const
{
    return !model_->filter().query.empty() || !model_->filter().split.empty();
}

void DataPanel::onFilled()
{
    const int rows = model_->rowCount();
    count_->setText(rows == 1 ? tr("1 sample") : tr("%1 samples").arg(look::formatCount(rows)));
    stack_->setCurrentWidget(rows > 0 ? static_cast<QWidget*>(browser_) : empty_);
    if (!workspace_->hasProject()) {
        empty_->setSentence(tr("A project's pictures and texts appear here."));
        empty_->setButtonText(tr("Open a project"));
    } else if (!isFiltered()) {
        empty_->setSentence(tr("Nothing in this project yet. Drop a folder of pictures and "
                               "captions here, or a CSV or JSON file."));
        empty_->setButtonText(tr("Import a folder"));
    } else {
        empty_->setSentence(tr("No sample is like that."));
        empty_->setButtonText(tr("Clear the search"));
    }
    showOrder();
    browser_->findPlace();
    if (rows == 0 && workspace_->primarySample() != 0 && workspace_->hasProject())
        workspace_->setPrimarySample(0);
}

void DataPanel::emptyStateActivated()
{
    if (!workspace_->hasProject()) {
        const QString folder = QFileDialog::getExistingDirectory(this, tr("Open a project"));
        if (!folder.isEmpty())
            workspace_->openProject(folder);
    } else if (!isFiltered()) {
        chooseImport();
    } else {
        splits_->setCurrentIndex(0);
        query_->setQuery({});
        applyFilter();
    }
}

void DataPanel::openContextMenu(const QPoint& global)
{
    QMenu menu(this);
    const Theme& theme = Theme::instance();
    models::addSamplePlaces(&menu, workspace_, QStringLiteral("data"));
    menu.addSeparator();
    fillTagMenus(&menu);
    QMenu* splits = menu.addMenu(tr("Split"));
    for (int i = 1; i < splits_->count(); ++i) {
        const QString split = splits_->itemData(i).toString();
        splits->addAction(split, this, [this, split] {
            workspace_->setSplit(workspace_->selection().values(), split);
        });
    }
    splits->setEnabled(splits_->count() > 1);
    menu.addAction(theme.icon(QStringLiteral("copy")), tr("Copy"), this, [this] {
        QModelIndexList rows;
        for (const qint64 sample : workspace_->selection())
            rows << model_->index(model_->rowOf(sample), SampleModel::Sample);
        QGuiApplication::clipboard()->setMimeData(model_->mimeData(rows));
    });
    menu.addSeparator();
    menu.addAction(theme.icon(QStringLiteral("trash")), tr("Delete\tDel"), this,
                   &DataPanel::deleteSelected);
    menu.exec(global);
}

void DataPanel::fillTagMenus(QMenu* menu)
{
    QMenu* rating = menu->addMenu(tr("Rating"));
    for (int stars = 5; stars >= 0; --stars)
        rating->addAction(
            stars == 0 ? tr("None\t0")
                       : QStringLiteral("%1\t%2").arg(QString(stars, QChar(u'★'))).arg(stars),
            this, [this, stars] { workspace_->rate(workspace_->selection().values(), stars); });
    QMenu* tags = menu->addMenu(tr("Tag"));
    QMenu* removed = menu->addMenu(tr("Take away a tag"));
    for (const QString& tag : knownTags_) {
        const QString shown = QString(tag).replace(QLatin1Char('&'), QStringLiteral("&&"));
        tags->addAction(shown, this,
                        [this, tag] { workspace_->addTag(workspace_->selection().values(), tag); });
        removed->addAction(shown, this, [this, tag] {
            workspace_->removeTag(workspace_->selection().values(), tag);
        });
    }
    if (!knownTags_.isEmpty())
        tags->addSeparator();
    tags->addAction(tr("Another tag…\tT"), this, &DataPanel::tagSelected);
    removed->setEnabled(!knownTags_.isEmpty());
}

void DataPanel::deleteSelected()
{
    workspace_->trash(workspace_->selection().values());
    workspace_->setSelection({});
}

void DataPanel::tagSelected()
{
    inspector_->typeTag();
}

void DataPanel::toggleTable()
{
    tableButton_->toggle();
}

void DataPanel::toggleSingle()
{
    singleButton_->toggle();
}

void DataPanel::showChosenView()
{
    using View = SampleBrowser::View;
    browser_->showView(singleButton_->isChecked()  ? View::Single
                       : tableButton_->isChecked() ? View::Table
                                                   : View::Grid);
    size_->setEnabled(browser_->view() == View::Grid);
}

void DataPanel::showVersions()
{
    if (!workspace_->hasProject())
        return workspace_->notify(tr("Open a project first."));
    auto* dialog = findChild<VersionsDialog*>();
    if (!dialog)
        dialog = new VersionsDialog(workspace_, this);
    dialog->show();
    dialog->raise();
    dialog->activateWindow();
}

void DataPanel::focusSearch()
{
    query_->setFocus(Qt::ShortcutFocusReason);
    query_->selectAll();
}

void DataPanel::chooseImport()
{
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Import a folder"));
    if (!folder.isEmpty())
        startImport(workspace_, {folder}, this);
}

bool DataPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == query_ && event->type() == QEvent::KeyPress &&
        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Down) {
        browser_->takeFocus();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void DataPanel::dragEnterEvent(QDragEnterEvent* event)
{
    const auto* from = qobject_cast<QWidget*>(event->source());
    const bool own = from && isAncestorOf(from);
    if (!own && !look::localFiles(*event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void DataPanel::dropEvent(QDropEvent* event)
{
    event->acceptProposedAction();
    importFiles(look::localFiles(*event->mimeData()));
}

void DataPanel::importFiles(const QStringList& files)
{
    if (workspace_->hasProject())
        startImport(workspace_, files, this);
    else if (files.size() == 1)
        workspace_->openProject(files.first());
}

} // namespace unimo::panels
