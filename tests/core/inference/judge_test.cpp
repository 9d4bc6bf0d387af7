// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/data/region_source.h"
#include "core/inference/detail/engine_data.h"
#include "core/inference/engine.h"
#include "core/store/project.h"
#include "core/train/trainer.h"
#include "tests/core/train/tiny_project.h"

#include <QTest>

using namespace unimo;
using inference::Engine;

/// A labelled task about pictures and texts, asked of a small trained model.
class JudgeTest : public QObject
{
    Q_OBJECT
    std::unique_ptr<TemporaryFolder> folder_;
    std::unique_ptr<Engine> engine_;

    /// The first sample's picture, by the regions that the project has.
    [[nodiscard]] inference::PreparedPicture picture() const
    {
        const auto project = store::Project::open(folder_->path() / "project").orThrow();
        const auto regions = data::RegionSource::open(*project).orThrow();
        auto data = std::make_shared<inference::PreparedPicture::Data>();
        const auto sample = project->sampleIds({}).front();
        data->tokens = regions->tokens(sample, regions->available(sample, data::RegionSet::Truth),
                                       /*maxRegions=*/36);
        inference::PreparedPicture picture;
        picture.data = std::move(data);
        return picture;
    }

private Q_SLOTS:
    void initTestCase()
    {
        folder_ = std::make_unique<TemporaryFolder>();
        const auto project = folder_->path() / "project";
        tests::makeTinyProject(project);
        tests::addTasks(project);
        train::TrainRequest request;
        request.project = project;
        request.run = train::RunFolder(project / "runs" / "one");
        request.recipe = tests::tinyRecipe(3);
        request.recipe.set("tasks.on", true).orThrow();
        QCOMPARE(train::train(request).orThrow().state, train::RunState::Finished);
        engine_ = Engine::load(*request.run.latestCheckpoint(), "cpu").orThrow();
    }
    void cleanupTestCase()
    {
        engine_.reset();
        folder_.reset();
    }

    void onlyTasksAboutPicturesAreOffered()
    {
        const auto& tasks = engine_->info().tasks;
        QCOMPARE(tasks.size(), size_t{1});
        QCOMPARE(tasks[0].name, std::string("entails"));
        QVERIFY(tasks[0].labels.size() >= 2);
    }

    void labelsComeMostProbableFirst()
    {
        const auto seen = picture();
        const auto labels = engine_->judge(seen, "entails", "a red ball").orThrow();
        QCOMPARE(labels.size(), engine_->info().tasks[0].labels.size());
        float sum = 0;
        for (size_t i = 0; i < labels.size(); ++i) {
            sum += labels[i].probability;
            QVERIFY(i == 0 || labels[i].probability <= labels[i - 1].probability);
        }
        QVERIFY(std::abs(sum - 1) < 1e-4F);
        // The text matters, and nothing is drawn at random.
        const auto again = engine_->judge(seen, "entails", "a red ball").orThrow();
        QCOMPARE(again[0].probability, labels[0].probability);
        const auto other = engine_->judge(seen, "entails", "two blue dogs on a tree").orThrow();
        QVERIFY(other[0].probability != labels[0].probability || other[0].text != labels[0].text);
    }

    void aTaskThatItHasNotLearntIsRefused()
    {
        const auto wrong = engine_->judge(picture(), "colour", "a red ball"); // of texts alone
        QVERIFY(!wrong.ok());
        QVERIFY(wrong.error().message.find("colour") != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(JudgeTest)
#include "judge_test.moc"
