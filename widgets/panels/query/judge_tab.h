// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/records.h"
#include "widgets/panels/query/query_tab.h"

class QComboBox;
class QLineEdit;
class QPushButton;

namespace unimo::panels {

class AnswerBars;

/// What a labelled task says of a text about the picture: for visual entailment, whether it
/// follows from it.
class JudgeTab : public QueryTab
{
    Q_OBJECT
public:
    explicit JudgeTab(bridge::EngineThread* engine, QWidget* parent = nullptr);
    void ask() override;
    void onFailed(bridge::EngineThread::Request request, const Error& error) override;
    void explainBest() override;

    void setTasks(const std::vector<inference::EngineInfo::Task>& tasks);
    /// The labelled examples of the picture: offered, and their labels are compared.
    void setKnownExamples(const std::vector<store::Example>& examples);

protected:
    void connectOther(bridge::EngineThread* other) override;
    void clearOther() override;

private:
    void show(const std::vector<inference::Answer>& labels, double milliseconds);
    void offerExamples();

    QComboBox* task_;
    QLineEdit* text_;
    QPushButton* button_;
    QWidget* examples_;
    AnswerBars* bars_;
    AnswerBars* otherBars_;
    std::vector<store::Example> known_;
    std::string askedTask_, askedText_; ///< what the labels are of
    bool typed_ = false; ///< the statement is the person's own and stays for the next picture
};

} // namespace unimo::panels
