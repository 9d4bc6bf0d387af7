// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/machine_load.h"

#include <QObject>
#include <QThread>
#include <QTimer>

namespace unimo::bridge {

/// Reads how much of this machine is in use, once a second on a thread of its own, while it is
/// wanted. Thread: use from the GUI thread, where the signal arrives.
class MachineWatch : public QObject
{
    Q_OBJECT
public:
    explicit MachineWatch(QObject* parent = nullptr);
    ~MachineWatch() override;

    void setWanted(bool wanted);

Q_SIGNALS:
    void measured(const unimo::MachineLoad& load);

private:
    QThread thread_;
    QTimer* timer_; ///< lives on thread_
};

} // namespace unimo::bridge
