// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QTableView;

namespace unimo::look {

/// Makes a view a table of whole rows as all panels have them: sortable, without a grid and row
/// numbers, every other row shaded, one line a row, one row selected.
void makePlainTable(QTableView* table);

} // namespace unimo::look
