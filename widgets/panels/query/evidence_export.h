// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/inference/evidence.h"
#include "widgets/panels/query/evidence_shading.h"

#include <QString>

namespace unimo::panels {

/// One line a unit: role, text, the number shown, gradient, effect, probability.
[[nodiscard]] QString csvOf(const inference::Evidence& evidence, const EvidenceShading& shading);
/// Writes the whole evidence (.json) or what is shown of it (.csv).
[[nodiscard]] Status saveEvidence(const inference::Evidence& evidence,
                                  const EvidenceShading& shading, const QString& file);

} // namespace unimo::panels
