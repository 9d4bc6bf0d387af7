// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace unimo::look {

/// The text as one field of a CSV file: quoted where a reader needs it.
[[nodiscard]] QString csvField(QString text);

} // namespace unimo::look
