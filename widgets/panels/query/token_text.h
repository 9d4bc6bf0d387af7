// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRectF>
#include <QString>
#include <QStringList>
#include <QVector>
#include <QWidget>
#include <string>
#include <utility>
#include <vector>

namespace unimo::panels {

/// A generated sentence. A bar under each word is the longer, the surer the model was of it; the
/// tooltip gives the number.
class TokenText : public QWidget
{
    Q_OBJECT
public:
    /// Pieces that continue a word ("##ing") are joined to it; a word's probability is the product.
    TokenText(const QString& text, const std::vector<std::pair<std::string, float>>& pieces,
              QWidget* parent = nullptr);

    [[nodiscard]] QString text() const { return text_; }
    [[nodiscard]] QStringList words() const;
    /// Frames the words that are not in this other sentence, or elsewhere in it.
    void markAgainst(const QStringList& other);
    /// The framed words.
    [[nodiscard]] QStringList marked() const;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    struct Word
    {
        QString text;
        double probability; ///< below 0: not known
        bool marked = false;
    };

    /// Where each word goes in this width.
    [[nodiscard]] QVector<QRectF> places(int width) const;

    QString text_;
    QVector<Word> words_;
};

} // namespace unimo::panels
