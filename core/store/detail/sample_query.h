// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/detail/database.h"
#include "core/store/project.h"

#include <string>
#include <vector>

namespace unimo::store::detail {

/// The SQL of a filter. It points into the filter and itself, so it stays where it is made.
class SampleQuery
{
public:
    explicit SampleQuery(const SampleFilter& filter);
    SampleQuery(const SampleQuery&) = delete;
    SampleQuery& operator=(const SampleQuery&) = delete;

    /// "s.trashed = ? AND ...", of the table `samples s`.
    [[nodiscard]] const std::string& condition() const { return condition_; }
    [[nodiscard]] const std::vector<Parameter>& parameters() const { return parameters_; }

private:
    void require(const std::string& term, Parameter parameter);

    std::string condition_ = "s.trashed = ?";
    std::string words_; // the full-text expression
    std::vector<Parameter> parameters_;
};

/// The full-text expression that asks for every word of `text`; empty if there is no word in it.
/// A word that ends in * stands for all words that begin so.
[[nodiscard]] std::string matchExpression(const std::string& text);

} // namespace unimo::store::detail
