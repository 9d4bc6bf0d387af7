// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/data/import_action.h"

#include "core/base/hash.h"
#include "core/formats/import.h"
#include "core/image/image.h"
#include "widgets/bridge/job_runner.h"
#include "widgets/bridge/workspace.h"
#include "widgets/look/theme.h"
#include "widgets/panels/data/import_report.h"

#include <QFileInfo>
#include <QSet>
#include <memory>

namespace unimo::panels {

using formats::ImportReport;

namespace {

bool isPicture(const QString& path)
{
    static const QSet<QString> endings = {QStringLiteral("png"),  QStringLiteral("jpg"),
                                          QStringLiteral("jpeg"), QStringLiteral("webp"),
                                          QStringLiteral("bmp"),  QStringLiteral("tif"),
                                          QStringLiteral("tiff")};
    return endings.contains(QFileInfo(path).suffix().toLower());
}

/// One picture without a text, referred to where it lies.
void importPicture(store::Project& project, const std::string& file, ImportReport& report)
{
    const auto image = loadImage(file);
    const auto hash = contentHashOfFile(file);
    if (!image || !hash) {
        const Error& error = image ? hash.error() : image.error();
        report.problems.push_back({file, error.message});
        return;
    }
    if (project.sampleWithImage(*hash)) {
        ++report.picturesKnown;
        return;
    }
    store::Sample sample;
    sample.kind = store::SampleKind::Image;
    sample.split = "train";
    sample.collection = "pictures";
    sample.imagePath = file;
    sample.imageHash = *hash;
    sample.width = image->width;
    sample.height = image->height;
    project.add(sample);
    ++report.picturesAdded;
}

void addTo(ImportReport& total, const ImportReport& part)
{
    total.picturesAdded += part.picturesAdded;
    total.picturesKnown += part.picturesKnown;
    total.captionsAdded += part.captionsAdded;
    total.captionsKnown += part.captionsKnown;
    total.problems.insert(total.problems.end(), part.problems.begin(), part.problems.end());
}

Status importAll(const QString& folder, const QStringList& paths, ImportReport& total,
                 const JobControl& control)
{
    auto project = store::Project::open(folder.toStdString());
    if (!project)
        return project.error();
    int64_t done = 0;
    for (const QString& path : paths) {
        if (control.stopped())
            return JobControl::cancelled("The import");
        if (isPicture(path)) {
            importPicture(**project, path.toStdString(), total);
            control.progress("Adding pictures", ++done, paths.size());
            continue;
        }
        auto report = formats::importFolder(**project, path.toStdString(), {}, control);
        if (!report)
            return report.error();
        addTo(total, *report);
    }
    return {};
}

} // namespace

void startImport(bridge::Workspace* workspace, const QStringList& paths, QWidget* parent)
{
    auto report = std::make_shared<ImportReport>();
    const QString title =
        paths.size() == 1
            ? bridge::Workspace::tr("Import of %1").arg(QFileInfo(paths.first()).fileName())
            : bridge::Workspace::tr("Import of %1 files").arg(paths.size());
    bridge::CoreJob* job = workspace->jobs()->start(
        title, [folder = workspace->projectFolder(), paths, report](const JobControl& control) {
            return importAll(folder, paths, *report, control);
        });
    QObject::connect(job, &bridge::CoreJob::succeeded, parent, [workspace, report, parent, title] {
        workspace->announceDataChange();
        workspace->notify(summary(*report));
        if (!report->problems.empty())
            (new ImportReportDialog(title, *report, parent))->show();
    });
    QObject::connect(job, &bridge::CoreJob::failed, parent, [workspace](const Error& error) {
        if (error.kind == ErrorKind::Cancelled)
            workspace->notify(QString::fromStdString(error.message));
        else
            workspace->notifyError(QString::fromStdString(error.text()));
    });
}

} // namespace unimo::panels
