// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

namespace unimo::panels {

/// One caption, edited in place: Enter or leaving the field keeps the text, Escape takes the old
/// one back. As high as its text.
class CaptionEditor : public QPlainTextEdit
{
    Q_OBJECT
public:
    CaptionEditor(qint64 caption, const QString& text, QWidget* parent = nullptr);
    [[nodiscard]] qint64 caption() const { return caption_; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void edited(qint64 caption, const QString& text);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void commit();

    qint64 caption_;
    QString kept_;
};

} // namespace unimo::panels
