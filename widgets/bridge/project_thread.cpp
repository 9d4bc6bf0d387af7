// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/project_thread.h"

#include <filesystem>

namespace unimo::bridge {

ProjectThread::ProjectThread(QObject* parent) : QObject(parent), worker_(new QObject)
{
    worker_->moveToThread(&thread_);
    connect(&thread_, &QThread::finished, worker_, &QObject::deleteLater);
    thread_.setObjectName(QStringLiteral("project"));
    thread_.start();
}

ProjectThread::~ProjectThread()
{
    thread_.quit();
    thread_.wait();
}

void ProjectThread::open(const QString& folder, bool readOnly)
{
    ++generation_;
    QMetaObject::invokeMethod(
        worker_,
        [this, folder, readOnly] {
            project_.reset();
            try {
                project_ = store::Project::open(folder.toStdString(), readOnly).orThrow();
                Q_EMIT opened(folder);
            } catch (...) {
                Q_EMIT failed(currentExceptionAsError());
            }
        },
        Qt::QueuedConnection);
}

void ProjectThread::post(Work work)
{
    QMetaObject::invokeMethod(
        worker_,
        [this, work = std::move(work)] {
            if (!project_)
                return;
            try {
                work(*project_);
            } catch (...) {
                Q_EMIT failed(currentExceptionAsError());
            }
        },
        Qt::QueuedConnection);
}

void ProjectThread::deliver(const QPointer<QObject>& context, quint64 generation,
                            std::function<void()> then)
{
    QMetaObject::invokeMethod(
        this,
        [this, context, generation, then = std::move(then)] {
            if (context && generation == generation_)
                then();
        },
        Qt::QueuedConnection);
}

} // namespace unimo::bridge
