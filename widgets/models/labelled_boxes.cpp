// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/labelled_boxes.h"

namespace unimo::models {

QVector<look::PictureView::LabelledBox> labelledBoxes(const std::vector<store::Region>& regions)
{
    QVector<look::PictureView::LabelledBox> boxes;
    for (const store::Region& region : regions) {
        const QString label = QString::fromStdString(
            region.colour + (region.colour.empty() ? "" : " ") + region.label);
        boxes.push_back(
            {QRectF(QPointF(region.box.x1, region.box.y1), QPointF(region.box.x2, region.box.y2)),
             label});
    }
    return boxes;
}

} // namespace unimo::models
