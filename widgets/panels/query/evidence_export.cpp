// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/query/evidence_export.h"

#include "core/base/files.h"
#include "core/inference/regions_json.h"
#include "widgets/look/csv_field.h"

#include <nlohmann/json.hpp>

namespace unimo::panels {

using inference::EvidenceUnit;

namespace {

QString roleOf(EvidenceUnit::Role role)
{
    switch (role) {
    case EvidenceUnit::Role::Picture:
        return QStringLiteral("picture");
    case EvidenceUnit::Role::Region:
        return QStringLiteral("region");
    case EvidenceUnit::Role::Tag:
        return QStringLiteral("tag");
    case EvidenceUnit::Role::Word:
        return QStringLiteral("word");
    case EvidenceUnit::Role::Special:
        return QStringLiteral("special");
    }
    return {};
}

} // namespace

QString csvOf(const inference::Evidence& evidence, const EvidenceShading& shading)
{
    QString csv = QStringLiteral("unit,role,text,shown,gradient,effect,probability\n");
    for (size_t u = 0; u < evidence.units.size(); ++u) {
        const EvidenceUnit& unit = evidence.units[u];
        const QStringList fields{
            QString::number(u),
            roleOf(unit.role),
            look::csvField(QString::fromStdString(unit.text)),
            QString::number(shading.values.value(static_cast<qsizetype>(u)), 'g', 6),
            QString::number(static_cast<double>(unit.gradient), 'g', 6),
            unit.canBeLeftOut() ? QString::number(static_cast<double>(unit.effect), 'g', 6)
                                : QString(),
            unit.probability < 0 ? QString()
                                 : QString::number(static_cast<double>(unit.probability), 'g', 6)};
        csv += fields.join(QLatin1Char(',')) + QLatin1Char('\n');
    }
    return csv;
}

Status saveEvidence(const inference::Evidence& evidence,
                    const std::vector<inference::SeenRegion>& regions,
                    const EvidenceShading& shading, const QString& file)
{
    if (file.endsWith(QLatin1String(".csv"), Qt::CaseInsensitive))
        return writeFileAtomic(file.toStdString(), csvOf(evidence, shading).toStdString());
    auto json = toJson(evidence);
    json["regions"] = inference::toJson(regions);
    return writeJsonAtomic(file.toStdString(), json);
}

} // namespace unimo::panels
