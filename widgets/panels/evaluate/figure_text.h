// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <string>

namespace unimo::panels {

/// How much was measured, which is neither good nor bad.
[[nodiscard]] bool isCount(const std::string& metric);
/// The less the better.
[[nodiscard]] bool isRank(const std::string& metric);
/// What a checkpoint is compared with: the same whichever it is.
[[nodiscard]] bool isBaseline(const std::string& metric);

/// A metric's name for people: "r1" -> "R@1", "cider_d" -> "CIDEr-D".
[[nodiscard]] QString metricName(const std::string& metric);
/// "types.colour" -> "colour", "picture_to_text" -> "picture to text".
[[nodiscard]] QString readableKey(const std::string& key);
/// A value as tables show it: shares in per cent.
[[nodiscard]] QString figureText(const std::string& metric, double value);
/// The split of an evaluation for people; of all of them too.
[[nodiscard]] QString splitText(const QString& split);
/// What a metric's values are multiplied with to be shown.
[[nodiscard]] double shownFactor(const std::string& metric);

} // namespace unimo::panels
