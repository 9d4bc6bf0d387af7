// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/machine_load.h"

#include <QString>
#include <QVector>
#include <QWidget>

class QButtonGroup;
class QGridLayout;
class QLabel;
class QProgressBar;
class QRadioButton;

namespace unimo::bridge {
class MachineWatch;
}

namespace unimo::panels {

/// Which device the next run computes on, with how busy each is at the moment: the processor, its
/// memory, and every GPU with the programs on it. Measured each second while it is in sight.
class DeviceView : public QWidget
{
    Q_OBJECT
public:
    explicit DeviceView(QWidget* parent = nullptr);

    /// "auto", "cpu" or "cuda", without a signal.
    void setDevice(const QString& device);
    void setLoad(const MachineLoad& load);

Q_SIGNALS:
    void deviceChosen(const QString& device);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    /// A name, a bar and what it says.
    struct Meter
    {
        QLabel* name = nullptr;
        QProgressBar* bar = nullptr;
        QLabel* value = nullptr;
    };
    struct Gpu
    {
        QLabel* name = nullptr;
        Meter busy;
        Meter memory;
        QLabel* programs = nullptr;
    };
    QRadioButton* addChoice(const QString& text, const QString& tip, const QString& device);
    [[nodiscard]] Meter addMeter(const QString& name);
    [[nodiscard]] QLabel* addLine();
    void setGpuCount(qsizetype count);
    void showGpu(const Gpu& gpu, const GpuLoad& load);

    bridge::MachineWatch* watch_;
    QButtonGroup* choices_;
    QRadioButton* cuda_;
    QGridLayout* grid_;
    Meter busy_;
    Meter memory_;
    QLabel* noGpu_;
    QVector<Gpu> gpus_;
};

} // namespace unimo::panels
