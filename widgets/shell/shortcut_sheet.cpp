// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/shortcut_sheet.h"

#include "widgets/shell/command_palette.h"
#include "widgets/shell/key_bindings.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

namespace unimo::shell {
namespace {

constexpr int kKeysWidth = 260;

} // namespace

ShortcutSheet::ShortcutSheet(KeyBindings* bindings, QWidget* parent)
    : QDialog(parent), bindings_(bindings), search_(new QLineEdit), list_(new QTreeWidget),
      news_(new QLabel), reset_(new QPushButton(tr("Reset all keys")))
{
    setWindowTitle(tr("Shortcuts"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(640, 640);
    search_->setPlaceholderText(tr("Search actions and keys"));
    search_->setAccessibleName(tr("Search actions and keys"));
    search_->setClearButtonEnabled(true);
    list_->setColumnCount(2);
    list_->setHeaderHidden(true);
    list_->setRootIsDecorated(false);
    list_->setIndentation(0);
    list_->setSelectionMode(QAbstractItemView::NoSelection);
    list_->setFocusPolicy(Qt::NoFocus);
    list_->setAccessibleName(tr("Shortcuts"));
    list_->header()->setStretchLastSection(false);
    list_->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    list_->header()->setSectionResizeMode(1, QHeaderView::Fixed);
    list_->header()->resizeSection(1, kKeysWidth);
    news_->setProperty("muted", true);
    news_->setWordWrap(true);

    addHeading(tr("Everywhere (click a key to change it)"));
    for (QAction* action : bindings_->actions())
        addAction(action);
    addHeading(tr("In the grid"));
    addGesture(tr("Move"), tr("Arrow keys, Home, End"));
    addGesture(tr("Select more"), tr("Shift or Ctrl with a click or arrow keys"));
    addGesture(tr("Ask about the sample"), tr("Enter"));
    addGesture(tr("Move to trash"), tr("Delete"));
    addHeading(tr("In Rewrites"));
    addGesture(tr("Too easy, too hard, actually true or false, take back"), tr("1, 2, 3, 0"));
    addHeading(tr("In a plot"));
    addGesture(tr("Zoom"), tr("Wheel"));
    addGesture(tr("Move"), tr("Drag"));
    addGesture(tr("Zoom to a rectangle"), tr("Shift and drag"));
    addGesture(tr("Fit"), tr("Double-click"));
    showKeys();

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    buttons->addButton(reset_, QDialogButtonBox::ResetRole);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    connect(reset_, &QPushButton::clicked, this, [this] {
        bindings_->resetAll();
        news_->clear();
        showKeys();
    });
    connect(search_, &QLineEdit::textChanged, this, &ShortcutSheet::filter);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(8);
    layout->addWidget(search_);
    layout->addWidget(list_);
    layout->addWidget(news_);
    layout->addWidget(buttons);
}

ShortcutSheet::~ShortcutSheet()
{
    // An edit that loses the focus on the way out says that it is finished: there is nobody to tell.
    for (QKeySequenceEdit* edit : std::as_const(edits_))
        edit->disconnect(this);
}

void ShortcutSheet::addHeading(const QString& text)
{
    auto* item = new QTreeWidgetItem(list_, {text});
    QFont bold = font();
    bold.setBold(true);
    item->setFont(0, bold);
    item->setFirstColumnSpanned(true);
    item->setSizeHint(0, {0, 40});
}

void ShortcutSheet::addGesture(const QString& what, const QString& keys)
{
    (new QTreeWidgetItem(list_, {what, keys}))->setSizeHint(0, {0, 32});
}

void ShortcutSheet::addAction(QAction* action)
{
    auto* item = new QTreeWidgetItem(list_, {actionName(action)});
    item->setSizeHint(0, {0, 40});
    auto* edit = new QKeySequenceEdit;
    edit->setAccessibleName(tr("Keys of: %1").arg(actionName(action)));
    edit->setClearButtonEnabled(true);
    list_->setItemWidget(item, 1, edit);
    edits_.insert(action, edit);
    connect(edit, &QKeySequenceEdit::editingFinished, this, [this, action] { bind(action); });
    // The button that clears sends no end of editing.
    connect(edit, &QKeySequenceEdit::keySequenceChanged, this, [this, action](const auto& keys) {
        if (keys.isEmpty())
            bind(action);
    });
}

void ShortcutSheet::bind(QAction* action)
{
    // One chord; what is typed after it is not meant as its second half.
    const QKeySequence typed = edits_.value(action)->keySequence();
    const QKeySequence keys =
        typed.isEmpty() ? QKeySequence() : QKeySequence(typed[0].toCombined());
    if (keys == action->shortcut())
        return showKeys();
    const QAction* loser = bindings_->bind(action, keys);
    news_->setText(loser ? tr("%1 has no keys any more: they are now those of %2.")
                               .arg(actionName(loser), actionName(action))
                         : QString());
    showKeys();
}

void ShortcutSheet::showKeys()
{
    for (auto entry = edits_.cbegin(); entry != edits_.cend(); ++entry) {
        const QSignalBlocker quiet(entry.value());
        entry.value()->setKeySequence(entry.key()->shortcut());
    }
    reset_->setEnabled(!bindings_->areUsual());
}

void ShortcutSheet::filter(const QString& words)
{
    const QStringList wanted = words.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (int i = 0; i < list_->topLevelItemCount(); ++i) {
        QTreeWidgetItem* item = list_->topLevelItem(i);
        QString all = item->text(0) + QLatin1Char(' ') + item->text(1);
        if (const auto* edit = qobject_cast<QKeySequenceEdit*>(list_->itemWidget(item, 1)))
            all += edit->keySequence().toString(QKeySequence::NativeText);
        item->setHidden(!std::all_of(wanted.begin(), wanted.end(), [&](const QString& word) {
            return all.contains(word, Qt::CaseInsensitive);
        }));
    }
}

} // namespace unimo::shell
