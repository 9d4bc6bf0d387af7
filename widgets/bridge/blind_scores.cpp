// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/blind_scores.h"

#include "widgets/bridge/job_runner.h"

#include <memory>

namespace unimo::bridge {

BlindScores::BlindScores(JobRunner* jobs, QObject* parent) : QObject(parent), jobs_(jobs) {}

void BlindScores::learn(const QString& project, const QString& split)
{
    const QString wanted = project + QLatin1Char('\n') + split;
    if (wanted == learnt_)
        return;
    clear();
    learnt_ = wanted;
    const auto margins = std::make_shared<tasks::BlindMargins>();
    job_ = jobs_->start(tr("Text-only scores of %1").arg(split),
                        [margins, folder = project.toStdString(),
                         name = split.toStdString()](const JobControl& control) -> Status {
                            auto opened = store::Project::open(folder, /*readOnly=*/true);
                            if (!opened)
                                return opened.error();
                            auto learnt = tasks::blindMargins(**opened, name, control);
                            if (!learnt)
                                return learnt.error();
                            *margins = std::move(*learnt);
                            return {};
                        });
    connect(job_, &CoreJob::succeeded, this, [this, margins] {
        margins_ = std::move(*margins);
        Q_EMIT changed();
    });
    connect(job_, &CoreJob::failed, this, [this](const Error& error) {
        learnt_.clear();
        if (error.kind != ErrorKind::Cancelled)
            Q_EMIT failed(error);
    });
    connect(job_, &CoreJob::finished, this, [this] {
        job_ = nullptr;
        Q_EMIT changed();
    });
}

void BlindScores::clear()
{
    if (job_) {
        job_->disconnect(this);
        job_->cancel();
        job_ = nullptr;
    }
    learnt_.clear();
    margins_ = {};
    Q_EMIT changed();
}

} // namespace unimo::bridge
