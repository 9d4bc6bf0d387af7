// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/shortcut_sheet.h"

#include "widgets/shell/command_palette.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace unimo::shell {
namespace {

QLabel* heading(const QString& text)
{
    auto* label = new QLabel(text);
    label->setProperty("heading", true);
    return label;
}

} // namespace

ShortcutSheet::ShortcutSheet(const QVector<QAction*>& actions, QWidget* parent) : QDialog(parent)
{
    setWindowTitle(tr("Shortcuts"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto* rows = new QFormLayout;
    rows->setHorizontalSpacing(32);
    rows->setVerticalSpacing(6);
    rows->addRow(heading(tr("Everywhere")));
    for (const QAction* action : actions)
        if (!action->shortcut().isEmpty())
            rows->addRow(actionName(action),
                         new QLabel(action->shortcut().toString(QKeySequence::NativeText)));
    rows->addRow(heading(tr("In the grid")));
    rows->addRow(tr("Move"), new QLabel(tr("Arrow keys, Home, End")));
    rows->addRow(tr("Select more"), new QLabel(tr("Shift or Ctrl with a click or arrow keys")));
    rows->addRow(tr("Ask about the sample"), new QLabel(tr("Enter")));
    rows->addRow(tr("Move to trash"), new QLabel(tr("Delete")));
    rows->addRow(heading(tr("In a plot")));
    rows->addRow(tr("Zoom"), new QLabel(tr("Wheel")));
    rows->addRow(tr("Move"), new QLabel(tr("Drag")));
    rows->addRow(tr("Zoom to a rectangle"), new QLabel(tr("Shift and drag")));
    rows->addRow(tr("Fit"), new QLabel(tr("Double-click")));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 24, 24, 16);
    layout->setSpacing(16);
    layout->addLayout(rows);
    layout->addWidget(buttons);
}

} // namespace unimo::shell
