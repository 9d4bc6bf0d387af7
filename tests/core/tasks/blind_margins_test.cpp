// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/base/random.h"
#include "core/tasks/blind_margins.h"

#include <QTest>
#include <array>

using namespace unimo;
using namespace unimo::store;

namespace {

constexpr int kSamples = 400;
constexpr std::array<const char*, 4> kColours = {"red", "blue", "green", "black"};

/// Captions "a COLOUR ball"; negatives by two rules: a word that no caption has ("a purple ball"),
/// and another of the captions' own colours, which words alone cannot tell.
std::unique_ptr<Project> project(const TemporaryFolder& folder)
{
    auto made = Project::create(folder.path(), "blind").orThrow();
    Random random(3);
    made->transaction([&] {
        for (int i = 0; i < kSamples; ++i) {
            const auto own = static_cast<size_t>(random.below(kColours.size()));
            const auto other = (own + 1 + static_cast<size_t>(random.below(3))) % kColours.size();
            const auto sample = made->add(Sample{0, SampleKind::Pair, "train", "c", "", "", 0, 0});
            const auto named = [](const std::string& colour) { return "a " + colour + " ball"; };
            const auto caption = made->add(Caption{0, sample, named(kColours[own]), ""});
            made->add(Rewrite{0, sample, caption, named("purple"), "strange", -1});
            made->add(Rewrite{0, sample, caption, named(kColours[other]), "colour", -1});
            Rewrite rejected{0, sample, caption, named("purple"), "rejected", -1};
            rejected.rejection = "for the test";
            made->add(rejected);
        }
    });
    return made;
}

} // namespace

class BlindMarginsTest : public QObject
{
    Q_OBJECT
private slots:
    void wordsGiveAwayWhatNoCaptionHas()
    {
        const TemporaryFolder folder;
        const auto made = project(folder);
        const auto margins = tasks::blindMargins(*made, "train").orThrow();
        QCOMPARE(margins.ofRewrite.size(), size_t{3 * kSamples});
        QCOMPARE(margins.givenAway.size(), size_t{2}); // not the rejected ones
        QCOMPARE(margins.givenAway.at("strange"), 1.0);
        const double chance = margins.givenAway.at("colour");
        QVERIFY2(chance > 0.2 && chance < 0.8, qPrintable(QString::number(chance)));
    }

    void nothingToLearnFromTellsNothing()
    {
        const TemporaryFolder folder;
        const auto made = Project::create(folder.path(), "none").orThrow();
        const auto margins = tasks::blindMargins(*made, "train").orThrow();
        QVERIFY(margins.ofRewrite.empty() && margins.givenAway.empty());
    }

    void itStops()
    {
        const TemporaryFolder folder;
        const auto made = project(folder);
        std::stop_source stop;
        stop.request_stop();
        JobControl control;
        control.stop = stop.get_token();
        const auto margins = tasks::blindMargins(*made, "train", control);
        QVERIFY(!margins && margins.error().kind == ErrorKind::Cancelled);
    }
};

QTEST_GUILESS_MAIN(BlindMarginsTest)
#include "blind_margins_test.moc"
