// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/query/query_panel.h"

#include "core/train/run_folder.h"
#include "widgets/bridge/workspace.h"
#include "widgets/look/empty_state.h"
#include "widgets/look/theme.h"
#include "widgets/look/themed_icon.h"
#include "widgets/panels/query/ask_tab.h"
#include "widgets/panels/query/batch_tab.h"
#include "widgets/panels/query/caption_tab.h"
#include "widgets/panels/query/evidence_view.h"
#include "widgets/panels/query/find_tab.h"
#include "widgets/panels/query/judge_tab.h"
#include "widgets/panels/query/picture_input.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

namespace unimo::panels {

using bridge::EngineThread;

namespace {

constexpr size_t kOwnCheckpoints = 8; ///< of the active run in the menu, the newest

/// "demo, step 1,200"
QString checkpointName(const QString& folder)
{
    const QFileInfo checkpoint(folder);
    const QString run = QFileInfo(QFileInfo(checkpoint.path()).path()).fileName();
    bool isNumber = false;
    const qint64 step = checkpoint.fileName().section(QLatin1Char('-'), 1).toLongLong(&isNumber);
    return isNumber ? QueryPanel::tr("%1, step %2").arg(run, look::formatCount(step))
                    : checkpoint.fileName();
}

} // namespace

QueryPanel::QueryPanel(bridge::Workspace* workspace, EngineThread* engine, QWidget* parent)
    : QWidget(parent), workspace_(workspace), engine_(engine), input_(new PictureInput(workspace)),
      stack_(new QStackedWidget), tabs_(new QTabWidget), evidenceRow_(new QSplitter),
      evidence_(new EvidenceView(engine)), drawn_(evidence_), ask_(new AskTab(engine)),
      find_(new FindTab(workspace, engine)), judge_(new JudgeTab(engine)),
      compare_(new QToolButton), live_(new QToolButton), stop_(new QToolButton), status_(new QLabel)
{
    auto* empty = new look::EmptyState(
        QStringLiteral("query"),
        tr("No checkpoint yet. Start the demo training; its first checkpoint is taken as soon "
           "as it is written."),
        tr("Start the demo training"));
    empty->setObjectName(QStringLiteral("noCheckpoint"));
    connect(empty, &look::EmptyState::activated, this, [this] {
        workspace_->showPanel(QStringLiteral("train"));
        workspace_->startDemoTraining();
    });
    stack_->addWidget(empty);
    stack_->addWidget(buildAnswers());

    auto* splitter = new QSplitter;
    splitter->setChildrenCollapsible(false);
    input_->setMinimumWidth(280);
    splitter->addWidget(input_);
    splitter->addWidget(stack_);
    splitter->setSizes({520, 560});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(splitter);

    connect(input_, &PictureInput::pictureChosen, this, &QueryPanel::onPicture);
    connect(workspace, &bridge::Workspace::checkpointChanged, this, &QueryPanel::onCheckpoint);
    connect(workspace, &bridge::Workspace::askWanted, this,
            [this](qint64 sample, const QString& text) {
                wantedSample_ = sample;
                wantedText_ = text;
            });
    connect(engine, &EngineThread::loaded, this, &QueryPanel::onLoaded);
    connect(engine, &EngineThread::unloaded, this, &QueryPanel::updateStatus);
    connect(engine, &EngineThread::busyChanged, stop_, &QToolButton::setEnabled);
    connect(workspace, &bridge::Workspace::dataChanged, this, [this] {
        engine_->forgetIndex();
        if (other_)
            other_->forgetIndex();
    });
    connect(batch_, &BatchTab::ended, this, &QueryPanel::onCheckpoint);
    for (QueryTab* tab : allTabs())
        connect(tab, &QueryTab::explainWanted, this,
                [this](const inference::EvidenceQuestion& question) {
                    evidenceRow_->show();
                    for (EvidenceView* view : evidenceViews())
                        view->ask(question);
                });
    connect(input_, &PictureInput::regionClicked, this,
            [this](int region) { drawn_->chooseRegion(region); });
    connectEvidence(evidence_);
    connect(engine, &EngineThread::prepared, this,
            [this](const std::vector<inference::SeenRegion>& regions, double milliseconds) {
                regions_ = regions;
                if (drawn_ == evidence_)
                    input_->setRegions(regions);
                evidence_->setRegions(regions, PictureInput::boxed(regions));
                evidence_->askAgain();
                prepareMs_ = milliseconds;
                updateStatus();
            });
    connect(engine, &EngineThread::failed, this,
            [this](EngineThread::Request request, const Error& error) {
                if (request == EngineThread::Request::Load ||
                    request == EngineThread::Request::Prepare)
                    workspace_->notifyError(QString::fromStdString(error.text()));
            });
    onCheckpoint();
}

QWidget* QueryPanel::buildAnswers()
{
    auto* captions = new CaptionTab(engine_);
    batch_ = new BatchTab(workspace_, engine_, [captions] { return captions->options(); });
    tabs_->addTab(captions, tr("Caption"));
    tabs_->addTab(ask_, tr("Ask"));
    tabs_->addTab(find_, tr("Find"));
    tabs_->addTab(judge_, tr("Judge"));
    tabs_->addTab(batch_, tr("Selection"));
    tabs_->setTabToolTip(tabs_->indexOf(batch_), tr("Ask about all selected samples"));
    tabs_->setDocumentMode(true);
    connect(tabs_, &QTabWidget::currentChanged, this, [this] {
        // Encoding a large split must not keep the next question waiting.
        if (tabs_->currentWidget() != find_ && find_->stopSearch())
            stale_.insert(find_);
        closeEvidence(); // it is about a result that is not to be seen any more
        askIfStale();
    });
    auto* widget = new QWidget;
    widget->setProperty("panel", true);
    auto* layout = new QVBoxLayout(widget);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto* splitter = new QSplitter(Qt::Vertical);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(tabs_);
    evidenceRow_->setChildrenCollapsible(false);
    evidenceRow_->addWidget(evidence_);
    evidenceRow_->hide(); // as long as nothing is explained
    splitter->addWidget(evidenceRow_);
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 1);
    layout->addWidget(splitter, 1);
    layout->addWidget(buildStatusLine());
    return widget;
}

QWidget* QueryPanel::buildStatusLine()
{
    compare_->setText(tr("Compare with…"));
    compare_->setToolTip(tr("Ask a second checkpoint the same, side by side"));
    compare_->setProperty("menuButton", true);
    compare_->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(compare_);
    compare_->setMenu(menu);
    connect(menu, &QMenu::aboutToShow, this, &QueryPanel::fillCompareMenu);
    live_->setText(tr("Live"));
    live_->setCheckable(true);
    live_->setChecked(true);
    live_->setToolTip(tr("Take each new checkpoint and ask again"));
    live_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    stop_->setText(tr("Stop"));
    stop_->setEnabled(false);
    stop_->setToolTip(tr("Stop what is being asked (Esc)"));
    stop_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    status_->setProperty("muted", true);
    look::setThemedIcon(live_, QStringLiteral("live"));
    look::setThemedIcon(stop_, QStringLiteral("stop"));
    connect(live_, &QToolButton::toggled, this, &QueryPanel::onCheckpoint);
    connect(stop_, &QToolButton::clicked, this, &QueryPanel::stopAsking);

    auto* line = new QWidget;
    line->setProperty("sideBar", true);
    auto* layout = new QHBoxLayout(line);
    layout->setContentsMargins(12, 4, 8, 4);
    layout->addWidget(status_, 1);
    layout->addWidget(compare_);
    layout->addWidget(live_);
    layout->addWidget(stop_);
    return line;
}

void QueryPanel::onPicture(const bridge::PictureSource& source)
{
    takeKnownTexts();
    const auto& captions = input_->details().captions;
    find_->setPicture(input_->details().sample.id,
                      captions.empty() ? QString() : QString::fromStdString(captions.front().text));
    closeEvidence();
    source_ = source;
    engine_->setPicture(source);
    if (comparing_)
        other_->setPicture(source);
    markAllStale();
    askIfStale();
}

/// The picture's questions and statements, the one that is wanted first and on its tab.
void QueryPanel::takeKnownTexts()
{
    auto questions = input_->details().questions;
    auto examples = input_->details().examples;
    const std::string wanted =
        input_->details().sample.id == wantedSample_ ? wantedText_.toStdString() : std::string();
    const auto putFirst = [this](auto& texts, const auto& isWanted, QWidget* tab) {
        const auto found = std::find_if(texts.begin(), texts.end(), isWanted);
        if (found == texts.end())
            return;
        std::rotate(texts.begin(), found, found + 1);
        if (tabs_->isTabEnabled(tabs_->indexOf(tab)))
            tabs_->setCurrentWidget(tab);
    };
    if (!wanted.empty()) {
        putFirst(
            examples, [&](const auto& example) { return example.source == wanted; }, judge_);
        putFirst(
            questions, [&](const auto& question) { return question.text == wanted; }, ask_);
    }
    ask_->setKnownQuestions(questions);
    judge_->setKnownExamples(examples);
}

void QueryPanel::onCheckpoint()
{
    const QString checkpoint = workspace_->checkpoint();
    stack_->setCurrentIndex(checkpoint.isEmpty() ? 0 : 1);
    if (batch_->isRunning())
        return; // what is asked of many samples is asked of one model
    if (live_->isChecked() || !engine_->info() || checkpoint.isEmpty())
        engine_->useCheckpoint(checkpoint);
    updateStatus();
}

void QueryPanel::onLoaded(const inference::EngineInfo& info)
{
    tabs_->setTabEnabled(0, info.canCaption);
    tabs_->setTabEnabled(1, info.canAnswer);
    judge_->setTasks(info.tasks);
    if (comparing_)
        nameEvidence();
    const int judge = tabs_->indexOf(judge_);
    tabs_->setTabEnabled(judge, !info.tasks.empty());
    tabs_->setTabToolTip(judge, info.tasks.empty()
                                    ? tr("This checkpoint has learnt no labelled task about "
                                         "pictures and texts: see the recipe entailment")
                                    : QString());
    for (QueryTab* tab : allTabs())
        if (comparing_ && other_->info())
            tab->setColumnTitles(
                checkpointName(QString::fromStdString(info.checkpoint.string())),
                checkpointName(QString::fromStdString(other_->info()->checkpoint.string())));
    markAllStale();
    askIfStale();
    updateStatus();
}

QVector<QueryTab*> QueryPanel::allTabs() const
{
    QVector<QueryTab*> all;
    for (int i = 0; i < tabs_->count(); ++i)
        all << static_cast<QueryTab*>(tabs_->widget(i));
    return all;
}

void QueryPanel::connectEvidence(EvidenceView* view)
{
    connect(view, &EvidenceView::regionsShaded, this,
            [this, view](const QVector<QColor>& colors, const QStringList& labels, int chosen) {
                if (view == drawn_)
                    input_->shadeRegions(colors, labels, chosen);
            });
    connect(view, &EvidenceView::edited, this,
            [this, view](const inference::EvidenceQuestion& question) {
                for (EvidenceView* other : evidenceViews())
                    if (other != view)
                        other->askEdited(question);
            });
    connect(view, &EvidenceView::onPictureWanted, this, [this, view] { drawEvidenceOf(view); });
    connect(view, &EvidenceView::closeWanted, this, &QueryPanel::closeEvidence);
    connect(view, &EvidenceView::pictureWanted, this, &QueryPanel::savePicture);
}

QVector<EvidenceView*> QueryPanel::evidenceViews() const
{
    QVector<EvidenceView*> views{evidence_};
    if (comparing_ && otherEvidence_)
        views << otherEvidence_;
    return views;
}

void QueryPanel::closeEvidence()
{
    evidence_->close();
    if (otherEvidence_)
        otherEvidence_->close();
    evidenceRow_->hide();
}

void QueryPanel::drawEvidenceOf(EvidenceView* view)
{
    drawn_ = view;
    input_->setRegions(view == evidence_ ? regions_ : otherRegions_);
    for (EvidenceView* each : evidenceViews())
        each->setOnPicture(each == view);
}

/// Of two models each evidence has its name.
void QueryPanel::nameEvidence()
{
    const bool both = comparing_ && engine_->info() && other_->info();
    const auto nameOf = [](const EngineThread* engine) {
        return checkpointName(QString::fromStdString(engine->info()->checkpoint.string()));
    };
    evidence_->setModelName(both ? nameOf(engine_) : QString());
    if (otherEvidence_)
        otherEvidence_->setModelName(both ? nameOf(other_) : QString());
}

void QueryPanel::explainBest()
{
    static_cast<QueryTab*>(tabs_->currentWidget())->explainBest();
}

void QueryPanel::savePicture(const QString& file)
{
    const QPixmap upper = input_->view()->grab();
    const QPixmap lower = evidenceRow_->grab();
    QPixmap both(std::max(upper.width(), lower.width()), upper.height() + lower.height());
    both.setDevicePixelRatio(upper.devicePixelRatio());
    both.fill(look::Theme::instance().color(QStringLiteral("panel")));
    QPainter painter(&both);
    painter.drawPixmap(0, 0, upper);
    painter.drawPixmap(QPointF(0, upper.height() / upper.devicePixelRatio()), lower);
    painter.end();
    if (both.save(file))
        workspace_->notify(tr("Saved as %1").arg(file));
    else
        workspace_->notifyError(tr("%1 cannot be written").arg(file));
}

void QueryPanel::stopAsking()
{
    batch_->stop();
    engine_->cancel();
    if (other_)
        other_->cancel();
}

void QueryPanel::fillCompareMenu()
{
    QMenu* menu = compare_->menu();
    menu->clear();
    const auto add = [&](const std::filesystem::path& checkpoint) {
        const QString folder = QString::fromStdString(checkpoint.string());
        if (folder != workspace_->checkpoint())
            menu->addAction(checkpointName(folder), this, [this, folder] { compareWith(folder); });
    };
    const std::filesystem::path active = workspace_->activeRun().toStdString();
    if (!active.empty()) {
        auto own = train::RunFolder(active).checkpoints();
        std::reverse(own.begin(), own.end());
        own.resize(std::min(own.size(), kOwnCheckpoints));
        std::for_each(own.begin(), own.end(), add);
        menu->addSeparator();
    }
    for (const auto& run : train::listRuns(
             std::filesystem::path(workspace_->projectFolder().toStdString()) / "runs")) {
        const auto latest = run.latestCheckpoint();
        if (latest && run.path() != active)
            add(*latest);
    }
    menu->addSeparator();
    menu->addAction(tr("Choose a folder…"), this, &QueryPanel::chooseCheckpoint);
    if (comparing_)
        menu->addAction(tr("Stop comparing"), this, [this] { compareWith({}); });
}

void QueryPanel::chooseCheckpoint()
{
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Choose a checkpoint"),
                                                             workspace_->projectFolder());
    if (!folder.isEmpty())
        compareWith(folder);
}

void QueryPanel::compareWith(const QString& checkpoint)
{
    comparing_ = !checkpoint.isEmpty();
    if (comparing_ && !other_) {
        other_ = new EngineThread(this);
        otherEvidence_ = new EvidenceView(other_);
        evidenceRow_->addWidget(otherEvidence_);
        connectEvidence(otherEvidence_);
        connect(other_, &EngineThread::prepared, this,
                [this](const std::vector<inference::SeenRegion>& regions) {
                    otherRegions_ = regions;
                    if (drawn_ == otherEvidence_)
                        input_->setRegions(regions);
                    otherEvidence_->setRegions(regions, PictureInput::boxed(regions));
                    otherEvidence_->askAgain();
                });
        connect(other_, &EngineThread::loaded, this, &QueryPanel::onOtherLoaded);
        connect(other_, &EngineThread::failed, this,
                [this](EngineThread::Request request, const Error& error) {
                    if (request != EngineThread::Request::Load)
                        return;
                    workspace_->notifyError(QString::fromStdString(error.text()));
                    compareWith({});
                });
    }
    if (other_)
        other_->useCheckpoint(checkpoint); // empty frees its memory
    compare_->setText(comparing_ ? tr("Compared with %1").arg(checkpointName(checkpoint))
                                 : tr("Compare with…"));
    if (comparing_)
        return;
    for (QueryTab* tab : allTabs())
        tab->compareWith(nullptr);
    if (otherEvidence_)
        otherEvidence_->close();
    nameEvidence();
    drawEvidenceOf(evidence_);
}

void QueryPanel::onOtherLoaded(const inference::EngineInfo& info)
{
    if (!comparing_)
        return;
    closeEvidence(); // what is asked from now on is asked of both
    nameEvidence();
    drawEvidenceOf(evidence_);
    if (input_->hasPicture())
        other_->setPicture(source_);
    for (QueryTab* tab : allTabs()) {
        tab->setColumnTitles(checkpointName(workspace_->checkpoint()),
                             checkpointName(QString::fromStdString(info.checkpoint.string())));
        if (tab != batch_)
            tab->compareWith(other_);
    }
    markAllStale();
    askIfStale();
}

void QueryPanel::markAllStale()
{
    for (int i = 0; i < tabs_->count(); ++i)
        stale_.insert(tabs_->widget(i));
}

void QueryPanel::askIfStale()
{
    auto* tab = static_cast<QueryTab*>(tabs_->currentWidget());
    if (!isVisible() || !engine_->info() || !stale_.contains(tab))
        return;
    if (tab != find_ && tab != batch_ && !input_->hasPicture())
        return;
    stale_.remove(tab);
    tab->ask();
}

void QueryPanel::updateStatus()
{
    if (!engine_->info()) {
        status_->setText(workspace_->checkpoint().isEmpty() ? tr("No checkpoint")
                                                            : tr("Loading the checkpoint…"));
        return;
    }
    QString text = tr("Checkpoint step %1").arg(look::formatCount(engine_->info()->step));
    if (live_->isChecked() && workspace_->followsLatest())
        text += tr(" (live)");
    if (prepareMs_ > 0)
        text += tr("  ·  regions in %1 ms").arg(prepareMs_, 0, 'f', 0);
    status_->setText(text);
}

void QueryPanel::openPicture(const QString& file)
{
    input_->openFile(file);
}

void QueryPanel::openCamera(const QString& source)
{
    input_->openCamera(source);
}

void QueryPanel::pastePicture()
{
    input_->paste();
}

void QueryPanel::showTab(const QString& name)
{
    if (name == QLatin1String("pairs") || name == QLatin1String("pictures")) {
        tabs_->setCurrentWidget(find_);
        find_->showPage(name == QLatin1String("pairs") ? FindTab::Pairs : FindTab::Pictures);
        return;
    }
    const QStringList names{QStringLiteral("caption"), QStringLiteral("ask"),
                            QStringLiteral("find"), QStringLiteral("judge"),
                            QStringLiteral("batch")};
    tabs_->setCurrentIndex(std::max(0, static_cast<int>(names.indexOf(name))));
}

void QueryPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    askIfStale();
}

void QueryPanel::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Paste))
        pastePicture();
    else if (event->key() == Qt::Key_Escape)
        stopAsking();
    else
        QWidget::keyPressEvent(event);
}

} // namespace unimo::panels
