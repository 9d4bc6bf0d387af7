// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/sequence_ids.h"
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
    bool dialogue = false; ///< a generation from turns joined by " [SEP] ", about a passage (CoQA)

    /// Numbers that its head gives; 0: it generates text.
    [[nodiscard]] int64_t outputs() const;
    /// -1 when it is none of the labels.
    [[nodiscard]] int64_t indexOf(const std::string& label) const;
    friend bool operator==(const TaskSpec&, const TaskSpec&) = default;
};

/// The tasks that a split has examples of, by name.
[[nodiscard]] std::vector<TaskSpec> taskSpecs(const store::Project& project,
                                              const std::string& split);

/// Who speaks a token of a source, and how many turns ago (unimo.md 4.3).
struct Speech
{
    int32_t role = -1;
    int32_t turn = -1;
};

struct TaskExample
{
    store::SampleId picture = 0; ///< 0: none
    TokenText source;            ///< a text, or two with [SEP] between
    TokenText target;            ///< generation
    std::vector<Speech> speech;  ///< of a dialogue: one a token of the source
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

/// The turns of a dialogue and the passage it is about, in one: turn, [SEP], turn, ..., [SEP],
/// passage (unimo.md 3.2: turns come joined by " [SEP] ", the question asked last). Roles: the
/// passage 2; turns 0 and 1 in turn, the first one (number of turns) mod 2. Turns count down to 1,
/// at most 15; the passage is 0. Too long, the passage loses its end, then the oldest turns go.
void addDialogue(TaskExample& example, const text::Tokenizer& tokenizer, const std::string& turns,
                 const std::string& passage, int maxTokens);

/// [CLS], the source and [SEP]: in a dialogue [CLS] belongs to the first turn, [SEP] to the last
/// token's.
[[nodiscard]] std::vector<PlacedToken> placedSource(const TaskExample& example,
                                                    const SequenceIds& ids);
/// [CLS] and the target; in a dialogue its role and turn are 0.
[[nodiscard]] std::vector<PlacedToken> placedTarget(const TaskExample& example,
                                                    const SequenceIds& ids);

/// One example for a model. Data error for a label or number that the task cannot have.
[[nodiscard]] Result<TaskExample> taskExample(const store::Example& example, const TaskSpec& spec,
                                              const text::Tokenizer& tokenizer, int maxTokens);

} // namespace unimo::data
