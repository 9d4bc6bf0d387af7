// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/inference/engine.h"
#include "core/store/project.h"
#include "core/train/trainer.h"
#include "tests/core/train/tiny_project.h"

#include <QTest>
#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

using namespace unimo;
using inference::AnchorStar;
using inference::StarItem;
using inference::VectorSpace;
using Pooling = VectorSpace::Pooling;
namespace fs = std::filesystem;

namespace {

bool isNear(float a, float b, float most = 1e-4F)
{
    return std::abs(a - b) < most;
}

bool areNear(const std::vector<float>& a, const std::vector<float>& b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](float x, float y) { return isNear(x, y, 2e-3F); });
}

} // namespace

/// The spaces of a small trained model, and the star of a pair in them.
class AnchorStarTest : public QObject
{
    Q_OBJECT
    std::unique_ptr<TemporaryFolder> folder_;
    fs::path project_;
    std::unique_ptr<inference::Engine> engine_;
    store::SampleId sample_ = 0;

    AnchorStar star(const VectorSpace& space = {})
    {
        return engine_->anchorStar(project_, sample_, space).orThrow();
    }
    static std::vector<float> vectorOf(const AnchorStar& star, size_t item)
    {
        const auto first = star.vectors.begin() + static_cast<std::ptrdiff_t>(item) * star.dim;
        return {first, first + star.dim};
    }

private slots:
    void initTestCase()
    {
        folder_ = std::make_unique<TemporaryFolder>();
        project_ = folder_->path() / "project";
        tests::makeTinyProject(project_);
        tests::addUnpairedData(project_);
        train::TrainRequest request;
        request.project = project_;
        request.run = train::RunFolder(project_ / "runs" / "one");
        request.recipe = tests::tinyRecipe(10);
        QCOMPARE(train::train(request).orThrow().state, train::RunState::Finished);
        engine_ = inference::Engine::load(*request.run.latestCheckpoint(), "cpu").orThrow();
        sample_ = store::Project::open(project_).orThrow()->sampleIds({}).front();
    }
    void cleanupTestCase()
    {
        engine_.reset();
        folder_.reset();
    }

    /// In each space texts and pictures that are placed one by one lie where the pairs do.
    void everyLayerIsASpace()
    {
        QVERIFY(engine_->info().layers > 0);
        std::vector<VectorSpace> spaces{{}};
        for (const int64_t layer : {int64_t{0}, int64_t{1}, engine_->info().layers})
            for (const Pooling pooling : {Pooling::First, Pooling::Mean, Pooling::Content})
                spaces.push_back({layer, pooling});
        std::set<std::vector<float>> seen;
        for (const VectorSpace& space : spaces) {
            const auto pairs = engine_->pairVectors(project_, "train", 5, space).orThrow();
            QCOMPARE(pairs.size(), size_t{5});
            const auto row = [&](const std::vector<float>& rows) {
                return std::vector<float>(rows.begin() + 2 * pairs.dim,
                                          rows.begin() + 3 * pairs.dim);
            };
            const auto text = row(pairs.texts);
            QVERIFY(isNear(std::inner_product(text.begin(), text.end(), text.begin(), 0.0F), 1));
            QVERIFY(areNear(engine_->textVector(pairs.captions[2], space).orThrow(), text));
            const auto picture = engine_->prepare(project_, pairs.samples[2]).orThrow();
            QVERIFY(areNear(engine_->pictureVector(picture, space).orThrow(), row(pairs.pictures)));
            QVERIFY(seen.insert(text).second); // another one in each space
        }
    }

    void whatIsNoLayerIsRefused()
    {
        const auto wrong = engine_->textVector("a red square", {99, Pooling::Mean});
        QVERIFY(!wrong && wrong.error().text().find("layer = 99") != std::string::npos);
        QVERIFY(wrong.error().text().find("0 to " + std::to_string(engine_->info().layers)) !=
                std::string::npos);
        std::stop_source stop;
        stop.request_stop();
        const auto stopped =
            engine_->pairVectors(project_, "train", 5, {1, Pooling::First}, {stop.get_token(), {}});
        QVERIFY(!stopped && stopped.error().kind == ErrorKind::Cancelled);
    }

    void theStarHasAllThatIsUsable()
    {
        const auto project = store::Project::open(project_).orThrow();
        const AnchorStar found = star();
        QCOMPARE(found.sample, sample_);
        QCOMPARE(found.caption, project->captions(sample_).front().text);
        size_t usable = 0;
        for (const auto& rewrite : project->rewrites(sample_))
            usable += rewrite.usable();
        QCOMPARE(found.items.size(), usable + project->neighbours(sample_).size());
        QCOMPARE(found.vectors.size(), found.items.size() * static_cast<size_t>(found.dim));
        for (size_t i = 1; i < found.items.size(); ++i)
            QVERIFY(*found.items[i - 1].margin <= *found.items[i].margin); // the hardest first

        // What a person threw out is no longer in it.
        const auto negative = std::find_if(found.items.begin(), found.items.end(),
                                           [](const auto& item) { return !item.positive(); });
        QVERIFY(negative != found.items.end());
        project->markRewrites({negative->id}, store::Mark::Wrong);
        const AnchorStar fewer = star();
        QCOMPARE(fewer.items.size(), found.items.size() - 1);
        QVERIFY(std::none_of(fewer.items.begin(), fewer.items.end(), [&](const auto& item) {
            return item.rewrite() && item.id == negative->id;
        }));
        (void)project->undo();
    }

    void marginsAreOfWhatTrainingCompares()
    {
        const AnchorStar found = star();
        // What was retrieved is compared as the Retrieved panel says.
        std::map<int64_t, float> similarity;
        for (const auto& near : engine_->pairScores(project_, sample_).orThrow().neighbours)
            similarity[near.neighbour] = near.similarity;
        float hardest = -2;
        for (const auto& item : found.items)
            if (!item.positive())
                hardest = std::max(hardest, item.similarity);
        int retrieved = 0;
        for (const auto& item : found.items) {
            if (!item.rewrite()) {
                ++retrieved;
                QVERIFY(isNear(item.similarity, similarity.at(item.id), 2e-3F));
            }
            // The tiny project's pairs have one caption.
            const float wanted =
                item.positive() ? item.similarity - hardest : found.similarity - item.similarity;
            QVERIFY(isNear(*item.margin, wanted));
        }
        QCOMPARE(retrieved, 4);
    }

    void itemsLieInTheSpaceAskedFor()
    {
        for (const VectorSpace& space : {VectorSpace{}, VectorSpace{1, Pooling::Content}}) {
            const AnchorStar found = star(space);
            for (size_t i = 0; i < found.items.size(); ++i) {
                const StarItem& item = found.items[i];
                const auto alone =
                    item.isText()
                        ? engine_->textVector(item.text, space).orThrow()
                        : engine_
                              ->pictureVector(engine_->prepare(project_, item.sample).orThrow(),
                                              space)
                              .orThrow();
                QVERIFY(areNear(vectorOf(found, i), alone));
            }
        }
    }

    void whatHasNoStarSaysWhy()
    {
        const auto none = engine_->anchorStar(project_, 99'999);
        QVERIFY(!none && none.error().text().find("no region features") != std::string::npos);
        std::stop_source stop;
        stop.request_stop();
        const auto stopped = engine_->anchorStar(project_, sample_, {}, stop.get_token());
        QVERIFY(!stopped && stopped.error().kind == ErrorKind::Cancelled);
    }
};

QTEST_GUILESS_MAIN(AnchorStarTest)
#include "anchor_star_test.moc"
