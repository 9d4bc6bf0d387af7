// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/train/device_view.h"

#include "widgets/bridge/machine_watch.h"
#include "widgets/look/theme.h"

#include <QButtonGroup>
#include <QGridLayout>
#include <QLabel>
#include <QProgressBar>
#include <QRadioButton>
#include <algorithm>
#include <cmath>

namespace unimo::panels {
namespace {

constexpr int kColumns = 3;
constexpr int kIndent = 22;      ///< of what belongs to a choice, so that it stands under its text
constexpr int kSmallestBar = 32; ///< the column is narrow
constexpr size_t kMostPrograms = 4;
constexpr auto kDeviceProperty = "device";

QString shareText(double share)
{
    return share < 0 ? QStringLiteral("–") : QStringLiteral("%1 %").arg(std::lround(100 * share));
}

QString memoryText(int64_t used, int64_t total)
{
    return DeviceView::tr("%1 of %2").arg(look::formatBytes(used), look::formatBytes(total));
}

int permille(double share)
{
    return static_cast<int>(std::lround(1000 * std::clamp(share, 0.0, 1.0)));
}

double shareOf(int64_t part, int64_t whole)
{
    return whole > 0 ? static_cast<double>(part) / static_cast<double>(whole) : 0;
}

QString programsText(const GpuLoad& load)
{
    if (load.processes.empty())
        return DeviceView::tr("No program computes on it.");
    QStringList programs;
    for (const GpuProcess& process : load.processes) {
        if (programs.size() == kMostPrograms)
            break;
        const QString name = process.name.empty() ? QString::number(process.pid)
                                                  : QString::fromStdString(process.name);
        programs << (process.bytes < 0
                         ? name
                         : QStringLiteral("%1 %2").arg(name, look::formatBytes(process.bytes)));
    }
    const auto more = static_cast<qsizetype>(load.processes.size()) - programs.size();
    if (more > 0)
        programs << DeviceView::tr("%1 more").arg(more);
    return programs.join(QStringLiteral(", "));
}

} // namespace

DeviceView::DeviceView(QWidget* parent)
    : QWidget(parent), watch_(new bridge::MachineWatch(this)), choices_(new QButtonGroup(this)),
      grid_(new QGridLayout(this))
{
    grid_->setContentsMargins(0, 0, 0, 0);
    grid_->setHorizontalSpacing(8);
    grid_->setVerticalSpacing(4);
    grid_->setColumnStretch(1, 1);
    addChoice(tr("Automatic"), tr("A GPU when there is one, else the processor"),
              QStringLiteral("auto"));
    addChoice(tr("Processor"), tr("Trains on the processor's cores"), QStringLiteral("cpu"));
    busy_ = addMeter(tr("Busy"));
    memory_ = addMeter(tr("Memory"));
    cuda_ = addChoice(tr("GPU"), tr("Trains on the first NVIDIA GPU"), QStringLiteral("cuda"));
    noGpu_ = addLine();
    noGpu_->setText(tr("No NVIDIA GPU was found."));
    connect(choices_, &QButtonGroup::buttonClicked, this, [this](QAbstractButton* button) {
        Q_EMIT deviceChosen(button->property(kDeviceProperty).toString());
    });
    connect(watch_, &bridge::MachineWatch::measured, this, &DeviceView::setLoad);
}

QRadioButton* DeviceView::addChoice(const QString& text, const QString& tip, const QString& device)
{
    auto* button = new QRadioButton(text);
    button->setToolTip(tip);
    button->setProperty(kDeviceProperty, device);
    button->setObjectName(QStringLiteral("device ") + device);
    choices_->addButton(button);
    grid_->addWidget(button, grid_->rowCount(), 0, 1, kColumns);
    return button;
}

DeviceView::Meter DeviceView::addMeter(const QString& name)
{
    Meter meter{new QLabel(name), new QProgressBar, new QLabel};
    meter.name->setProperty("muted", true);
    meter.name->setContentsMargins(kIndent, 0, 0, 0);
    meter.bar->setRange(0, 1000);
    meter.bar->setTextVisible(false);
    meter.bar->setMinimumWidth(kSmallestBar);
    meter.bar->setAccessibleName(name);
    meter.value->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    meter.value->setText(QStringLiteral("–"));
    const int row = grid_->rowCount();
    grid_->addWidget(meter.name, row, 0);
    grid_->addWidget(meter.bar, row, 1);
    grid_->addWidget(meter.value, row, 2);
    return meter;
}

QLabel* DeviceView::addLine()
{
    auto* label = new QLabel;
    label->setProperty("muted", true);
    label->setWordWrap(true);
    label->setContentsMargins(kIndent, 0, 0, 0);
    grid_->addWidget(label, grid_->rowCount(), 0, 1, kColumns);
    return label;
}

void DeviceView::setDevice(const QString& device)
{
    for (QAbstractButton* button : choices_->buttons())
        if (button->property(kDeviceProperty).toString() == device)
            button->setChecked(true);
}

void DeviceView::setLoad(const MachineLoad& load)
{
    busy_.bar->setValue(permille(load.busy));
    busy_.value->setText(load.busy < 0
                             ? QStringLiteral("–")
                             : tr("%1 of %2 cores").arg(shareText(load.busy)).arg(load.cores));
    memory_.bar->setValue(permille(shareOf(load.used, load.total)));
    memory_.value->setText(memoryText(load.used, load.total));
    noGpu_->setVisible(load.gpus.empty());
    cuda_->setEnabled(!load.gpus.empty() || cuda_->isChecked());
    setGpuCount(static_cast<qsizetype>(load.gpus.size()));
    for (qsizetype i = 0; i < gpus_.size(); ++i)
        showGpu(gpus_[i], load.gpus[static_cast<size_t>(i)]);
}

void DeviceView::setGpuCount(qsizetype count)
{
    while (gpus_.size() < count)
        gpus_.append(Gpu{addLine(), addMeter(tr("Busy")), addMeter(tr("Memory")), addLine()});
    while (gpus_.size() > count) { // a GPU that fell off the bus
        const Gpu gone = gpus_.takeLast();
        for (QWidget* widget :
             {static_cast<QWidget*>(gone.name), static_cast<QWidget*>(gone.programs),
              static_cast<QWidget*>(gone.busy.name), static_cast<QWidget*>(gone.busy.bar),
              static_cast<QWidget*>(gone.busy.value), static_cast<QWidget*>(gone.memory.name),
              static_cast<QWidget*>(gone.memory.bar), static_cast<QWidget*>(gone.memory.value)})
            delete widget;
    }
}

void DeviceView::showGpu(const Gpu& gpu, const GpuLoad& load)
{
    gpu.name->setText(QString::fromStdString(load.name));
    gpu.busy.bar->setValue(permille(load.busy));
    gpu.busy.value->setText(shareText(load.busy));
    gpu.memory.bar->setValue(permille(shareOf(load.used, load.total)));
    gpu.memory.value->setText(memoryText(load.used, load.total));
    gpu.programs->setText(programsText(load));
}

void DeviceView::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    watch_->setWanted(true);
}

void DeviceView::hideEvent(QHideEvent* event)
{
    watch_->setWanted(false);
    QWidget::hideEvent(event);
}

} // namespace unimo::panels
