// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/query/query_panel.h"

#include "widgets/bridge/workspace.h"
#include "widgets/look/empty_state.h"
#include "widgets/look/theme.h"
#include "widgets/look/themed_icon.h"
#include "widgets/panels/query/ask_tab.h"
#include "widgets/panels/query/caption_tab.h"
#include "widgets/panels/query/find_tab.h"
#include "widgets/panels/query/judge_tab.h"
#include "widgets/panels/query/picture_input.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

namespace unimo::panels {

using bridge::EngineThread;

QueryPanel::QueryPanel(bridge::Workspace* workspace, EngineThread* engine, QWidget* parent)
    : QWidget(parent), workspace_(workspace), engine_(engine), input_(new PictureInput(workspace)),
      stack_(new QStackedWidget), tabs_(new QTabWidget), ask_(new AskTab(engine)),
      find_(new FindTab(workspace, engine)), judge_(new JudgeTab(engine)), live_(new QToolButton),
      stop_(new QToolButton), status_(new QLabel)
{
    auto* empty = new look::EmptyState(
        QStringLiteral("query"),
        tr("No checkpoint yet. Start the demo training; its first checkpoint is taken as soon "
           "as it is written."),
        tr("Start the demo training"));
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
    connect(engine, &EngineThread::prepared, this,
            [this](const std::vector<inference::SeenRegion>& regions, double milliseconds) {
                input_->setRegions(regions);
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
    tabs_->addTab(new CaptionTab(engine_), tr("Caption"));
    tabs_->addTab(ask_, tr("Ask"));
    tabs_->addTab(find_, tr("Find"));
    tabs_->addTab(judge_, tr("Judge"));
    tabs_->setDocumentMode(true);
    connect(tabs_, &QTabWidget::currentChanged, this, &QueryPanel::askIfStale);
    auto* widget = new QWidget;
    widget->setProperty("panel", true);
    auto* layout = new QVBoxLayout(widget);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(tabs_, 1);
    layout->addWidget(buildStatusLine());
    return widget;
}

QWidget* QueryPanel::buildStatusLine()
{
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
    connect(stop_, &QToolButton::clicked, engine_, &EngineThread::cancel);

    auto* line = new QWidget;
    line->setProperty("sideBar", true);
    auto* layout = new QHBoxLayout(line);
    layout->setContentsMargins(12, 4, 8, 4);
    layout->addWidget(status_, 1);
    layout->addWidget(live_);
    layout->addWidget(stop_);
    return line;
}

void QueryPanel::onPicture(const bridge::PictureSource& source)
{
    takeKnownTexts();
    const auto& captions = input_->details().captions;
    find_->setPicture(captions.empty() ? QString() : QString::fromStdString(captions.front().text));
    engine_->setPicture(source);
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
    if (live_->isChecked() || !engine_->info() || checkpoint.isEmpty())
        engine_->useCheckpoint(checkpoint);
    updateStatus();
}

void QueryPanel::onLoaded(const inference::EngineInfo& info)
{
    tabs_->setTabEnabled(0, info.canCaption);
    tabs_->setTabEnabled(1, info.canAnswer);
    judge_->setTasks(info.tasks);
    const int judge = tabs_->indexOf(judge_);
    tabs_->setTabEnabled(judge, !info.tasks.empty());
    tabs_->setTabToolTip(judge, info.tasks.empty()
                                    ? tr("This checkpoint has learnt no labelled task about "
                                         "pictures and texts: see the recipe entailment")
                                    : QString());
    markAllStale();
    askIfStale();
    updateStatus();
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
    if (tab != find_ && !input_->hasPicture())
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

void QueryPanel::pastePicture()
{
    input_->paste();
}

void QueryPanel::showTab(const QString& name)
{
    const QStringList names{QStringLiteral("caption"), QStringLiteral("ask"),
                            QStringLiteral("find"), QStringLiteral("judge")};
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
        engine_->cancel();
    else
        QWidget::keyPressEvent(event);
}

} // namespace unimo::panels
