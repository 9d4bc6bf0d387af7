// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/query/find_tab.h"

#include "widgets/bridge/project_thread.h"
#include "widgets/bridge/workspace.h"
#include "widgets/look/theme.h"
#include "widgets/models/sample_delegate.h"
#include "widgets/models/sample_model.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QProgressBar>
#include <QPushButton>
#include <QSplitter>
#include <QTreeWidget>
#include <QVBoxLayout>
#include <utility>

namespace unimo::panels {

using bridge::EngineThread;

namespace {

constexpr int kTexts = 10;
constexpr int kPictures = 24;
constexpr int kThumbnail = 104;

QLabel* heading(const QString& text)
{
    auto* label = new QLabel(text);
    label->setProperty("heading", true);
    return label;
}

} // namespace

FindTab::FindTab(bridge::Workspace* workspace, EngineThread* engine, QWidget* parent)
    : QueryTab(engine, parent), workspace_(workspace), splits_(new QComboBox),
      progress_(new QProgressBar), texts_(new QTreeWidget), sentence_(new QLineEdit),
      button_(new QPushButton(tr("Find"))), pictures_(new QListView),
      model_(new models::SampleModel(workspace, this))
{
    model_->setSamples({});
    splits_->setAccessibleName(tr("Search in split"));
    progress_->setTextVisible(false);
    progress_->hide();
    auto* line = new QHBoxLayout;
    line->setSpacing(8);
    line->addWidget(new QLabel(tr("Search in")));
    line->addWidget(splits_);
    line->addWidget(progress_, 1);
    line->addStretch();
    body()->addLayout(line);
    auto* splitter = new QSplitter(Qt::Vertical);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(buildTexts());
    splitter->addWidget(buildPictures());
    body()->addWidget(splitter, 1);

    connect(splits_, &QComboBox::activated, this, &FindTab::ask);
    connect(sentence_, &QLineEdit::textEdited, this,
            [this](const QString& text) { typed_ = !text.isEmpty(); });
    connect(sentence_, &QLineEdit::returnPressed, this, &FindTab::findPictures);
    connect(button_, &QPushButton::clicked, this, &FindTab::findPictures);
    connect(engine, &EngineThread::textsFound, this, &FindTab::showTexts);
    connect(engine, &EngineThread::picturesFound, this, &FindTab::showPictures);
    connect(engine, &EngineThread::indexProgress, this, [this](qint64 done, qint64 total) {
        progress_->setVisible(done < total);
        progress_->setRange(0, static_cast<int>(total));
        progress_->setValue(static_cast<int>(done));
        tell(tr("Encoding the project's pictures and texts: %1 of %2")
                 .arg(look::formatCount(done), look::formatCount(total)));
    });
    connect(engine, &EngineThread::indexed, this, &FindTab::search);
    connect(workspace, &bridge::Workspace::projectChanged, this, &FindTab::readSplits);
    readSplits();
}

QWidget* FindTab::buildTexts()
{
    texts_->setColumnCount(3);
    texts_->setHeaderLabels({tr("Match"), tr("Similarity"), tr("Text")});
    texts_->headerItem()->setToolTip(
        0, tr("Probability that picture and text belong together, read jointly; orders the list"));
    texts_->headerItem()->setToolTip(1, tr("Cosine of the two encodings, read apart"));
    for (const int column : {0, 1}) {
        texts_->header()->setSectionResizeMode(column, QHeaderView::ResizeToContents);
        texts_->headerItem()->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
    }
    texts_->header()->setStretchLastSection(true);
    texts_->setRootIsDecorated(false);
    texts_->setAccessibleName(tr("Nearest texts"));
    connect(texts_, &QTreeWidget::itemActivated, this, [this](const QTreeWidgetItem* item) {
        workspace_->setPrimarySample(item->data(0, Qt::UserRole).toLongLong());
    });
    auto* widget = new QWidget;
    auto* layout = new QVBoxLayout(widget);
    layout->setContentsMargins(0, 0, 0, 8);
    layout->addWidget(heading(tr("Texts nearest to the picture")));
    layout->addWidget(texts_);
    return widget;
}

QWidget* FindTab::buildPictures()
{
    sentence_->setPlaceholderText(tr("Describe a picture to find it"));
    sentence_->setAccessibleName(tr("Sentence to find pictures by"));
    sentence_->setClearButtonEnabled(true);
    button_->setProperty("accent", true);
    auto* delegate = new models::SampleDelegate(this);
    delegate->setThumbnailSide(kThumbnail);
    pictures_->setModel(model_);
    pictures_->setItemDelegate(delegate);
    pictures_->setFlow(QListView::LeftToRight);
    pictures_->setWrapping(true);
    pictures_->setResizeMode(QListView::Adjust);
    pictures_->setUniformItemSizes(true);
    pictures_->setGridSize(delegate->cellSize());
    pictures_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    pictures_->setAccessibleName(tr("Nearest pictures"));
    connect(pictures_, &QListView::activated, this, [this](const QModelIndex& index) {
        workspace_->setPrimarySample(model_->sampleAt(index.row()));
    });
    auto* line = new QHBoxLayout;
    line->setSpacing(8);
    line->addWidget(sentence_, 1);
    line->addWidget(button_);
    auto* widget = new QWidget;
    auto* layout = new QVBoxLayout(widget);
    layout->setContentsMargins(0, 8, 0, 0);
    layout->addWidget(heading(tr("Pictures nearest to a sentence")));
    layout->addLayout(line);
    layout->addWidget(pictures_, 1);
    return widget;
}

void FindTab::readSplits()
{
    model_->setSamples({});
    texts_->clear();
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
        });
}

void FindTab::setPicture(const QString& example)
{
    hasPicture_ = true;
    if (!typed_)
        sentence_->setText(example);
}

void FindTab::ask()
{
    wantsTexts_ = hasPicture_;
    wantsPictures_ = !sentence_->text().trimmed().isEmpty();
    index();
}

void FindTab::findPictures()
{
    wantsPictures_ = !sentence_->text().trimmed().isEmpty();
    if (wantsPictures_)
        index();
}

void FindTab::index()
{
    tell(tr("Searching…"));
    engine()->index(workspace_->projectFolder(), splits_->currentData().toString());
}

void FindTab::search()
{
    progress_->hide();
    if (std::exchange(wantsTexts_, false))
        engine()->findTexts(kTexts);
    if (std::exchange(wantsPictures_, false))
        engine()->findPictures(sentence_->text().trimmed(), kPictures);
}

void FindTab::showTexts(const std::vector<inference::Hit>& hits, double milliseconds)
{
    texts_->clear();
    for (const auto& hit : hits) {
        const QString match =
            hit.match < 0 ? QString() : tr("%1 %").arg(hit.match * 100, 0, 'f', 1);
        const QString text = QString::fromStdString(hit.text);
        auto* item = new QTreeWidgetItem({match, QString::number(hit.similarity, 'f', 3), text});
        for (const int column : {0, 1})
            item->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
        item->setData(0, Qt::UserRole, QVariant::fromValue<qint64>(hit.sample));
        item->setToolTip(2, text);
        texts_->addTopLevelItem(item);
    }
    tell(tr("%1 texts in %2").arg(hits.size()).arg(took(milliseconds)));
}

void FindTab::showPictures(const std::vector<inference::Hit>& hits, double milliseconds)
{
    QVector<qint64> samples;
    for (const auto& hit : hits)
        if (!samples.contains(hit.sample))
            samples.push_back(hit.sample);
    model_->setSamples(samples);
    tell(tr("%1 pictures in %2").arg(samples.size()).arg(took(milliseconds)));
}

void FindTab::onFailed(EngineThread::Request request, const Error& error)
{
    using Request = EngineThread::Request;
    if (request == Request::FindTexts || request == Request::FindPictures ||
        request == Request::Index) {
        progress_->hide();
        tellError(error);
    }
}

} // namespace unimo::panels
