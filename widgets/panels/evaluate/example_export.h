// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QString>

namespace unimo::panels {

class ExampleModel;

/// Writes the shown examples in their order, with all that is known of each (the keys of
/// docs/file-formats.md, and the compared evaluation's prediction); the ending chooses JSON or CSV.
[[nodiscard]] Status saveExamples(const ExampleModel& examples, const QString& file);

} // namespace unimo::panels
