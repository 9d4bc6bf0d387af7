// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/command_palette.h"

#include "widgets/look/theme.h"

#include <QGraphicsDropShadowEffect>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QRegularExpression>
#include <QTreeWidget>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

namespace unimo::shell {
namespace {

constexpr int kWidth = 560;
constexpr int kHeight = 360;
constexpr int kIndexRole = Qt::UserRole;

} // namespace

QString actionName(const QAction* action)
{
    QString name = action->text();
    static const QRegularExpression letterOfAnotherScript(QStringLiteral("\\(&.\\)"));
    name.remove(letterOfAnotherScript); // "撤销(&U)"
    name.remove(QLatin1Char('&'));
    name.remove(QStringLiteral("…"));
    return name;
}

CommandPalette::CommandPalette(QWidget* window)
    : QFrame(window), line_(new QLineEdit), list_(new QTreeWidget)
{
    setProperty("card", true);
    setAutoFillBackground(true);
    line_->setPlaceholderText(tr("Type a command"));
    line_->setAccessibleName(tr("Command"));
    line_->installEventFilter(this);
    list_->setColumnCount(2);
    list_->setHeaderHidden(true);
    list_->setRootIsDecorated(false);
    list_->setUniformRowHeights(true);
    list_->header()->setStretchLastSection(false);
    list_->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    list_->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    list_->setFocusPolicy(Qt::NoFocus);
    list_->setAccessibleName(tr("Commands"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->addWidget(line_);
    layout->addWidget(list_);
    auto* shadow = new QGraphicsDropShadowEffect(this);
    shadow->setBlurRadius(32);
    shadow->setOffset(0, 8);
    setGraphicsEffect(shadow);
    connect(line_, &QLineEdit::textChanged, this, &CommandPalette::fill);
    connect(list_, &QTreeWidget::itemClicked, this, &CommandPalette::runCurrent);
    hide();
}

void CommandPalette::open(const QVector<QAction*>& actions)
{
    actions_ = actions;
    line_->clear();
    fill();
    const QWidget* window = parentWidget();
    const int width = std::min(kWidth, window->width() - 32);
    setGeometry((window->width() - width) / 2, 56, width, std::min(kHeight, window->height() - 96));
    show();
    raise();
    line_->setFocus();
}

int CommandPalette::score(const QString& typed, const QString& name)
{
    int total = 0;
    int run = 0;
    qsizetype at = 0;
    for (const QChar letter : typed) {
        if (letter.isSpace())
            continue;
        const qsizetype found = name.indexOf(letter, at, Qt::CaseInsensitive);
        if (found < 0)
            return -1;
        run = found == at ? run + 1 : 0;
        const bool startsWord = found == 0 || !name[found - 1].isLetterOrNumber();
        total += 1 + 2 * run + (startsWord ? 4 : 0);
        at = found + 1;
    }
    return total;
}

void CommandPalette::fill()
{
    QVector<std::pair<int, int>> order; // score, index
    for (int i = 0; i < actions_.size(); ++i) {
        const int points = score(line_->text(), actionName(actions_[i]));
        if (points >= 0 && actions_[i]->isEnabled())
            order.emplace_back(points, i);
    }
    std::stable_sort(order.begin(), order.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    list_->clear();
    for (const auto& [points, index] : std::as_const(order)) {
        const QAction* action = actions_[index];
        auto* item = new QTreeWidgetItem(
            list_, {actionName(action), action->shortcut().toString(QKeySequence::NativeText)});
        item->setIcon(0, action->icon());
        item->setData(0, kIndexRole, index);
        item->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
        item->setForeground(1, look::Theme::instance().color(QStringLiteral("muted")));
    }
    selectRow(0);
}

int CommandPalette::currentRow() const
{
    return list_->indexOfTopLevelItem(list_->currentItem());
}

void CommandPalette::selectRow(int row)
{
    const int last = list_->topLevelItemCount() - 1;
    if (last >= 0)
        list_->setCurrentItem(list_->topLevelItem(std::clamp(row, 0, last)));
}

void CommandPalette::runCurrent()
{
    const QTreeWidgetItem* item = list_->currentItem();
    hide();
    if (item)
        actions_[item->data(0, kIndexRole).toInt()]->trigger();
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::FocusOut) {
        hide();
    } else if (event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        switch (key->key()) {
        case Qt::Key_Down:
            selectRow(currentRow() + 1);
            return true;
        case Qt::Key_Up:
            selectRow(currentRow() - 1);
            return true;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            runCurrent();
            return true;
        case Qt::Key_Escape:
            hide();
            return true;
        default:
            break;
        }
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace unimo::shell
