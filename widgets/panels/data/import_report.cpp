// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/data/import_report.h"

#include "widgets/look/theme.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>
#include <algorithm>

namespace unimo::panels {
namespace {

constexpr size_t kMostShown = 1000;

QString counted(int64_t count, const QString& one, const QString& many)
{
    return count == 1 ? one : many.arg(look::formatCount(count));
}

QString asText(const formats::ImportReport& report)
{
    QString text;
    for (const auto& problem : report.problems)
        text += QString::fromStdString(problem.where + "\t" + problem.reason + "\n");
    return text;
}

} // namespace

QString summary(const formats::ImportReport& report)
{
    QString text = ImportReportDialog::tr("Added %1 with %2")
                       .arg(counted(report.picturesAdded, ImportReportDialog::tr("1 picture"),
                                    ImportReportDialog::tr("%1 pictures")),
                            counted(report.captionsAdded, ImportReportDialog::tr("1 caption"),
                                    ImportReportDialog::tr("%1 captions")));
    if (report.picturesKnown > 0)
        text += ImportReportDialog::tr("; %1 there already")
                    .arg(counted(report.picturesKnown, ImportReportDialog::tr("1 picture was"),
                                 ImportReportDialog::tr("%1 pictures were")));
    if (!report.problems.empty())
        text += ImportReportDialog::tr("; %1 left out")
                    .arg(counted(static_cast<int64_t>(report.problems.size()),
                                 ImportReportDialog::tr("1 row was"),
                                 ImportReportDialog::tr("%1 rows were")));
    return text;
}

ImportReportDialog::ImportReportDialog(const QString& title, const formats::ImportReport& report,
                                       QWidget* parent)
    : QDialog(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(title);
    resize(720, 420);
    auto* sentence = new QLabel(tr("%1.").arg(summary(report)));
    sentence->setWordWrap(true);
    auto* rows = new QTreeWidget;
    rows->setHeaderLabels({tr("Where"), tr("Why it was left out")});
    rows->setRootIsDecorated(false);
    rows->setUniformRowHeights(true);
    rows->setTextElideMode(Qt::ElideMiddle);
    rows->setAccessibleName(tr("Rows that were left out"));
    for (size_t i = 0; i < std::min(report.problems.size(), kMostShown); ++i) {
        const QString where = QString::fromStdString(report.problems[i].where);
        const QString reason = QString::fromStdString(report.problems[i].reason);
        auto* item = new QTreeWidgetItem(rows, {where, reason});
        item->setToolTip(0, where);
        item->setToolTip(1, reason);
    }
    rows->header()->resizeSection(0, 300);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    QPushButton* copy = buttons->addButton(tr("Copy all"), QDialogButtonBox::ActionRole);
    connect(copy, &QPushButton::clicked, this,
            [text = asText(report)] { QGuiApplication::clipboard()->setText(text); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(12);
    layout->addWidget(sentence);
    layout->addWidget(rows, 1);
    layout->addWidget(buttons);
}

} // namespace unimo::panels
