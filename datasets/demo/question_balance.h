// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>

namespace unimo::datasets {

/// Counts the answers given so far in a split, so that the next question can be chosen against
/// what is frequent: nobody may guess answers without the picture.
class QuestionBalance
{
public:
    void note(const std::string& type, const std::string& text, const std::string& answer);

    /// How far an answer is ahead of an even share: 0 when all `answers` are equally frequent, more
    /// than 0 when this one is too frequent, for this question's text and for its type.
    [[nodiscard]] double excess(const std::string& type, const std::string& text,
                                const std::string& answer, int answers) const;
    /// Times "yes" less times "no" for this text.
    [[nodiscard]] int64_t lead(const std::string& text) const;
    /// How much the type's answers lean to "yes".
    [[nodiscard]] int64_t typeLead(const std::string& type) const;

private:
    using Answers = std::map<std::string, int64_t>;
    static double excess(const Answers& answers, const std::string& answer, int count);
    static int64_t lead(const Answers& answers);

    std::map<std::string, Answers> texts_;
    std::map<std::string, Answers> types_;
};

} // namespace unimo::datasets
