// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QVector>
#include <QWidget>

class QGridLayout;
class QToolButton;

namespace unimo::plots {
class CurvePlot;
}

namespace unimo::panels {

/// The charts whose tags start alike, under a heading that folds them away. As many columns as the
/// width has room for.
class ChartGroup : public QWidget
{
    Q_OBJECT
public:
    explicit ChartGroup(const QString& prefix, QWidget* parent = nullptr);

    [[nodiscard]] const QString& prefix() const { return prefix_; }
    /// Kept in the order of their tags.
    void add(plots::CurvePlot* plot, bool wanted);
    /// Shows those whose tag matches.
    template <typename Matches>
    void filter(Matches matches)
    {
        for (Item& item : items_)
            item.wanted = matches(item.plot);
        arrange();
    }
    [[nodiscard]] bool anyWanted() const;
    [[nodiscard]] bool isFolded() const;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Item
    {
        plots::CurvePlot* plot = nullptr;
        bool wanted = true;
        bool enlarged = false;
    };

    void arrange();
    void toggleEnlarged(plots::CurvePlot* plot);

    QString prefix_;
    QToolButton* heading_;
    QWidget* body_;
    QGridLayout* grid_;
    QVector<Item> items_;
    int columns_ = 0;
};

} // namespace unimo::panels
