// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/evaluations.h"

#include "core/base/files.h"
#include "core/tasks/example_file.h"
#include "core/train/run_folder.h"
#include "widgets/bridge/run_edits.h"

#include <nlohmann/json.hpp>

#include <QDir>
#include <QFileInfo>
#include <utility>

namespace unimo::bridge {
namespace {

constexpr uint64_t kLargestReport = 16 << 20;

/// "…/step-00000700" -> 700.
qint64 stepOf(const QString& checkpoint)
{
    const QString name = QFileInfo(checkpoint).fileName();
    bool known = false;
    const qint64 step = name.mid(name.lastIndexOf(QLatin1Char('-')) + 1).toLongLong(&known);
    return known ? step : -1;
}

Evaluation evaluationOf(const QFileInfo& file, const nlohmann::json& report)
{
    const auto text = [&](const char* key) {
        return QString::fromStdString(report.at(key).get<std::string>());
    };
    Evaluation evaluation;
    evaluation.run = file.path();
    evaluation.name = runName(evaluation.run);
    // The run may have been moved since.
    evaluation.checkpoint =
        QDir(evaluation.run)
            .filePath(QStringLiteral("checkpoints/") + QFileInfo(text("checkpoint")).fileName());
    evaluation.step = stepOf(evaluation.checkpoint);
    evaluation.split = text("split");
    evaluation.regions = text("regions");
    evaluation.figures = tasks::evaluationFigures(report);
    evaluation.file = file.filePath();
    evaluation.modified = file.lastModified().toMSecsSinceEpoch();
    evaluation.dataVersion = QString::fromStdString(report.value("data_version", std::string()));
    evaluation.hasExamples = tasks::hasExamples(file.filePath().toStdString(), report);
    return evaluation;
}

} // namespace

std::optional<Evaluations> readEvaluations(const QString& project, const QByteArray& knownStamp)
{
    Evaluations all;
    QFileInfoList files;
    const QString runs = QDir(project).filePath(QStringLiteral("runs"));
    for (const auto& run : train::listRuns(runs.toStdString()))
        files += QDir(QString::fromStdString(run.path().string()))
                     .entryInfoList({QStringLiteral("evaluation-*.json")}, QDir::Files, QDir::Name);
    for (const QFileInfo& file : std::as_const(files))
        all.stamp += file.filePath().toUtf8() + runName(file.path()).toUtf8() +
                     QByteArray::number(file.lastModified().toMSecsSinceEpoch());
    if (all.stamp == knownStamp)
        return std::nullopt;
    for (const QFileInfo& file : std::as_const(files)) {
        const auto report = readJson(file.filePath().toStdString(), kLargestReport);
        if (!report) {
            all.problems << QString::fromStdString(report.error().text());
            continue;
        }
        try {
            all.found.push_back(evaluationOf(file, *report));
        } catch (const nlohmann::json::exception& e) {
            all.problems << QStringLiteral("%1: %2").arg(file.filePath(),
                                                         QString::fromUtf8(e.what()));
        }
    }
    return all;
}

} // namespace unimo::bridge
