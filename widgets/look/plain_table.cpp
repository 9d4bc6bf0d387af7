// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/plain_table.h"

#include <QHeaderView>
#include <QTableView>

namespace unimo::look {

void makePlainTable(QTableView* table)
{
    table->setSortingEnabled(true);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setShowGrid(false);
    table->setAlternatingRowColors(true);
    table->setWordWrap(false);
    table->verticalHeader()->hide();
    table->horizontalHeader()->setHighlightSections(false);
}

} // namespace unimo::look
