// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/store/feature_file.h"
#include "core/store/project.h"

#include <QTest>

#include "datasets/workload/builder.h"

using namespace unimo;

class WorkloadBuilderTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyPairHasWhatAStepReads()
    {
        const TemporaryFolder folder;
        datasets::WorkloadOptions options;
        options.pairs = 10;
        options.regions = 5;
        options.dim = 16;
        options.classes = 4;
        options.words = {"red", "dog"};
        datasets::buildWorkload(folder.path() / "p", options, {}).orThrow();
        const auto project = store::Project::open(folder.path() / "p", true).orThrow();
        store::SampleFilter pairs;
        pairs.kind = store::SampleKind::Pair;
        QCOMPARE(project->count(pairs), 10);
        QCOMPARE(project->count(store::SampleFilter{}), 30);
        const auto pair = project->sampleIds(pairs).front();
        QCOMPARE(project->captions(pair).size(), 1U);
        const auto rewrites = project->rewrites(pair);
        QCOMPARE(std::count_if(rewrites.begin(), rewrites.end(),
                               [](const auto& rewrite) { return rewrite.polarity > 0; }),
                 3);
        QCOMPARE(rewrites.size(), 19U);
        QCOMPARE(project->neighbours(pair).size(), 16U);
        const auto features = store::FeatureReader::open(*project, "truth").orThrow();
        QCOMPARE(features->size(), 20U);
        QCOMPARE(features->regions(pair).boxes.size(), 5U);
    }

    void anExistingFolderIsLeftAlone()
    {
        const TemporaryFolder folder;
        datasets::WorkloadOptions options;
        options.pairs = 1;
        options.words = {"red"};
        datasets::buildWorkload(folder.path() / "p", options, {}).orThrow();
        QVERIFY(!datasets::buildWorkload(folder.path() / "p", options, {}).ok());
    }
};

QTEST_GUILESS_MAIN(WorkloadBuilderTest)
#include "workload_builder_test.moc"
