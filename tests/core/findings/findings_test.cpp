// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/findings/report.h"
#include "core/findings/statistics.h"

#include <nlohmann/json.hpp>

#include <QTest>
#include <array>
#include <cmath>

using namespace unimo;
using namespace unimo::findings;

class FindingsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    /// By scipy.stats.t.interval(0.95, 2, 3, sem([1, 3, 5])).
    void intervalsAreStudents()
    {
        const Interval three = intervalOf(std::array{1.0, 3.0, 5.0});
        QVERIFY(std::abs(three.mean - 3) < 1e-9);
        QVERIFY(std::abs(*three.half - 4.96828) < 2e-3);
        QVERIFY(directionOf(three) == Direction::None);
        QVERIFY(directionOf(intervalOf(std::array{4.0, 4.1, 4.2})) == Direction::Higher);
        QVERIFY(directionOf(intervalOf(std::array{-4.0, -4.1, -4.2})) == Direction::Lower);
        QVERIFY(directionOf(intervalOf(std::array{4.0})) == Direction::Unknown);
    }

    void theInstalledPlanIsWhole()
    {
        const auto plan = loadPlan(sharedFile("resources/recipes/findings")).orThrow();
        QCOMPARE(plan.variants.size(), 10U);
        QCOMPARE(plan.questions.size(), 4U);
        QCOMPARE(plan.variants.front().name, "full");
        for (size_t i = 1; i < plan.variants.size(); ++i)
            QVERIFY2(plan.variants[i].recipe.toJson() != plan.variants[0].recipe.toJson(),
                     plan.variants[i].name.c_str());
    }

    void verdictsFollowThePairedDifferences()
    {
        const auto plan = loadPlan(sharedFile("resources/recipes/findings")).orThrow();
        Results results;
        for (int64_t seed = 1; seed <= 3; ++seed) {
            // The seeds differ far more than the variants: only pairing shows it.
            const double level = 10.0 * static_cast<double>(seed);
            results.outcomes.push_back(
                {"full", seed, {{"VQA", level}, {"retrieval R@1", level}}, 1});
            results.outcomes.push_back(
                {"no-texts", seed, {{"VQA", level - 2}, {"retrieval R@1", level - 2.1}}, 1});
            results.outcomes.push_back({"scratch", seed, {{"VQA", level + 3}}, 1});
            results.outcomes.push_back(
                {"matching", seed, {{"VQA", level + (seed == 2 ? 5.0 : -5.0)}}, 1});
        }
        const std::string report = reportMarkdown(plan, results);
        const auto says = [&](const char* text) { return report.find(text) != std::string::npos; };
        QVERIFY2(says("Verdict on `no-texts`: same direction as claimed."), report.c_str());
        QVERIFY2(says("Verdict on `scratch`: opposite."), report.c_str());
        QVERIFY2(says("Verdict on `matching`: no difference."), report.c_str());
        QVERIFY(says("`texts-only`: not measured yet."));
        QVERIFY(says("| VQA | 20.0 ± 24.8 | 18.0 ± 24.8 | +2.0 ± 0.0 |"));
    }

    void resultsSurviveTheirFile()
    {
        const TemporaryFolder folder;
        QVERIFY(!load(folder.path()).orThrow().has_value());
        const Outcome outcome{"full", 2, {{"VQA", 51.5}}, 60};
        saveHead({120, "data", "plan", {}}, folder.path()).orThrow();
        saveOutcome(outcome, folder.path()).orThrow();
        saveOutcome({"scratch", 1, {}, 30}, folder.path()).orThrow(); // by another call, say
        const auto again = load(folder.path()).orThrow();
        QVERIFY(again && again->steps == 120 && again->outcomes.size() == 2);
        QVERIFY(again->find("full", 2) && again->find("scratch", 1));
        QCOMPARE(again->find("full", 2)->figures.at("VQA"), 51.5);
        for (const char* name : {"outcomes/full-2.json", "results.json"}) {
            const auto file = folder.path() / name;
            writeFileAtomic(file, "{\"version\": 2}").orThrow();
            const auto damaged = load(folder.path());
            QVERIFY(!damaged.ok() && damaged.error().where == file.string());
        }
    }

    void aPlanThatNamesWhatIsNotThereIsRefused()
    {
        const TemporaryFolder folder;
        writeFileAtomic(folder.path() / "full.json", "{}").orThrow();
        writeFileAtomic(folder.path() / "plan.json",
                        R"({"variants": [], "figures": {}, "questions": [{"name": "RQ1", "text": "",
                            "claim": "", "without": ["none"], "figures": []}]})")
            .orThrow();
        const auto plan = loadPlan(folder.path());
        QVERIFY(!plan.ok());
        QVERIFY(plan.error().message.find("none") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(FindingsTest)
#include "findings_test.moc"
