// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tasks/detail/blind_model.h"
#include "core/tasks/detail/evaluation_parts.h"
#include "core/tasks/detail/queries.h"
#include "core/tasks/metrics/question_prior.h"
#include "core/tasks/metrics/vqa.h"

namespace unimo::tasks {
namespace {

struct Tally
{
    int64_t count = 0;
    double model = 0;
    double prior = 0;
    double blind = 0;

    [[nodiscard]] nlohmann::json json() const
    {
        const auto share = [this](double hits) {
            return hits / static_cast<double>(std::max<int64_t>(count, 1));
        };
        return {{"questions", count},
                {"accuracy", share(model)},
                {"prior", share(prior)},
                {"blind", share(blind)}};
    }
};

/// Of several people's answers each has its accuracy by the challenge's rule as its score.
double accuracyOf(const store::Question& question, const std::string& answer)
{
    for (const auto& [text, score] : question.answers)
        if (metrics::sameAnswer(answer, text))
            return score;
    return question.answers.empty() && metrics::sameAnswer(answer, question.answer) ? 1 : 0;
}

} // namespace

nlohmann::json evaluateQuestions(Bundle& bundle, const EvaluationData& data,
                                 const EvaluationOptions&, const JobControl& control)
{
    control.progress("Questions", 0, 1);
    std::vector<store::Question> questions;
    std::vector<std::vector<int32_t>> tokens;
    std::vector<size_t> picture;
    for (size_t i = 0; i < data.samples.size(); ++i)
        for (auto& question : data.project.questions(data.samples[i])) {
            if (question.answer.empty()) // of a test whose answers are kept back
                continue;
            tokens.push_back(data::tokenText(*bundle.tokenizer, question.text,
                                             static_cast<int>(bundle.maxTextTokens))
                                 .ids);
            picture.push_back(i);
            questions.push_back(std::move(question));
        }
    if (questions.empty() || bundle.answers.size() == 0)
        return nullptr;

    metrics::QuestionPrior prior;
    std::vector<std::string> trainTexts;
    std::vector<int64_t> trainAnswers;
    store::SampleFilter train;
    train.split = "train";
    for (const auto& question : data.project.questions(train)) {
        prior.add(question.text, question.type, question.answer);
        const int64_t answer = bundle.answers.indexOf(question.answer);
        if (answer < 0)
            continue;
        trainTexts.push_back(question.text);
        trainAnswers.push_back(answer);
    }
    BlindModel blind(static_cast<int64_t>(bundle.answers.size()));
    blind.fitClasses(trainTexts, trainAnswers);

    std::vector<JointInput> inputs;
    std::vector<std::string> texts;
    for (size_t i = 0; i < questions.size(); ++i) {
        inputs.push_back({&data.pictures[picture[i]], &tokens[i]});
        texts.push_back(questions[i].text);
    }
    const at::Tensor answered = answerProbabilities(bundle, inputs, control.stop);
    if (control.stopped())
        return nullptr;
    const at::Tensor best = answered.argmax(1);
    const at::Tensor blindBest = blind.scores(texts).argmax(1);
    const auto text = [&](const at::Tensor& choice, size_t i) {
        return bundle.answers.text(
            static_cast<size_t>(choice[static_cast<int64_t>(i)].item<int64_t>()));
    };
    const auto probability = [&](size_t i, int64_t answer) {
        return answer < 0 ? 0.0
                          : answered[static_cast<int64_t>(i)][answer].item<double>(); // 0: unknown
    };

    std::map<std::string, Tally> types;
    Tally all;
    for (size_t i = 0; i < questions.size(); ++i) {
        const auto& question = questions[i];
        const std::string type = question.type.empty() ? "untyped" : question.type;
        const std::string given = text(best, i);
        const double right = accuracyOf(question, given);
        const double priorRight = accuracyOf(question, prior.answer(question.text, question.type));
        const double blindRight = accuracyOf(question, text(blindBest, i));
        for (Tally* tally : {&types[type], &all}) {
            ++tally->count;
            tally->model += right;
            tally->prior += priorRight;
            tally->blind += blindRight;
        }
        EvaluatedExample example{
            .part = "vqa",
            .type = type,
            .sample = question.sample,
            .item = question.id,
            .text = question.text,
            .gold = question.answer,
            .prediction = given,
            .scores = {{"accuracy", right}, {"prior", priorRight}, {"blind", blindRight}}};
        example.confidence = probability(i, bundle.answers.indexOf(given));
        setProbability(example, probability(i, bundle.answers.indexOf(question.answer)));
        data.keep(std::move(example));
    }
    nlohmann::json report = {{"all", all.json()}, {"types", nlohmann::json::object()}};
    for (const auto& [type, tally] : types)
        report["types"][type] = tally.json();
    return report;
}

} // namespace unimo::tasks
