// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/token_text.h"
#include "core/store/project.h"

#include <string>
#include <vector>

namespace unimo::data {

/// A labelled task as a model knows it.
struct TaskSpec
{
    std::string name;
    store::TaskKind kind = store::TaskKind::Classification;
    std::vector<std::string> labels; ///< of a classification: numbers in order, else by alphabet
    bool pictures = false;           ///< its texts are about pictures (visual entailment)

    /// Numbers that its head gives; 0: it generates text.
    [[nodiscard]] int64_t outputs() const;
    /// -1 when it is none of the labels.
    [[nodiscard]] int64_t indexOf(const std::string& label) const;
    friend bool operator==(const TaskSpec&, const TaskSpec&) = default;
};

/// The tasks that a split has examples of, by name.
[[nodiscard]] std::vector<TaskSpec> taskSpecs(const store::Project& project,
                                              const std::string& split);

struct TaskExample
{
    store::SampleId picture = 0; ///< 0: none
    TokenText source;            ///< a text, or two with [SEP] between
    TokenText target;            ///< generation
    int64_t label = -1;          ///< classification
    float value = 0;             ///< regression
};

/// The examples of one task.
struct TaskSet
{
    TaskSpec spec;
    std::vector<TaskExample> examples;
};

/// Two texts in one: a, [SEP], b; without the [SEP] when b is empty. Too long, the longer one loses
/// its last tokens until both fit (unimo.md 4.2: longest first).
[[nodiscard]] TokenText tokenPair(const text::Tokenizer& tokenizer, const std::string& a,
                                  const std::string& b, int maxTokens);

/// One example for a model. Data error for a label or number that the task cannot have.
[[nodiscard]] Result<TaskExample> taskExample(const store::Example& example, const TaskSpec& spec,
                                              const text::Tokenizer& tokenizer, int maxTokens);

} // namespace unimo::data
