// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/rewrites/rewrite_export.h"

#include "core/store/project.h"
#include "widgets/bridge/marks.h"
#include "widgets/look/csv_field.h"

#include <QSaveFile>
#include <QTextStream>

namespace unimo::panels {
namespace {

constexpr size_t kLook = 1000; ///< lines between two looks at the stop request

QString field(const std::string& text)
{
    return look::csvField(QString::fromStdString(text));
}

QString scoresOf(const store::Rewrite& rewrite)
{
    QStringList scores;
    for (const auto& [name, value] : rewrite.scores)
        scores << QStringLiteral("%1=%2").arg(QString::fromStdString(name)).arg(value);
    return scores.join(QLatin1Char(' '));
}

} // namespace

Status saveRewrites(const QString& project, const QString& split,
                    const std::unordered_map<int64_t, float>& blind, const QString& file,
                    const JobControl& control)
{
    try {
        const auto opened =
            store::Project::open(project.toStdString(), /*readOnly=*/true).orThrow();
        store::SampleFilter filter;
        filter.split = split.toStdString();
        std::unordered_map<int64_t, std::string> captions;
        for (auto& caption : opened->captions(filter))
            captions[caption.id] = std::move(caption.text);
        const auto rewrites = opened->rewrites(filter);
        QSaveFile out(file);
        if (out.open(QIODevice::WriteOnly)) {
            QTextStream text(&out);
            text << "sample,caption,rewrite,rule,polarity,scores,blind_margin,unused\n";
            for (size_t i = 0; i < rewrites.size(); ++i) {
                if (i % kLook == 0) {
                    if (control.stopped())
                        return JobControl::cancelled("saving");
                    control.progress("Saving rewrites", static_cast<int64_t>(i),
                                     static_cast<int64_t>(rewrites.size()));
                }
                const auto& row = rewrites[i];
                const auto margin = blind.find(row.id);
                text << row.sample << ',' << field(captions[row.caption]) << ',' << field(row.text)
                     << ',' << field(row.rule) << ',' << row.polarity << ',' << scoresOf(row) << ','
                     << (margin == blind.end() ? QString() : QString::number(margin->second)) << ','
                     << look::csvField(bridge::whyUnused(row)) << '\n';
            }
        }
        if (!out.commit())
            return Error{ErrorKind::Io,
                         "the file cannot be written: " + out.errorString().toStdString(),
                         file.toStdString(), "choose another folder"};
        return {};
    } catch (...) {
        return currentExceptionAsError();
    }
}

} // namespace unimo::panels
