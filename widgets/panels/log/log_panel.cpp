// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/log/log_panel.h"

#include "widgets/bridge/file_tail.h"
#include "widgets/bridge/workspace.h"
#include "widgets/look/themed_icon.h"

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QListView>
#include <QScrollBar>
#include <QTime>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <mutex>
#include <utility>

namespace unimo::panels {

using models::LogModel;

namespace {

constexpr int kInboxEveryMs = 100;

} // namespace

struct LogPanel::Inbox
{
    std::mutex mutex;
    std::vector<LogModel::Line> lines;

    void add(log::Level level, const std::string& text)
    {
        const QString line = QTime::currentTime().toString(QStringLiteral("HH:mm:ss  ")) +
                             QString::fromStdString(text);
        const std::lock_guard lock(mutex);
        if (lines.size() < LogModel::kMostLines)
            lines.push_back({level, line});
    }
    std::vector<LogModel::Line> take()
    {
        const std::lock_guard lock(mutex);
        return std::exchange(lines, {});
    }
};

LogPanel::LogPanel(bridge::Workspace* workspace, QWidget* parent)
    : QWidget(parent), workspace_(workspace), inbox_(std::make_shared<Inbox>()),
      tail_(new bridge::FileTail(this)), source_(new QComboBox), level_(new QComboBox),
      search_(new QLineEdit), view_(buildView())
{
    setProperty("panel", true);
    filter_.setSourceModel(&program_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(buildTools());
    layout->addWidget(view_, 1);

    log::setListener(
        [inbox = inbox_](log::Level level, const std::string& line) { inbox->add(level, line); });
    connect(&inboxTimer_, &QTimer::timeout, this, &LogPanel::takeInbox);
    inboxTimer_.start(kInboxEveryMs);
    connect(tail_, &bridge::FileTail::linesAdded, this, [this](const QStringList& texts) {
        std::vector<LogModel::Line> lines;
        for (const QString& text : texts)
            lines.push_back({models::levelOfLine(text), text});
        append(&run_, lines);
    });
    connect(workspace, &bridge::Workspace::activeRunChanged, this, &LogPanel::followRun);
    followRun();
}

QListView* LogPanel::buildView()
{
    auto* view = new QListView;
    view->setModel(&filter_);
    view->setUniformItemSizes(true);
    view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    view->setFrameShape(QFrame::NoFrame);
    view->setProperty("bare", true);
    view->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    view->setAccessibleName(tr("Log lines"));
    auto* copy = new QAction(tr("Copy lines"), view);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    connect(copy, &QAction::triggered, this, &LogPanel::copySelected);
    view->addAction(copy);
    view->setContextMenuPolicy(Qt::ActionsContextMenu);
    return view;
}

QWidget* LogPanel::buildTools()
{
    source_->addItems({tr("Program"), tr("Active run")});
    source_->setAccessibleName(tr("Which log"));
    level_->addItem(tr("All levels"), static_cast<int>(log::Level::Debug));
    level_->addItem(tr("Info and above"), static_cast<int>(log::Level::Info));
    level_->addItem(tr("Warnings and errors"), static_cast<int>(log::Level::Warning));
    level_->addItem(tr("Errors"), static_cast<int>(log::Level::Error));
    level_->setAccessibleName(tr("Level"));
    search_->setPlaceholderText(tr("Search the log"));
    search_->setClearButtonEnabled(true);
    search_->setAccessibleName(tr("Search the log"));
    auto* copy = new QToolButton;
    copy->setText(tr("Copy"));
    copy->setToolTip(tr("Copy the selected lines, or all that are shown"));
    copy->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    look::setThemedIcon(copy, QStringLiteral("copy"));
    connect(copy, &QToolButton::clicked, this, &LogPanel::copySelected);
    connect(source_, &QComboBox::activated, this, [this] { sourceChosen_ = true; });
    connect(source_, &QComboBox::currentIndexChanged, this, [this](int index) {
        filter_.setSourceModel(index == 0 ? &program_ : &run_);
        view_->scrollToBottom();
    });
    connect(level_, &QComboBox::currentIndexChanged, this,
            [this] { filter_.setLevel(static_cast<log::Level>(level_->currentData().toInt())); });
    connect(search_, &QLineEdit::textChanged, &filter_, &models::LogFilter::setText);

    auto* tools = new QWidget;
    auto* layout = new QHBoxLayout(tools);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->setSpacing(8);
    layout->addWidget(source_);
    layout->addWidget(level_);
    layout->addWidget(search_, 1);
    layout->addWidget(copy);
    return tools;
}

void LogPanel::append(LogModel* model, const std::vector<LogModel::Line>& lines)
{
    const QScrollBar* bar = view_->verticalScrollBar();
    const bool atEnd = bar->value() >= bar->maximum() - 1;
    model->append(lines);
    if (atEnd)
        view_->scrollToBottom();
}

void LogPanel::takeInbox()
{
    append(&program_, inbox_->take());
}

void LogPanel::followRun()
{
    run_.clear();
    const QString run = workspace_->activeRun();
    if (!sourceChosen_)
        source_->setCurrentIndex(run.isEmpty() ? 0 : 1);
    tail_->watch(run.isEmpty() ? QString() : QDir(run).filePath(QStringLiteral("log.txt")));
}

void LogPanel::copySelected()
{
    QModelIndexList indexes = view_->selectionModel()->selectedIndexes();
    if (indexes.isEmpty())
        for (int row = 0; row < filter_.rowCount(); ++row)
            indexes.push_back(filter_.index(row, 0));
    std::sort(indexes.begin(), indexes.end());
    QStringList lines;
    for (const QModelIndex& index : std::as_const(indexes))
        lines << index.data().toString();
    QGuiApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
    workspace_->notify(lines.size() == 1 ? tr("Copied 1 line")
                                         : tr("Copied %1 lines").arg(lines.size()));
}

} // namespace unimo::panels
