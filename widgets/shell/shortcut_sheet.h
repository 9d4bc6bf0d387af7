// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QHash>

class QAction;
class QKeySequenceEdit;
class QLabel;
class QLineEdit;
class QPushButton;
class QTreeWidget;

namespace unimo::shell {

class KeyBindings;

/// All keys on one page (F1), where each action's can be changed. Does not block the window.
class ShortcutSheet : public QDialog
{
    Q_OBJECT
public:
    /// The bindings have to be there while the sheet is shown.
    ShortcutSheet(KeyBindings* bindings, QWidget* parent);
    ~ShortcutSheet() override;

private:
    void addAction(QAction* action);
    void addGesture(const QString& what, const QString& keys);
    void addHeading(const QString& text);
    void bind(QAction* action);
    void showKeys();
    void filter(const QString& words);

    KeyBindings* bindings_;
    QLineEdit* search_;
    QTreeWidget* list_;
    QLabel* news_; ///< who lost a key
    QPushButton* reset_;
    QHash<QAction*, QKeySequenceEdit*> edits_;
};

} // namespace unimo::shell
