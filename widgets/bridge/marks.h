// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/records.h"

#include <QString>

namespace unimo::bridge {

/// "too easy", "actually true", ... as a person reads a mark; empty for none.
[[nodiscard]] QString markText(const store::Rewrite& rewrite);
[[nodiscard]] QString markText(const store::Neighbour& neighbour);

/// Why a row is not trained on: its rejection or its mark; empty when it is.
[[nodiscard]] QString whyUnused(const store::Rewrite& rewrite);
[[nodiscard]] QString whyUnused(const store::Neighbour& neighbour);

} // namespace unimo::bridge
