// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace unimo::look {

/// What an empty panel shows: an icon, a sentence on what appears here, and a button that does the
/// next thing.
class EmptyState : public QWidget
{
    Q_OBJECT
public:
    EmptyState(const QString& iconName, const QString& sentence, const QString& buttonText,
               QWidget* parent = nullptr);
    void setSentence(const QString& sentence);
    /// Hidden when the text is empty.
    void setButtonText(const QString& text);
    [[nodiscard]] QPushButton* button() const { return button_; }
    /// Another button, below the first.
    QPushButton* addButton(const QString& text);

Q_SIGNALS:
    void activated();

private:
    void takeIcon();

    QString iconName_;
    QLabel* icon_;
    QLabel* sentence_;
    QPushButton* button_;
    QVBoxLayout* layout_;
};

} // namespace unimo::look
