// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/train/dry_run_view.h"

#include "widgets/look/theme.h"

#include <nlohmann/json.hpp>

#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QStyle>
#include <QVBoxLayout>

namespace unimo::panels {
namespace {

constexpr double kTightLoader = 1.2; ///< a batch takes nearly as long as a step

QString row(const QString& name, const QString& value)
{
    return QStringLiteral("<tr><td>%1&nbsp;&nbsp;</td><td>%2</td></tr>").arg(name, value);
}

QString number(double value, int places)
{
    return QLocale().toString(value, 'f', places);
}

} // namespace

DryRunView::DryRunView(QWidget* parent)
    : QWidget(parent), button_(new QPushButton(tr("Dry run"))), text_(new QLabel)
{
    button_->setObjectName(QStringLiteral("dry run"));
    button_->setToolTip(tr("Builds the model and runs a few steps without keeping anything: "
                           "memory, speed, and when the run would end"));
    text_->setWordWrap(true);
    text_->setTextFormat(Qt::RichText);
    text_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    text_->hide();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(button_);
    layout->addWidget(text_);
    connect(button_, &QPushButton::clicked, this, &DryRunView::wanted);
}

void DryRunView::setRunning(bool running)
{
    button_->setEnabled(!running);
    button_->setText(running ? tr("Trying…") : tr("Dry run"));
}

void DryRunView::clear()
{
    text_->hide();
}

void DryRunView::setFault(const QString& text)
{
    tell(text.toHtmlEscaped(), true);
}

void DryRunView::tell(const QString& text, bool bad)
{
    text_->setProperty("bad", bad);
    text_->style()->unpolish(text_);
    text_->style()->polish(text_);
    text_->setText(text);
    text_->show();
}

void DryRunView::setReport(const nlohmann::json& report)
{
    const auto real = [](const nlohmann::json& value) { return value.get<double>(); };
    const auto& steps = report["whole_steps"];
    const auto& whole = report["whole"];
    const QString notRun = QString::fromStdString(steps["not_run"].get<std::string>());
    const bool measured = notRun.isEmpty();
    const auto roughly = [&](const QString& text) {
        return measured ? text : tr("about %1").arg(text);
    };

    QString rows =
        row(tr("Parameters"), tr("%1 million").arg(number(real(report["parameters"]) / 1e6, 1)));
    rows += row(tr("A step"), tr("%1 sequences, %2 tokens")
                                  .arg(look::formatCount(whole["sequences"].get<int64_t>()),
                                       look::formatCount(whole["tokens"].get<int64_t>())));
    rows += row(tr("Memory"),
                roughly(tr("%1 GiB").arg(
                    number(measured ? real(steps["peak_gib"]) : real(whole["total_gib"]), 1))));
    rows += row(tr("Time"), roughly(tr("%1 s a step, %2 samples/s")
                                        .arg(number(real(steps["step_seconds"]), 2),
                                             number(real(steps["sequences_per_second"]), 0))));
    if (measured)
        rows += row(
            tr("Products"),
            tr("%1 % of the device's rate").arg(number(100 * real(steps["share_of_products"]), 0)));
    const double headroom = real(report["loader_headroom"]);
    const QString loader = tr("%1 times as fast as a step").arg(number(headroom, 1));
    rows += row(tr("Loader"),
                headroom < kTightLoader ? QStringLiteral("<b>%1</b>").arg(loader) : loader);
    if (const double seconds = real(report["finish"]["seconds"]); seconds > 0)
        rows +=
            row(tr("Ends"),
                tr("after %1, about step %2")
                    .arg(look::formatDuration(seconds),
                         look::formatCount(static_cast<int64_t>(real(report["finish"]["steps"])))));
    QString text = QStringLiteral("<table>%1</table>").arg(rows);
    if (!measured)
        text +=
            QStringLiteral("<p>%1</p>").arg(tr("Not measured: %1.").arg(notRun.toHtmlEscaped()));
    tell(text, false);
}

} // namespace unimo::panels
