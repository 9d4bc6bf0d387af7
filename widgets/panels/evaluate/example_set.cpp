// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/evaluate/example_set.h"

#include "core/base/progress.h"
#include "core/store/project.h"
#include "core/tasks/example_file.h"

#include <map>

namespace unimo::panels {
namespace {

using tasks::EvaluatedExample;
using Examples = std::vector<EvaluatedExample>;

Examples examplesFrom(const bridge::Evaluation& evaluation, const tasks::ExampleQuery& query,
                      const std::stop_token& stop)
{
    return tasks::readExamples(tasks::examplesFileOf(evaluation.file.toStdString()), query, stop)
        .orThrow();
}

std::vector<int> placesOf(const Examples& examples, const Examples& others)
{
    std::map<std::pair<int64_t, int64_t>, int> known;
    for (size_t i = 0; i < others.size(); ++i)
        known[{others[i].sample, others[i].item}] = static_cast<int>(i);
    std::vector<int> places;
    for (const auto& example : examples) {
        const auto same = known.find({example.sample, example.item});
        places.push_back(same == known.end() ? -1 : same->second);
    }
    return places;
}

QHash<qint64, QString> picturesOf(const store::Project& project, const Examples& examples,
                                  const QString& split)
{
    QHash<qint64, QString> files;
    store::SampleFilter filter;
    filter.split = tasks::EvaluationOptions::splitFilter(split.toStdString());
    for (const auto& sample : project.samples(filter))
        if (!sample.imagePath.empty())
            files[sample.id] = QString::fromStdString(project.imageFile(sample).string());
    // Those that were moved to another split since.
    for (const auto& example : examples)
        if (!files.contains(example.sample))
            if (const auto sample = project.sample(example.sample);
                sample && !sample->imagePath.empty())
                files[example.sample] = QString::fromStdString(project.imageFile(*sample).string());
    return files;
}

bool contains(const std::string& text, const QString& words)
{
    return QString::fromStdString(text).contains(words, Qt::CaseInsensitive);
}

} // namespace

Result<std::shared_ptr<const ExampleSet>> readExampleSet(const store::Project& project,
                                                         const ExampleRequest& request,
                                                         const std::stop_token& stop)
{
    try {
        const auto query = tasks::examplesOf(request.figure);
        auto set = std::make_shared<ExampleSet>();
        set->examples = examplesFrom(request.evaluation, query, stop);
        set->score = tasks::scoreFor(set->examples, request.figure.metric);
        set->pictures = picturesOf(project, set->examples, request.evaluation.split);
        if (tasks::haveClasses(set->examples))
            for (const auto& example : set->examples) {
                set->rightClass.push_back(tasks::className(example, example.gold));
                set->predictedClass.push_back(tasks::className(example, example.prediction));
            }
        set->compared = request.compared.has_value();
        if (request.compared) {
            set->others = examplesFrom(*request.compared, query, stop);
            set->otherOf = placesOf(set->examples, set->others);
        }
        if (stop.stop_requested())
            return JobControl::cancelled("Reading the examples");
        std::optional<std::span<const EvaluatedExample>> others;
        if (request.compared)
            others = set->others;
        if (!set->score.empty())
            set->slices = findings::slicesOf(set->examples, others, set->score);
        return std::shared_ptr<const ExampleSet>(std::move(set));
    } catch (...) {
        return currentExceptionAsError();
    }
}

bool ExampleFilter::accepts(const ExampleSet& set, size_t index) const
{
    const EvaluatedExample& example = set.examples[index];
    const auto right = tasks::isRight(example);
    if (which == Which::Wrong && right != false)
        return false;
    if (which != Which::All && which != Which::Wrong) {
        const auto* other = set.other(index);
        const auto otherRight = other ? tasks::isRight(*other) : std::nullopt;
        if (!right || !otherRight || *right != (which == Which::Lost) ||
            *otherRight != (which == Which::Gained))
            return false;
    }
    if (slice && findings::traitOf(example, slice->trait) != slice->value)
        return false;
    if (classes && (classes->confusion->classOf(set.rightClass[index]) != classes->right ||
                    classes->confusion->classOf(set.predictedClass[index]) != classes->predicted))
        return false;
    return text.isEmpty() || contains(example.text, text) || contains(example.gold, text) ||
           contains(example.prediction, text);
}

} // namespace unimo::panels
