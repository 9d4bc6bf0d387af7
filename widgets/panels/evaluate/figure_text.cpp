// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/evaluate/figure_text.h"

#include "core/tasks/evaluation.h"
#include "widgets/look/theme.h"

#include <QCoreApplication>
#include <QHash>

namespace unimo::panels {

bool isCount(const std::string& metric)
{
    return metric == "gallery" || metric == "questions" || metric == "pairs" ||
           metric == "examples" || metric == "pictures";
}

bool isRank(const std::string& metric)
{
    return metric == "median_rank";
}

bool isBaseline(const std::string& metric)
{
    return metric == "prior" || metric == "blind" || metric == "majority";
}

QString readableKey(const std::string& key)
{
    QString text = QString::fromStdString(key);
    for (const char* group : {"types.", "rules."})
        if (text.startsWith(QLatin1String(group)))
            text.remove(0, static_cast<int>(qstrlen(group)));
    return text.replace(QLatin1Char('_'), QLatin1Char(' '))
        .replace(QLatin1Char('.'), QStringLiteral(", "));
}

QString metricName(const std::string& metric)
{
    static const QHash<QString, QString> names = {
        {QStringLiteral("r1"), QStringLiteral("R@1")},
        {QStringLiteral("r5"), QStringLiteral("R@5")},
        {QStringLiteral("r10"), QStringLiteral("R@10")},
        {QStringLiteral("bleu1"), QStringLiteral("BLEU-1")},
        {QStringLiteral("bleu2"), QStringLiteral("BLEU-2")},
        {QStringLiteral("bleu3"), QStringLiteral("BLEU-3")},
        {QStringLiteral("bleu4"), QStringLiteral("BLEU-4")},
        {QStringLiteral("meteor"), QStringLiteral("METEOR")},
        {QStringLiteral("rouge_1"), QStringLiteral("ROUGE-1")},
        {QStringLiteral("rouge_2"), QStringLiteral("ROUGE-2")},
        {QStringLiteral("rouge_l"), QStringLiteral("ROUGE-L")},
        {QStringLiteral("cider_d"), QStringLiteral("CIDEr-D")},
        {QStringLiteral("matthews"), QStringLiteral("Matthews")},
        {QStringLiteral("pearson"), QStringLiteral("Pearson")},
        {QStringLiteral("spearman"), QStringLiteral("Spearman")},
        {QStringLiteral("f1"), QStringLiteral("F1")}};
    const QString key = QString::fromStdString(metric);
    return names.value(key, readableKey(metric));
}

QString splitText(const QString& split)
{
    return split == QLatin1String(tasks::EvaluationOptions::kAllSplits)
               ? QCoreApplication::translate("FigureText", "All splits")
               : split;
}

double shownFactor(const std::string& metric)
{
    return isCount(metric) || isRank(metric) || metric == "error" ? 1 : 100;
}

QString figureText(const std::string& metric, double value)
{
    if (isCount(metric))
        return look::formatCount(static_cast<qint64>(value));
    return QString::number(shownFactor(metric) * value, 'f', metric == "error" ? 3 : 1);
}

} // namespace unimo::panels
