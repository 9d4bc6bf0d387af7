// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/bridge/sample_details.h"

#include <QWidget>
#include <optional>

class QLabel;
class QLineEdit;
class QToolButton;

namespace unimo::bridge {
class Workspace;
}

namespace unimo::panels {

class BoxEditor;

/// The primary sample's picture as large as it fits, with its boxes to draw, move, resize, delete
/// and label. Each is one step of the edit log.
class SingleView : public QWidget
{
    Q_OBJECT
public:
    explicit SingleView(bridge::Workspace* workspace, QWidget* parent = nullptr);
    [[nodiscard]] BoxEditor* editor() const { return editor_; }
    /// "3 of 40"
    void setPlace(int row, int rows);

Q_SIGNALS:
    /// Another sample: -1 the one before, 1 the next.
    void stepWanted(int step);
    /// Back to the other samples.
    void leaveWanted();
    /// A key that is for the sample, not for its boxes.
    void sampleKey(int key, Qt::KeyboardModifiers modifiers);

protected:
    void showEvent(QShowEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    [[nodiscard]] QLayout* buildBar();
    [[nodiscard]] QToolButton* button(const QString& text, const QString& help);
    void load();
    void show(const bridge::SampleDetails& details);
    void showChosen();
    void draw(const QRectF& area);
    void keepLabel();

    bridge::Workspace* workspace_;
    BoxEditor* editor_;
    QToolButton* previous_;
    QToolButton* next_;
    QLabel* place_;
    QLineEdit* label_;
    QLineEdit* colour_;
    QToolButton* draw_;
    QToolButton* delete_;
    QLabel* hint_;
    qint64 sample_ = 0;
    std::optional<Box> drawn_; ///< to be chosen and labelled when it comes back from the project
    bool stale_ = true;
};

} // namespace unimo::panels
