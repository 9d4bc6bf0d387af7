// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/data/detail/prefetcher.h"
#include "core/store/project.h"
#include "core/train/detail/recipe_plan.h"
#include "core/train/detail/start.h"
#include "tests/core/train/tiny_project.h"

#include <torch/torch.h>

#include <QTest>

using namespace unimo;
using data::BatchBuilder;
using data::Prefetcher;
using data::StepBatch;

/// Batches made ahead are those of their steps, in order, with any number of threads.
class PrefetcherTest : public QObject
{
    Q_OBJECT
    TemporaryFolder folder_;
    std::shared_ptr<const BatchBuilder> builder_;

    static bool same(const StepBatch& a, const StepBatch& b)
    {
        return torch::equal(a.input.tokens, b.input.tokens) &&
               torch::equal(a.input.features, b.input.features) &&
               torch::equal(a.input.visualMasked, b.input.visualMasked) &&
               a.input.layout.starts == b.input.layout.starts;
    }

private Q_SLOTS:
    void initTestCase()
    {
        tests::makeTinyProject(folder_.path() / "project");
        const auto project = store::Project::open(folder_.path() / "project").orThrow();
        const Settings recipe = tests::tinyRecipe(20);
        tasks::Bundle bundle = train::startBundle(recipe, *project).orThrow();
        const auto scenes = train::trainingScenes(recipe, *project, bundle);
        builder_ = std::make_shared<const BatchBuilder>(scenes, train::stepPlan(recipe, bundle),
                                                        bundle.sequenceIds(), 7);
    }

    void batchesComeInOrder_data()
    {
        QTest::addColumn<int>("threads");
        for (const int threads : {1, 2, 5})
            QTest::addRow("%d threads", threads) << threads;
    }
    void batchesComeInOrder()
    {
        QFETCH(int, threads);
        Prefetcher prefetcher(builder_, 3, at::kCPU, threads);
        for (int64_t step = 3; step < 15; ++step)
            QVERIFY2(same(prefetcher.next(), builder_->build(step)),
                     qPrintable(QString::number(step)));
        // Left with batches that nobody takes: the threads end all the same.
    }

    void aBatchIsTheSameWhateverCameBefore()
    {
        // Features are written into the room of the largest batch so far.
        const StepBatch first = builder_->build(4);
        for (int64_t step = 0; step < 8; ++step)
            (void)builder_->build(step);
        QVERIFY(same(builder_->build(4), first));
        QCOMPARE(first.input.features.size(0), first.input.visualRows.size(0));
    }
};

QTEST_APPLESS_MAIN(PrefetcherTest)
#include "prefetcher_test.moc"
