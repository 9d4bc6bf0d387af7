// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/monitor/run_groups.h"

#include <QRegularExpression>
#include <optional>

namespace unimo::panels {
namespace {

const QString& seedKey()
{
    static const QString key = QStringLiteral("run.seed");
    return key;
}

/// What the members of a group share; none when the run has nothing to go by.
std::optional<QString> keyOf(const bridge::FoundRun& run, const Grouping& grouping)
{
    switch (grouping.by) {
    case Grouping::By::Nothing:
        return std::nullopt;
    case Grouping::By::Name:
        return nameWithoutNumber(run.name);
    case Grouping::By::AllButSeed: {
        if (run.settings.isEmpty())
            return std::nullopt;
        QString key;
        for (auto setting = run.settings.begin(); setting != run.settings.end(); ++setting)
            if (setting.key() != seedKey())
                key += setting.key() + QLatin1Char('=') + setting.value() + QLatin1Char('\n');
        return key;
    }
    case Grouping::By::Setting: {
        const auto found = run.settings.find(grouping.setting);
        return found == run.settings.end() ? std::nullopt : std::optional(found.value());
    }
    }
    return std::nullopt;
}

QString nameOf(const QString& key, const bridge::FoundRun& first, const Grouping& grouping)
{
    switch (grouping.by) {
    case Grouping::By::Setting:
        return QStringLiteral("%1 = %2").arg(grouping.setting,
                                             key.isEmpty() ? QStringLiteral("\"\"") : key);
    case Grouping::By::AllButSeed:
        return nameWithoutNumber(first.name);
    case Grouping::By::Nothing:
    case Grouping::By::Name:
        break;
    }
    return key;
}

} // namespace

QString nameWithoutNumber(const QString& name)
{
    static const QRegularExpression date(QStringLiteral("^\\d{4}-\\d{2}-\\d{2}-\\d{4}-"));
    static const QRegularExpression word(QStringLiteral("^(seed|run|trial|rep)[-_ =]?\\d+$"),
                                         QRegularExpression::CaseInsensitiveOption);
    // Not the end of "lr-0.1".
    static const QRegularExpression number(
        QStringLiteral("[-_ ]+((seed|run|trial|rep|s)[-_ =]?)?\\d+$"),
        QRegularExpression::CaseInsensitiveOption);
    QStringList kept;
    const QStringList parts = name.split(QLatin1Char('/'));
    for (QString part : parts) {
        part.remove(date).remove(word).remove(number);
        if (!part.isEmpty())
            kept << part;
    }
    return kept.isEmpty() ? name : kept.join(QLatin1Char('/'));
}

QVector<RunGroup> groupRuns(const bridge::FoundRuns& runs, const Grouping& grouping)
{
    QVector<RunGroup> groups;
    QHash<QString, qsizetype> placeOf;
    QHash<QString, int> namesakes; // settings may differ where names do not
    for (const bridge::FoundRun& run : runs) {
        const auto key = keyOf(run, grouping);
        if (!key)
            continue;
        const auto known = placeOf.constFind(*key);
        if (known != placeOf.constEnd()) {
            groups[*known].runs << run.path;
            continue;
        }
        placeOf.insert(*key, groups.size());
        const QString name = nameOf(*key, run, grouping);
        const int alike = ++namesakes[name];
        groups.append(
            {alike == 1 ? name : QStringLiteral("%1 (%2)").arg(name).arg(alike), {run.path}});
    }
    return groups;
}

QStringList differingSettings(const bridge::FoundRuns& runs)
{
    QMap<QString, QString> first;
    QSet<QString> differing;
    for (const bridge::FoundRun& run : runs)
        for (auto setting = run.settings.begin(); setting != run.settings.end(); ++setting) {
            const auto known = first.constFind(setting.key());
            if (known == first.constEnd())
                first.insert(setting.key(), setting.value());
            else if (known.value() != setting.value())
                differing.insert(setting.key());
        }
    QStringList keys(differing.begin(), differing.end());
    keys.sort();
    return keys;
}

} // namespace unimo::panels
