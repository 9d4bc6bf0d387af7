// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/objectives/fragments.h"
#include "core/objectives/masking.h"

#include <QTest>
#include <cmath>
#include <map>
#include <numeric>

using namespace unimo;

namespace {

constexpr int kDraws = 4000;

/// Words of one to three tokens.
std::vector<uint8_t> wordStarts(size_t tokens)
{
    std::vector<uint8_t> starts(tokens, 0);
    for (size_t t = 0, length = 1; t < tokens; t += length, length = length % 3 + 1)
        starts[t] = 1;
    return starts;
}

} // namespace

class MaskingTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void spansKeepTheBudget()
    {
        Random random(1);
        for (size_t tokens = 0; tokens < 60; ++tokens) {
            const auto starts = wordStarts(tokens);
            const auto chosen = objectives::chooseSpans(starts, 0.15, random);
            const auto budget =
                static_cast<size_t>(std::max(1.0, std::ceil(0.15 * static_cast<double>(tokens))));
            QCOMPARE(chosen.size(), tokens == 0 ? 0 : budget);
            QVERIFY(std::is_sorted(chosen.begin(), chosen.end()));
        }
    }

    /// 80 % [MASK], 10 % any ordinary token, 10 % as it was (unimo.md 2.3).
    void hiddenTokensAreReplacedInTheRightShares()
    {
        Random random(2);
        const objectives::MaskRules rules{4, 10, 1010};
        std::vector<int32_t> ids(kDraws, 3000), chosen(kDraws);
        std::iota(chosen.begin(), chosen.end(), 0);
        objectives::hideTokens(ids, chosen, rules, random);
        std::map<std::string, int> count;
        for (const int32_t id : ids) {
            QVERIFY(id == 4 || id == 3000 || (id >= 10 && id < 1010));
            ++count[id == 4 ? "mask" : id == 3000 ? "same" : "random"];
        }
        QVERIFY(std::abs(count["mask"] - 0.8 * kDraws) < 0.03 * kDraws);
        QVERIFY(std::abs(count["same"] - 0.1 * kDraws) < 0.03 * kDraws);
        QVERIFY(std::abs(count["random"] - 0.1 * kDraws) < 0.03 * kDraws);
    }

    void overlappingRegionsAreHiddenTogether()
    {
        // The second lies in the first: IoU 0.25, its own area covered whole.
        const std::vector<Box> boxes = {{0, 0, 0.4F, 0.4F}, {0, 0, 0.2F, 0.2F}, {0.5F, 0.5F, 1, 1}};
        using objectives::OverlapMeasure;
        Random random(3);
        int alone = 0;
        for (int i = 0; i < kDraws; ++i) {
            const auto own =
                objectives::chooseRegions(boxes, 0.15, 0.4, OverlapMeasure::OwnArea, random);
            if (own[0]) // an anchor may also be the second, which hides nothing but itself
                QVERIFY(own[1]);
            const auto iou = objectives::chooseRegions(
                boxes, 0.15, 0.4, OverlapMeasure::IntersectionOverUnion, random);
            QVERIFY(std::accumulate(iou.begin(), iou.end(), 0) >= 1);
            alone += iou[0] && !iou[1];
        }
        QVERIFY(alone > 0);
    }

    void fragmentsTakeTheirShareInWholeWords()
    {
        Random random(4);
        std::map<size_t, int> lengths;
        for (size_t tokens = 1; tokens < 300; ++tokens) {
            const auto starts = wordStarts(tokens);
            const auto fragments = objectives::chooseFragments(starts, 0.25, random);
            QVERIFY(!fragments.empty());
            size_t taken = 0, before = 0;
            for (const auto& fragment : fragments) {
                QVERIFY(fragment.begin < fragment.end && fragment.end <= tokens);
                QVERIFY(starts[fragment.begin] == 1);
                QVERIFY(fragment.end == tokens || starts[fragment.end] == 1);
                QVERIFY(before == 0 || fragment.begin > before); // they do not touch
                before = fragment.end;
                taken += fragment.end - fragment.begin;
                ++lengths[fragment.end - fragment.begin];
            }
            const double budget = std::ceil(0.25 * static_cast<double>(tokens));
            QVERIFY(static_cast<double>(taken) >= std::min(budget, 1.0));
            QVERIFY(static_cast<double>(taken) <= budget + 2); // a word is at most 3 tokens
        }
        QVERIFY(lengths.rbegin()->first <= 34);
        QVERIFY(lengths.rbegin()->first >= 28);
    }

    void slicesTakeTurns()
    {
        Random random(5);
        int startsWithTarget = 0;
        for (int i = 0; i < kDraws; ++i) {
            const auto tokens = static_cast<size_t>(random.between(1, 200));
            const auto targets = objectives::chooseSlices(tokens, random);
            QVERIFY(!targets.empty());
            QVERIFY(targets.back().end <= tokens);
            if (targets.front() == objectives::Fragment{0, tokens})
                continue;
            startsWithTarget += targets.front().begin == 0;
            for (size_t t = 0; t < targets.size(); ++t) {
                QVERIFY(targets[t].end - targets[t].begin <= 32);
                if (t > 0)
                    QVERIFY(targets[t].begin >= targets[t - 1].end + 3);
            }
        }
        QVERIFY(startsWithTarget > kDraws / 4 && startsWithTarget < 3 * kDraws / 4);
    }
};

QTEST_GUILESS_MAIN(MaskingTest)
#include "masking_test.moc"
