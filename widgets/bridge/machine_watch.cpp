// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/machine_watch.h"

#include <memory>

namespace unimo::bridge {
namespace {
constexpr int kEveryMs = 1000;
} // namespace

MachineWatch::MachineWatch(QObject* parent) : QObject(parent), timer_(new QTimer)
{
    timer_->setInterval(kEveryMs);
    timer_->moveToThread(&thread_);
    connect(&thread_, &QThread::finished, timer_, &QObject::deleteLater);
    // The timer's thread does it; the signal crosses to the receiver's.
    connect(timer_, &QTimer::timeout, timer_,
            [this, meter = std::make_shared<MachineMeter>()] { Q_EMIT measured(meter->read()); });
    thread_.setObjectName(QStringLiteral("machine watch"));
    thread_.start();
}

MachineWatch::~MachineWatch()
{
    thread_.quit();
    thread_.wait();
}

void MachineWatch::setWanted(bool wanted)
{
    QMetaObject::invokeMethod(timer_, [timer = timer_, wanted] {
        if (!wanted)
            return timer->stop();
        if (!timer->isActive())
            timer->start();
    });
}

} // namespace unimo::bridge
