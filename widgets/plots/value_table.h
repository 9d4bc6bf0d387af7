// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QVector>
#include <QWidget>

namespace unimo::plots {

/// The small table beside a crosshair: a heading, and one row a curve. Passes the mouse through.
class ValueTable : public QWidget
{
    Q_OBJECT
public:
    struct Row
    {
        QColor color;
        QString name;
        QString value;
    };

    explicit ValueTable(QWidget* parent);
    /// At most five rows are shown, then how many more there are.
    void setContent(const QString& heading, const QVector<Row>& rows);
    [[nodiscard]] const QVector<Row>& rows() const { return rows_; }
    [[nodiscard]] const QString& heading() const { return heading_; }
    /// Moves to the upper corner of `area` that is away from `x`.
    void placeAwayFrom(int x, const QRect& area);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] int shownRows() const;
    [[nodiscard]] QString more() const;

    QString heading_;
    QVector<Row> rows_;
    int nameWidth_ = 0;
};

} // namespace unimo::plots
