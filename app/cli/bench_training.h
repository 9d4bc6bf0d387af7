// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace CLI { // NOLINT(readability-identifier-naming): the library's own name
class App;
}

namespace unimo::cli {

/// `unimo bench train`: any project, any recipe.
void addBenchTraining(CLI::App& bench);

} // namespace unimo::cli
