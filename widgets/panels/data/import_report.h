// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/import.h"

#include <QDialog>
#include <QString>

namespace unimo::panels {

/// "Added 120 pictures with 600 captions; 3 were there already; 2 rows were left out."
[[nodiscard]] QString summary(const formats::ImportReport& report);

/// The rows that an import left out, and why. Does not block the window.
class ImportReportDialog : public QDialog
{
    Q_OBJECT
public:
    ImportReportDialog(const QString& title, const formats::ImportReport& report, QWidget* parent);
};

} // namespace unimo::panels
