// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QFrame>
#include <QVector>

class QLineEdit;
class QTreeWidget;

namespace unimo::shell {

/// Finds any action of the window by typing letters of its name, in order. Enter runs it.
class CommandPalette : public QFrame
{
    Q_OBJECT
public:
    explicit CommandPalette(QWidget* window);

    /// Shows itself at the top of the window with these actions.
    void open(const QVector<QAction*>& actions);

    /// How well `name` matches what was typed: below 0 is not at all; a run of letters and the
    /// starts of words count more.
    [[nodiscard]] static int score(const QString& typed, const QString& name);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fill();
    [[nodiscard]] int currentRow() const;
    void selectRow(int row);
    void runCurrent();

    QVector<QAction*> actions_;
    QLineEdit* line_;
    QTreeWidget* list_;
};

/// An action's name without the mnemonic's sign and dots.
[[nodiscard]] QString actionName(const QAction* action);

} // namespace unimo::shell
