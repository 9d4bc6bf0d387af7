// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

class QMimeData;

namespace unimo::look {

/// The files and folders of this machine that were dropped or copied.
[[nodiscard]] QStringList localFiles(const QMimeData& mime);

} // namespace unimo::look
