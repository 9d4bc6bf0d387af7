// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/image/image.h"

#include <QImage>

namespace unimo::bridge {

/// A copy with Qt's row alignment. Thread: any.
[[nodiscard]] QImage toQImage(const Image& image);
/// Alpha is laid over white. Thread: any.
[[nodiscard]] Image fromQImage(const QImage& image);

} // namespace unimo::bridge
