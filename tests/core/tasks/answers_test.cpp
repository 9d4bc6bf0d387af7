// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/tasks/metrics/question_prior.h"
#include "core/tasks/metrics/vqa.h"

#include <nlohmann/json.hpp>

#include <QTest>
#include <cmath>

using namespace unimo;
using namespace unimo::metrics;

class AnswersTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        const std::filesystem::path file = std::string(UNIMO_TEST_DATA) + "/metrics/vqa.json";
        golden_ = readJson(file).orThrow();
    }

    void normalisingIsTheChallenges()
    {
        QVERIFY(golden_["normalised"].size() > 30);
        for (const auto& row : golden_["normalised"])
            QCOMPARE(normalisedAnswer(row[0].get<std::string>()), row[1].get<std::string>());
    }

    void accuracyIsTheChallenges()
    {
        QVERIFY(golden_["accuracy"].size() > 30);
        for (const auto& row : golden_["accuracy"]) {
            const auto people = row["people"].get<std::vector<std::string>>();
            const double accuracy = vqaAccuracy(row["answer"].get<std::string>(), people);
            QVERIFY(std::abs(accuracy - row["accuracy"].get<double>()) < 1e-9);
        }
    }

    void aSingleAnswerIsComparedAsItIs()
    {
        const std::vector<std::string> one = {"The Dog."};
        QCOMPARE(vqaAccuracy("dog", one), 1.0);
        QCOMPARE(vqaAccuracy("cat", one), 0.0);
        QCOMPARE(vqaAccuracy("dog", {}), 0.0);
        QVERIFY(sameAnswer("two", "2"));
        QVERIFY(!sameAnswer("two", "3"));
    }

    void thePriorFallsBackFromQuestionToTypeToAll()
    {
        QuestionPrior prior;
        QCOMPARE(prior.answer("anything?", "what"), std::string());
        prior.add("What color is the cat?", "what color", "black");
        prior.add("what color is the cat", "what color", "White");
        prior.add("What color is the CAT ?", "what color", "white.");
        prior.add("What color is the sky?", "what color", "blue");
        prior.add("What color is the sea?", "what color", "blue");
        prior.add("What color is the lake?", "what color", "blue");
        for (int i = 0; i < 5; ++i)
            prior.add("Is it " + std::to_string(i) + "?", "is it", "yes");
        QCOMPARE(prior.answer("What color is the cat?", "what color"), std::string("white"));
        QCOMPARE(prior.answer("What color is the dog?", "what color"), std::string("blue"));
        QCOMPARE(prior.answer("How many?", "how many"), std::string("yes"));
        prior.add("Tie?", "", "b");
        prior.add("Tie?", "", "a b");
        prior.add("Tie?", "", "c");
        QCOMPARE(prior.answer("Tie?", ""), std::string("b"));
    }

private:
    nlohmann::json golden_;
};

QTEST_APPLESS_MAIN(AnswersTest)
#include "answers_test.moc"
