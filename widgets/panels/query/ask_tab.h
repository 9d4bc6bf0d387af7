// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/records.h"
#include "widgets/panels/query/query_tab.h"

class QLabel;
class QLineEdit;
class QPushButton;

namespace unimo::panels {

class AnswerBars;

/// A question about the picture and its likeliest answers.
class AskTab : public QueryTab
{
    Q_OBJECT
public:
    explicit AskTab(bridge::EngineThread* engine, QWidget* parent = nullptr);
    void ask() override;
    void onFailed(bridge::EngineThread::Request request, const Error& error) override;
    void explainBest() override;
    /// The questions known for the picture; offered as examples, and their answers are compared.
    void setKnownQuestions(const std::vector<store::Question>& questions);

protected:
    void connectOther(bridge::EngineThread* other) override;
    void clearOther() override;

private:
    void show(const std::vector<inference::Answer>& answers, double milliseconds);
    void offerQuestions(const std::vector<store::Question>& questions);

    QLineEdit* question_;
    QPushButton* button_;
    QWidget* examples_;
    QLabel* known_;
    AnswerBars* bars_;
    AnswerBars* otherBars_;
    std::vector<store::Question> knownQuestions_;
    std::string asked_;  ///< the question that the answers are to
    bool typed_ = false; ///< the question is the person's own and stays for the next picture
};

} // namespace unimo::panels
