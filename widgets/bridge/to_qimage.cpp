// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/to_qimage.h"

#include <QPainter>
#include <algorithm>

namespace unimo::bridge {

QImage toQImage(const Image& image)
{
    if (image.empty())
        return {};
    return QImage(image.rgb.data(), image.width, image.height, qsizetype{3} * image.width,
                  QImage::Format_RGB888)
        .copy();
}

Image fromQImage(const QImage& image)
{
    QImage flat(image.size(), QImage::Format_RGB888);
    flat.fill(Qt::white);
    QPainter(&flat).drawImage(0, 0, image);

    Image result{flat.width(), flat.height(), {}};
    const size_t rowBytes = static_cast<size_t>(flat.width()) * 3;
    result.rgb.resize(rowBytes * static_cast<size_t>(flat.height()));
    for (int y = 0; y < flat.height(); ++y)
        std::copy_n(flat.constScanLine(y), rowBytes,
                    result.rgb.begin() + static_cast<ptrdiff_t>(rowBytes) * y);
    return result;
}

} // namespace unimo::bridge
