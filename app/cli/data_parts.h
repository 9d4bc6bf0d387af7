// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace CLI { // NOLINT(readability-identifier-naming): the library's own name
class App;
}

namespace unimo::cli {

/// Parts of `unimo data`.
void addDataVersions(CLI::App& data);
void addDataProposals(CLI::App& data);

} // namespace unimo::cli
