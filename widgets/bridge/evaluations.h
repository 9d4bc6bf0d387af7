// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tasks/evaluation.h"

#include <QByteArray>
#include <QString>
#include <QStringList>
#include <optional>
#include <vector>

namespace unimo::bridge {

/// What `unimo evaluate` found of one checkpoint on one split.
struct Evaluation
{
    QString run;  ///< its folder
    QString name; ///< of the run
    qint64 step = -1;
    QString split;
    QString regions; ///< "truth" or "proposals"
    std::vector<tasks::EvaluationFigure> figures;
    QString file;             ///< the report
    qint64 modified = 0;      ///< when, milliseconds of the epoch
    QString checkpoint;       ///< its folder
    QString dataVersion;      ///< of the project then
    bool hasExamples = false; ///< whether what became of each example lies beside it
};

struct Evaluations
{
    std::vector<Evaluation> found; ///< the newest run first
    QStringList problems;          ///< files that make no sense, and why
    QByteArray stamp;              ///< changes when a file does
};

/// Every runs/*/evaluation-*.json of a project; nothing when none has changed since that stamp.
/// Thread: any.
[[nodiscard]] std::optional<Evaluations> readEvaluations(const QString& project,
                                                         const QByteArray& knownStamp);

} // namespace unimo::bridge
