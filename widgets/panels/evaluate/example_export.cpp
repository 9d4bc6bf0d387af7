// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/evaluate/example_export.h"

#include "core/base/files.h"
#include "widgets/look/csv_field.h"
#include "widgets/panels/evaluate/example_model.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QVector>
#include <set>
#include <utility>

namespace unimo::panels {
namespace {

using Fields = QVector<std::pair<QString, QJsonValue>>;

/// Every field of one example; scores by their names.
Fields fieldsOf(const ExampleModel& examples, int row, const std::set<std::string>& scores)
{
    const auto& example = examples.at(row);
    const auto text = [](const std::string& value) { return QString::fromStdString(value); };
    const auto number = [](const auto& value) {
        return value ? QJsonValue(static_cast<double>(*value)) : QJsonValue();
    };
    Fields fields = {{QStringLiteral("sample"), static_cast<double>(example.sample)},
                     {QStringLiteral("item"), static_cast<double>(example.item)},
                     {QStringLiteral("picture"), examples.set()->pictures.value(example.sample)},
                     {QStringLiteral("type"), text(example.type)},
                     {QStringLiteral("text"), text(example.text)},
                     {QStringLiteral("gold"), text(example.gold)},
                     {QStringLiteral("prediction"), text(example.prediction)},
                     {QStringLiteral("found"), static_cast<double>(example.found)},
                     {QStringLiteral("probability"), number(example.probability)},
                     {QStringLiteral("confidence"), number(example.confidence)},
                     {QStringLiteral("loss"), number(example.loss)},
                     {QStringLiteral("margin"), number(example.margin)},
                     {QStringLiteral("rank"), number(example.rank)},
                     {QStringLiteral("split"), text(example.split)},
                     {QStringLiteral("collection"), text(example.collection)},
                     {QStringLiteral("objects"), static_cast<double>(example.objects)}};
    for (const auto& name : scores) {
        const auto score = example.scores.find(name);
        fields.append({text(name), score == example.scores.end() ? QJsonValue() : score->second});
    }
    if (examples.set()->compared) {
        const auto* other = examples.otherAt(row);
        fields.append({QStringLiteral("compared_prediction"),
                       other ? QJsonValue(text(other->prediction)) : QJsonValue()});
    }
    return fields;
}

QString csvValue(const QJsonValue& value)
{
    if (value.isDouble())
        return QString::number(value.toDouble(), 'g', 9);
    return look::csvField(value.toString());
}

} // namespace

Status saveExamples(const ExampleModel& examples, const QString& file)
{
    std::set<std::string> scores;
    for (const auto& example : examples.set()->examples)
        for (const auto& [name, score] : example.scores)
            scores.insert(name);
    QByteArray content;
    if (file.endsWith(QLatin1String(".json"), Qt::CaseInsensitive)) {
        QJsonArray rows;
        for (int row = 0; row < examples.rowCount(); ++row) {
            QJsonObject object;
            for (const auto& [name, value] : fieldsOf(examples, row, scores))
                object[name] = value;
            rows.append(object);
        }
        content = QJsonDocument(rows).toJson();
    } else {
        for (int row = 0; row < examples.rowCount(); ++row) {
            const Fields fields = fieldsOf(examples, row, scores);
            QStringList names, values;
            for (const auto& [name, value] : fields) {
                names << look::csvField(name);
                values << csvValue(value);
            }
            if (row == 0)
                content += names.join(QLatin1Char(',')).toUtf8() + '\n';
            content += values.join(QLatin1Char(',')).toUtf8() + '\n';
        }
    }
    return writeFileAtomic(file.toStdString(), content.toStdString());
}

} // namespace unimo::panels
