// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/inference/evidence.h"
#include "widgets/panels/query/evidence_shading.h"

#include <QWidget>
#include <memory>

namespace unimo::panels {

/// The text of an evidence, and what of the picture has no box of its own, as pieces that are
/// shaded and can be chosen; each with its number under it.
class EvidenceWords : public QWidget
{
    Q_OBJECT
public:
    explicit EvidenceWords(QWidget* parent = nullptr);

    /// `boxed`: units that the picture shows as boxes, which have no piece here.
    void setEvidence(const std::shared_ptr<const inference::Evidence>& evidence,
                     const QVector<bool>& boxed);
    void setShading(const EvidenceShading& shading);
    /// -1: none
    void setChosen(int unit);
    [[nodiscard]] int chosen() const { return chosen_; }
    /// Where a unit's piece is; empty when it has none.
    [[nodiscard]] QRect pieceOf(int unit) const;

    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// A piece was clicked or chosen by key; -1: none is any more.
    void unitChosen(int unit);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    struct Piece
    {
        int unit;
        QString text;
        QRectF area;
    };
    [[nodiscard]] QString textOf(const inference::EvidenceUnit& unit) const;
    [[nodiscard]] QVector<Piece> arranged(int width) const;
    void choose(int unit);
    void describe();

    std::shared_ptr<const inference::Evidence> evidence_;
    QVector<int> units_; ///< those that have a piece, in order
    EvidenceShading shading_;
    int chosen_ = -1;
};

} // namespace unimo::panels
