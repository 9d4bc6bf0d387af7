// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/findings/slices.h"
#include "core/tasks/confusion.h"
#include "widgets/bridge/evaluations.h"

#include <QHash>
#include <QString>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace unimo::store {
class Project;
}

namespace unimo::panels {

/// The examples behind one figure of one evaluation, and the same ones of another where two are
/// compared.
struct ExampleSet
{
    std::vector<tasks::EvaluatedExample> examples;
    std::vector<tasks::EvaluatedExample> others; ///< of the compared evaluation
    std::vector<int> otherOf;                    ///< one an example: its place in others, or -1
    /// One an example where they have classes: what is right, and what was predicted.
    std::vector<std::string> rightClass, predictedClass;
    QHash<qint64, QString> pictures; ///< file by sample; texts have none
    std::string score;               ///< that stands for the figure
    bool compared = false;
    std::vector<findings::Slice> slices;

    /// The same example of the compared evaluation; null where it has none.
    [[nodiscard]] const tasks::EvaluatedExample* other(size_t index) const
    {
        const int place = otherOf.empty() ? -1 : otherOf[index];
        return place < 0 ? nullptr : &others[static_cast<size_t>(place)];
    }
};

/// What is to be read.
struct ExampleRequest
{
    bridge::Evaluation evaluation;
    std::optional<bridge::Evaluation> compared;
    tasks::EvaluationFigure figure;
};

/// Reads, pairs and slices; Cancelled when stopped. Thread: any that may use the project.
[[nodiscard]] Result<std::shared_ptr<const ExampleSet>>
readExampleSet(const store::Project& project, const ExampleRequest& request,
               const std::stop_token& stop);

/// Which examples are shown.
struct ExampleFilter
{
    enum class Which {
        All,
        Wrong,
        Lost,   ///< right in the first evaluation, wrong in the compared one
        Gained, ///< the other way round
        BothWrong
    };
    struct SliceKey
    {
        findings::Trait trait = findings::Trait::All;
        std::string value;
    };
    struct ClassPair
    {
        size_t right = 0, predicted = 0; ///< places in the confusion
        std::shared_ptr<const tasks::Confusion> confusion;
    };
    Which which = Which::All;
    QString text;
    std::optional<SliceKey> slice;
    std::optional<ClassPair> classes;

    [[nodiscard]] bool accepts(const ExampleSet& set, size_t index) const;
};

} // namespace unimo::panels
