// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>
#include <QPixmap>
#include <QWidget>

namespace unimo::test {

/// Leaves a picture of the widget in the test's build folder (pictures/<name>.png), and tells
/// whether anything was drawn: a picture of one colour is a panel that shows nothing.
inline bool keepPicture(QWidget& widget, const QString& name)
{
    const QDir folder(QStringLiteral(QT_TESTCASE_BUILDDIR));
    folder.mkpath(QStringLiteral("pictures"));
    const QImage image = widget.grab().toImage();
    image.save(folder.filePath(QStringLiteral("pictures/%1.png").arg(name)));
    const QRgb first = image.pixel(0, 0);
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            if (image.pixel(x, y) != first)
                return true;
    return false;
}

} // namespace unimo::test
