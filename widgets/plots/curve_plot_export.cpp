// SPDX-License-Identifier: GPL-3.0-or-later
// The header with its menu, and what leaves a CurvePlot: pictures and points.
#include "widgets/plots/crosshair.h"
#include "widgets/plots/curve_plot.h"
#include "widgets/plots/detail/plot_canvas.h"
#include "widgets/plots/plot_export.h"

#include <QApplication>
#include <QClipboard>
#include <QFileInfo>
#include <QLabel>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

namespace unimo::plots {

void CurvePlot::buildHeader()
{
    auto* menuButton = new QToolButton(this);
    menuButton->setText(QStringLiteral("\u22EF"));
    menuButton->setAutoRaise(true);
    menuButton->setPopupMode(QToolButton::InstantPopup);
    menuButton->setToolTip(tr("Fit, enlarge, save this chart"));
    menuButton->setAccessibleName(tr("Menu of chart %1").arg(tag_));
    menuButton->setStyleSheet(QStringLiteral("QToolButton::menu-indicator { image: none; }"));
    auto* menu = new QMenu(menuButton);
    fillMenu(menu);
    menuButton->setMenu(menu);

    title_->setToolTip(tag_);
    title_->setTextInteractionFlags(Qt::NoTextInteraction);
    QFont bold = title_->font();
    bold.setWeight(QFont::DemiBold);
    title_->setFont(bold);

    auto* header = new QHBoxLayout;
    header->setContentsMargins(8, 4, 4, 0);
    header->addWidget(title_, 1);
    header->addWidget(menuButton);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(header);
    layout->addWidget(canvas_, 1);
}

void CurvePlot::openMenu(const QPoint& global)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (const auto point = chosenPoint()) {
        Q_EMIT menuWanted(point->curve->run, point->curve->points().at(point->index).step, menu);
        if (!menu->isEmpty())
            menu->addSeparator();
    }
    fillMenu(menu);
    menu->popup(global);
}

void CurvePlot::fillMenu(QMenu* menu)
{
    menu->addAction(tr("Fit (double-click beside the curves, F)"), this, &CurvePlot::fit);
    menu->addAction(tr("Enlarge"), this, &CurvePlot::enlargeWanted);
    QAction* logarithmic = menu->addAction(tr("Logarithmic y axis"));
    logarithmic->setCheckable(true);
    connect(logarithmic, &QAction::triggered, this, &CurvePlot::setLogY);
    connect(menu, &QMenu::aboutToShow, logarithmic,
            [this, logarithmic] { logarithmic->setChecked(logY_); });
    menu->addSeparator();
    menu->addAction(tr("Copy picture"), this, &CurvePlot::copyPicture);
    for (const char* ending : {"png", "svg", "pdf"}) {
        const QString name = QString::fromLatin1(ending);
        menu->addAction(tr("Save as %1…").arg(name.toUpper()), this,
                        [this, name] { chooseExport(name); });
    }
    menu->addAction(tr("Save all points as CSV…"), this,
                    [this] { chooseExport(QStringLiteral("csv")); });
}

void CurvePlot::chooseExport(const QString& ending)
{
    chooseFile(this, tr("Save %1").arg(tag_), tag_, ending, [this](const QString& file) {
        if (const Status status = exportTo(file); !status)
            Q_EMIT failed(QString::fromStdString(status.error().text()));
    });
}

void CurvePlot::copyPicture()
{
    QApplication::clipboard()->setPixmap(canvas_->toPixmap(0, 0, 2));
}

Status CurvePlot::exportTo(const QString& file)
{
    if (QFileInfo(file).suffix().compare(QLatin1String("csv"), Qt::CaseInsensitive) == 0) {
        rebuildGroups();
        std::vector<NamedSeries> all;
        for (const auto& curve : curves_)
            if (drawn(*curve))
                all.push_back({legendName(*curve), tag_, &curve->points(), curve->group.get()});
        return saveCsv(all, file);
    }
    redrawNow();
    const PlotColors onScreen = colors_;
    applyColors(PlotColors::paper());
    crosshair_->hide();
    auto* title = new QCPTextElement(canvas_, tag_, font());
    canvas_->plotLayout()->insertRow(0);
    canvas_->plotLayout()->addElement(0, 0, title);
    canvas_->legend->setVisible(true);
    canvas_->legend->setFont(font());
    for (const auto& curve : curves_)
        if (drawn(*curve)) {
            curve->line->setName(legendName(*curve));
            curve->line->addToLegend();
        }
    Status status = savePicture(*canvas_, file);

    canvas_->legend->clearItems();
    canvas_->legend->setVisible(false);
    canvas_->plotLayout()->remove(title);
    canvas_->plotLayout()->simplify();
    applyColors(onScreen);
    redrawNow();
    return status;
}

} // namespace unimo::plots
