// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QVector>

namespace unimo::panels {

/// For each word, whether it is not part of the longest common subsequence of both.
[[nodiscard]] QVector<bool> differingWords(const QStringList& own, const QStringList& other);

} // namespace unimo::panels
