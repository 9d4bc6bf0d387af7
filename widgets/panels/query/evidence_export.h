// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/inference/engine.h"
#include "widgets/panels/query/evidence_shading.h"

#include <QString>
#include <vector>

namespace unimo::panels {

/// One line a unit: role, text, the number shown, gradient, effect, probability.
[[nodiscard]] QString csvOf(const inference::Evidence& evidence, const EvidenceShading& shading);
/// Writes the whole evidence with the boxes of its regions (.json), or what is shown of it (.csv).
[[nodiscard]] Status saveEvidence(const inference::Evidence& evidence,
                                  const std::vector<inference::SeenRegion>& regions,
                                  const EvidenceShading& shading, const QString& file);

} // namespace unimo::panels
