// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/query/find_tab.h"

#include "widgets/bridge/project_thread.h"
#include "widgets/bridge/workspace.h"
#include "widgets/look/theme.h"
#include "widgets/models/sample_delegate.h"
#include "widgets/models/sample_model.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QProgressBar>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QTreeWidget>
#include <QVBoxLayout>
#include <utility>

namespace unimo::panels {

using bridge::EngineThread;

namespace {

constexpr int kTexts = 10;
constexpr int kPairs = 12;
constexpr int kPictures = 24;
constexpr int kThumbnail = 104;

// Columns of the two kinds of table.
constexpr int kRank = 0;
constexpr int kSimilarity = 2;
constexpr int kText = 3;

/// What identifies a row in the tables of both models.
QString keyOf(const QTreeWidgetItem* item)
{
    return QStringLiteral("%1 %2")
        .arg(item->data(0, Qt::UserRole).toLongLong())
        .arg(item->text(kText));
}

void markAgainst(QTreeWidget* table, const QTreeWidget* other)
{
    QStringList keys;
    for (int row = 0; row < other->topLevelItemCount(); ++row)
        keys << keyOf(other->topLevelItem(row));
    for (int row = 0; row < table->topLevelItemCount(); ++row) {
        QTreeWidgetItem* item = table->topLevelItem(row);
        const auto there = static_cast<int>(keys.indexOf(keyOf(item)));
        QString rank = QString::number(row + 1);
        if (keys.isEmpty() || there == row) {
            item->setToolTip(kRank, {});
        } else if (there < 0) {
            rank += QStringLiteral(" ✱");
            item->setToolTip(kRank, FindTab::tr("The other checkpoint does not have it here"));
        } else {
            rank += QStringLiteral(" %1%2")
                        .arg(there > row ? QStringLiteral("▲") : QStringLiteral("▼"))
                        .arg(std::abs(there - row));
            item->setToolTip(kRank, FindTab::tr("Rank %1 by the other checkpoint").arg(there + 1));
        }
        item->setText(kRank, rank);
    }
}

void addRow(QTreeWidget* table, const QStringList& cells, qint64 sample)
{
    auto* item = new QTreeWidgetItem(cells);
    for (int column = 0; column < kText; ++column)
        item->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
    item->setData(0, Qt::UserRole, QVariant::fromValue(sample));
    item->setToolTip(kText, cells[kText]);
    table->addTopLevelItem(item);
}

} // namespace

FindTab::FindTab(bridge::Workspace* workspace, EngineThread* engine, QWidget* parent)
    : QueryTab(engine, parent), workspace_(workspace), pages_(new QButtonGroup(this)),
      stack_(new QStackedWidget), splits_(new QComboBox), progress_(new QProgressBar),
      why_(new QToolButton), pairModel_(new models::SampleModel(workspace, this)),
      sentence_(new QLineEdit), button_(new QPushButton(tr("Find"))),
      pictures_(new models::SampleModel(workspace, this)),
      otherPictures_(new models::SampleModel(workspace, this))
{
    for (auto* model : {pairModel_, pictures_, otherPictures_})
        model->setSamples({});
    body()->addWidget(buildHead());
    stack_->addWidget(buildTexts());
    stack_->addWidget(buildPairs());
    stack_->addWidget(buildPictures());
    body()->addWidget(stack_, 1);

    connect(pages_, &QButtonGroup::idClicked, this,
            [this](int page) { showPage(static_cast<Page>(page)); });
    connect(splits_, &QComboBox::activated, this, [this] {
        (page() == Pairs ? pairSplit_ : textSplit_) = splits_->currentData().toString();
        ask();
    });
    connect(engine, &EngineThread::textsFound, this,
            [this](const std::vector<inference::Hit>& hits, double milliseconds) {
                searching_ = false;
                fillTexts(texts_, hits);
                tell(tr("%1 texts in %2").arg(hits.size()).arg(took(milliseconds)));
            });
    connect(engine, &EngineThread::pairsFound, this,
            [this](const std::vector<inference::NearPair>& pairs, double milliseconds) {
                searching_ = false;
                fillPairs(pairs_, pairs);
                QVector<qint64> samples;
                for (const auto& pair : pairs)
                    samples.push_back(pair.sample);
                pairModel_->setSamples(samples);
                tell(tr("%1 pairs in %2").arg(pairs.size()).arg(took(milliseconds)));
            });
    connect(engine, &EngineThread::picturesFound, this,
            [this](const std::vector<inference::Hit>& hits, double milliseconds) {
                searching_ = false;
                showPictures(pictures_, hits);
                tell(tr("%1 pictures in %2").arg(hits.size()).arg(took(milliseconds)));
            });
    connect(engine, &EngineThread::indexProgress, this, &FindTab::showProgress);
    connect(engine, &EngineThread::pairsFoundProgress, this,
            [this](const QString&, qint64 done, qint64 total) { showProgress(done, total); });
    connect(engine, &EngineThread::indexed, this, [this] { search(this->engine()); });
    connect(workspace, &bridge::Workspace::projectChanged, this, &FindTab::readSplits);
    readSplits();
}

QWidget* FindTab::buildHead()
{
    const std::initializer_list<std::tuple<Page, QString, QString>> pages = {
        {Texts, tr("Texts"), tr("The texts nearest to the picture")},
        {Pairs, tr("Similar pairs"),
         tr("The pairs whose pictures are most like this one: what the model has seen of the "
            "kind")},
        {Pictures, tr("Pictures"), tr("The pictures nearest to a sentence")}};
    auto* widget = new QWidget;
    auto* line = new QHBoxLayout(widget);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(4);
    for (const auto& [page, text, help] : pages) {
        auto* button = new QToolButton;
        button->setText(text);
        button->setToolTip(help);
        button->setCheckable(true);
        button->setChecked(page == Texts);
        pages_->addButton(button, page);
        line->addWidget(button);
    }
    splits_->setAccessibleName(tr("Search in split"));
    splits_->setToolTip(splits_->accessibleName());
    progress_->setTextVisible(false);
    progress_->hide();
    line->addStretch();
    line->addWidget(progress_, 1);
    line->addWidget(new QLabel(tr("Search in")));
    line->addWidget(splits_);
    return widget;
}

QTreeWidget* FindTab::newTable(const QStringList& columns, const QStringList& help,
                               const QString& name)
{
    auto* table = new QTreeWidget;
    table->setColumnCount(static_cast<int>(columns.size()));
    table->setHeaderLabels(columns);
    for (int column = 0; column < kText; ++column) {
        table->headerItem()->setToolTip(column, help[column]);
        table->header()->setSectionResizeMode(column, QHeaderView::ResizeToContents);
        table->headerItem()->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
    }
    table->header()->setStretchLastSection(true);
    table->setRootIsDecorated(false);
    table->setAccessibleName(name);
    connect(table, &QTreeWidget::itemActivated, this, [this](const QTreeWidgetItem* item) {
        workspace_->setPrimarySample(item->data(0, Qt::UserRole).toLongLong());
    });
    return table;
}

QListView* FindTab::newGrid(models::SampleModel* model, const QString& name)
{
    auto* grid = new QListView;
    auto* delegate = new models::SampleDelegate(this);
    delegate->setThumbnailSide(kThumbnail);
    grid->setModel(model);
    grid->setItemDelegate(delegate);
    grid->setFlow(QListView::LeftToRight);
    grid->setWrapping(true);
    grid->setResizeMode(QListView::Adjust);
    grid->setUniformItemSizes(true);
    grid->setGridSize(delegate->cellSize());
    grid->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    grid->setAccessibleName(name);
    connect(grid, &QListView::activated, this, [this, model](const QModelIndex& index) {
        workspace_->setPrimarySample(model->sampleAt(index.row()));
    });
    return grid;
}

QWidget* FindTab::buildTexts()
{
    const QStringList columns{tr("Rank"), tr("Match"), tr("Similarity"), tr("Text")};
    const QStringList help{
        tr("By match and similarity; marked where another checkpoint is compared with"),
        tr("Probability that picture and text belong together, read jointly; orders the list"),
        tr("Cosine of the two encodings, read apart")};
    texts_ = newTable(columns, help, tr("Nearest texts"));
    otherTexts_ = newTable(columns, help, tr("Nearest texts by the other checkpoint"));
    why_->setText(tr("Why this match"));
    why_->setToolTip(tr("Show the evidence for the text that is chosen in the table"));
    why_->setEnabled(false);
    connect(texts_, &QTreeWidget::currentItemChanged, this,
            [this](const QTreeWidgetItem* item) { why_->setEnabled(item != nullptr); });
    connect(why_, &QToolButton::clicked, this, [this] {
        if (const QTreeWidgetItem* item = texts_->currentItem())
            Q_EMIT explainWanted({inference::EvidenceQuestion::Kind::Match,
                                  item->text(kText).toStdString(),
                                  {},
                                  {}});
    });
    auto* widget = new QWidget;
    auto* layout = new QVBoxLayout(widget);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(inColumns(texts_, otherTexts_), 1);
    layout->addWidget(why_, 0, Qt::AlignLeft);
    return widget;
}

QWidget* FindTab::buildPairs()
{
    const QStringList columns{tr("Rank"), tr("Picture"), tr("Caption"), tr("Text")};
    const QStringList help{tr("By the similarity of the pictures"),
                           tr("Cosine of the encodings of both pictures"),
                           tr("Cosine of the pair's caption and the picture that is asked about")};
    pairs_ = newTable(columns, help, tr("Similar pairs"));
    otherPairs_ = newTable(columns, help, tr("Similar pairs by the other checkpoint"));
    auto* splitter = new QSplitter(Qt::Vertical);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(newGrid(pairModel_, tr("Pictures of the similar pairs")));
    splitter->addWidget(inColumns(pairs_, otherPairs_));
    return splitter;
}

QWidget* FindTab::buildPictures()
{
    sentence_->setPlaceholderText(tr("Describe a picture to find it"));
    sentence_->setAccessibleName(tr("Sentence to find pictures by"));
    sentence_->setClearButtonEnabled(true);
    button_->setProperty("accent", true);
    connect(sentence_, &QLineEdit::textEdited, this,
            [this](const QString& text) { typed_ = !text.isEmpty(); });
    connect(sentence_, &QLineEdit::returnPressed, this, &FindTab::ask);
    connect(button_, &QPushButton::clicked, this, &FindTab::ask);
    auto* line = new QHBoxLayout;
    line->setSpacing(8);
    line->addWidget(sentence_, 1);
    line->addWidget(button_);
    auto* widget = new QWidget;
    auto* layout = new QVBoxLayout(widget);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(line);
    layout->addWidget(
        inColumns(newGrid(pictures_, tr("Nearest pictures")),
                  newGrid(otherPictures_, tr("Nearest pictures by the other checkpoint"))),
        1);
    return widget;
}

FindTab::Page FindTab::page() const
{
    return static_cast<Page>(stack_->currentIndex());
}

void FindTab::showPage(Page page)
{
    pages_->button(page)->setChecked(true);
    stack_->setCurrentIndex(page);
    // What was learnt from tells most about a picture, what was held out about the model.
    const int split = splits_->findData(page == Pairs ? pairSplit_ : textSplit_);
    if (split >= 0)
        splits_->setCurrentIndex(split);
    ask();
}

bool FindTab::stopSearch()
{
    askBoth([](EngineThread* model) { model->cancelSearch(); });
    progress_->hide();
    return std::exchange(searching_, false);
}

void FindTab::readSplits()
{
    for (auto* table : {texts_, otherTexts_, pairs_, otherPairs_})
        table->clear();
    for (auto* model : {pairModel_, pictures_, otherPictures_})
        model->setSamples({});
    if (!workspace_->hasProject())
        return;
    workspace_->reader()->ask(
        this, [](const store::Project& project) { return project.splits(); },
        [this](const std::vector<std::pair<std::string, int64_t>>& splits) {
            splits_->clear();
            for (const auto& [name, count] : splits)
                splits_->addItem(QStringLiteral("%1 (%2)").arg(QString::fromStdString(name),
                                                               look::formatCount(count)),
                                 QString::fromStdString(name));
            splits_->addItem(tr("All splits"), QString());
            // What was held out tells most, and is the quickest to encode.
            for (const char* name : {"val", "test"}) {
                const int at = splits_->findData(QString::fromLatin1(name));
                if (at >= 0) {
                    splits_->setCurrentIndex(at);
                    break;
                }
            }
            textSplit_ = splits_->currentData().toString();
        });
}

void FindTab::setPicture(qint64 sample, const QString& example)
{
    sample_ = sample;
    hasPicture_ = true;
    if (!typed_)
        sentence_->setText(example);
}

void FindTab::ask()
{
    const bool wanted = page() == Pictures ? !sentence_->text().trimmed().isEmpty() : hasPicture_;
    if (!wanted)
        return;
    tell(tr("Searching…"));
    searching_ = true;
    const QString project = workspace_->projectFolder();
    const QString split = splits_->currentData().toString();
    askBoth([&](EngineThread* model) {
        if (page() == Pairs)
            model->nearestPairs(project, split, kPairs, sample_);
        else
            model->index(project, split); // unless it is encoded already; then search() asks
    });
}

void FindTab::search(EngineThread* model)
{
    progress_->hide();
    if (page() == Texts && hasPicture_)
        model->findTexts(kTexts);
    else if (page() == Pictures && !sentence_->text().trimmed().isEmpty())
        model->findPictures(sentence_->text().trimmed(), kPictures);
}

void FindTab::showProgress(qint64 done, qint64 total)
{
    progress_->setVisible(done < total);
    progress_->setRange(0, static_cast<int>(total));
    progress_->setValue(static_cast<int>(done));
    tell(tr("Encoding the project's pictures and texts: %1 of %2")
             .arg(look::formatCount(done), look::formatCount(total)));
}

void FindTab::fillTexts(QTreeWidget* table, const std::vector<inference::Hit>& hits)
{
    table->clear();
    for (const auto& hit : hits) {
        const QString match =
            hit.match < 0 ? QString() : tr("%1 %").arg(hit.match * 100, 0, 'f', 1);
        addRow(
            table,
            {{}, match, QString::number(hit.similarity, 'f', 3), QString::fromStdString(hit.text)},
            hit.sample);
    }
    markRanks();
}

void FindTab::fillPairs(QTreeWidget* table, const std::vector<inference::NearPair>& pairs)
{
    progress_->hide();
    table->clear();
    for (const auto& pair : pairs)
        addRow(table,
               {{},
                QString::number(pair.picture, 'f', 3),
                QString::number(pair.textToPicture, 'f', 3),
                QString::fromStdString(pair.text)},
               pair.sample);
    markRanks();
}

void FindTab::markRanks()
{
    markAgainst(texts_, otherTexts_);
    markAgainst(otherTexts_, texts_);
    markAgainst(pairs_, otherPairs_);
    markAgainst(otherPairs_, pairs_);
}

void FindTab::showPictures(models::SampleModel* model, const std::vector<inference::Hit>& hits)
{
    QVector<qint64> samples;
    for (const auto& hit : hits)
        if (!samples.contains(hit.sample))
            samples.push_back(hit.sample);
    model->setSamples(samples);
}

void FindTab::connectOther(EngineThread* other)
{
    connect(other, &EngineThread::indexed, this, [this, other] { search(other); });
    connect(other, &EngineThread::textsFound, this,
            [this](const std::vector<inference::Hit>& hits) { fillTexts(otherTexts_, hits); });
    connect(
        other, &EngineThread::pairsFound, this,
        [this](const std::vector<inference::NearPair>& pairs) { fillPairs(otherPairs_, pairs); });
    connect(
        other, &EngineThread::picturesFound, this,
        [this](const std::vector<inference::Hit>& hits) { showPictures(otherPictures_, hits); });
}

void FindTab::clearOther()
{
    otherTexts_->clear();
    otherPairs_->clear();
    otherPictures_->setSamples({});
    for (auto* table : {texts_, otherTexts_})
        table->setColumnHidden(kSimilarity, other() != nullptr); // room for the texts
    markRanks();
}

void FindTab::explainBest()
{
    if (page() != Texts || texts_->topLevelItemCount() == 0)
        return;
    if (!texts_->currentItem())
        texts_->setCurrentItem(texts_->topLevelItem(0));
    why_->click();
}

void FindTab::onFailed(EngineThread::Request request, const Error& error)
{
    using Request = EngineThread::Request;
    if (request != Request::FindTexts && request != Request::FindPictures &&
        request != Request::Index && request != Request::NearPairs)
        return;
    progress_->hide();
    searching_ = false;
    const int all = splits_->count() - 1;
    if (error.kind == ErrorKind::OutOfMemory && splits_->currentIndex() == all && all > 0)
        tellError(error, tr("Retry in the first split alone"), [this] {
            splits_->setCurrentIndex(0);
            ask();
        });
    else
        tellError(error);
}

} // namespace unimo::panels
