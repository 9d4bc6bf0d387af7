// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/support/test_project.h"
#include "widgets/bridge/project_thread.h"
#include "widgets/bridge/to_qimage.h"
#include "widgets/bridge/workspace.h"

#include <QUndoStack>
#include <fstream>
#include <stdexcept>

using namespace unimo;
using bridge::Workspace;

class WorkspaceTest : public QObject
{
    Q_OBJECT

    static int64_t countIn(test::TestProject& project) { return project.store().count({}); }

private slots:
    void aFolderThatIsNoProjectIsRefused()
    {
        const TemporaryFolder folder;
        Workspace workspace;
        QSignalSpy told(&workspace, &Workspace::notified);
        workspace.openProject(QString::fromStdString(folder.path().string()));
        QTRY_COMPARE(told.count(), 1);
        QVERIFY(told.first().at(1).toBool()); // as an error
        QVERIFY(!workspace.hasProject());
    }

    void editsCanBeUndoneAndDoneAgain()
    {
        test::TestProject project(5);
        Workspace workspace;
        test::openAndWait(workspace, project.folder());
        const auto ids = project.store().sampleIds({});
        workspace.trash({ids[0], ids[1]});
        QTRY_COMPARE(countIn(project), 3);
        QTRY_COMPARE(workspace.undoStack()->count(), 1);
        workspace.undo();
        QTRY_COMPARE(countIn(project), 5);
        workspace.redo();
        QTRY_COMPARE(countIn(project), 3);
    }

    void undoRightAfterAnEditTakesThatEditBack()
    {
        test::TestProject project(5);
        Workspace workspace;
        test::openAndWait(workspace, project.folder());
        const auto ids = project.store().sampleIds({});
        workspace.trash({ids[0]});
        workspace.setSplit({ids[1]}, QStringLiteral("test"));
        workspace.undo(); // before the event loop ran: both edits are still under way
        QTRY_COMPARE(workspace.undoStack()->index(), 1);
        QTRY_COMPARE(project.store().sample(ids[1])->split, std::string("train"));
        QCOMPARE(countIn(project), 4);
    }

    void anEditThatChangesNothingIsNoStep()
    {
        test::TestProject project(2);
        Workspace workspace;
        test::openAndWait(workspace, project.folder());
        const auto ids = project.store().sampleIds({});
        workspace.setSplit({ids[0]}, QStringLiteral("train"));
        workspace.setSplit({ids[1]}, QStringLiteral("test"));
        QTRY_COMPARE(project.store().sample(ids[1])->split, std::string("test"));
        QTRY_COMPARE(workspace.undoStack()->count(), 1);
    }

    void whatAViewShowsIsAStep()
    {
        test::TestProject project(5);
        bridge::Workspace workspace;
        test::openAndWait(workspace, project.folder());
        auto view = std::make_unique<QObject>();
        int shown = 0;
        const auto show = [&](int from, int to) {
            shown = to;
            workspace.noteView(
                view.get(), QStringLiteral("Looking"), [&shown, from] { shown = from; },
                [&shown, to] { shown = to; });
        };
        show(0, 1);
        show(1, 2); // at once: the same step
        QCOMPARE(workspace.undoStack()->count(), 1);
        workspace.undo();
        QTRY_COMPARE(shown, 0);
        show(0, 7); // no step: 2 can be had again
        workspace.redo();
        QTRY_COMPARE(shown, 2);
        view.reset();
        workspace.undo();
        QTRY_COMPARE(workspace.undoStack()->index(), 0);
        QCOMPARE(shown, 2); // there is nothing to show it
    }

    void stepsOfAnEarlierSessionCanBeUndone()
    {
        test::TestProject project(3);
        {
            Workspace workspace;
            test::openAndWait(workspace, project.folder());
            workspace.trash({project.store().sampleIds({})[0]});
            QTRY_COMPARE(workspace.undoStack()->count(), 1);
        }
        Workspace workspace;
        test::openAndWait(workspace, project.folder());
        QCOMPARE(countIn(project), 2);
        // What was looked at in this one lies before them.
        int looked = 1;
        workspace.noteView(
            &workspace, QStringLiteral("Looking"), [&] { looked = 0; }, [&] { looked = 1; });
        workspace.undo();
        QTRY_COMPARE(looked, 0);
        workspace.undo();
        QTRY_COMPARE(countIn(project), 3);
    }

    void aFailedQueryIsToldAndOthersGoOn()
    {
        test::TestProject project(3);
        Workspace workspace;
        test::openAndWait(workspace, project.folder());
        QSignalSpy told(&workspace, &Workspace::notified);
        int64_t count = 0;
        workspace.reader()->ask(
            this, [](store::Project&) -> int { throw std::runtime_error("on purpose"); },
            [](int) { QFAIL("a failed query has no answer"); });
        workspace.reader()->ask(
            this, [](const store::Project& store) { return store.count({}); },
            [&](int64_t answer) { count = answer; });
        QTRY_COMPARE(count, 3);
        QCOMPARE(told.count(), 1);
        QVERIFY(told.first().at(0).toString().contains(QStringLiteral("on purpose")));
    }

    void answersAboutAnOldProjectAreDropped()
    {
        test::TestProject first(3);
        test::TestProject second(7);
        Workspace workspace;
        test::openAndWait(workspace, first.folder());
        bool answered = false;
        workspace.reader()->ask(
            this, [](const store::Project& store) { return store.count({}); },
            [&](int64_t) { answered = true; });
        workspace.reader()->open(second.folder(), true);
        int64_t count = 0;
        workspace.reader()->ask(
            this, [](const store::Project& store) { return store.count({}); },
            [&](int64_t answer) { count = answer; });
        QTRY_COMPARE(count, 7);
        QVERIFY(!answered);
    }

    void theNewestCheckpointIsFollowed()
    {
        test::TestProject project(1);
        const auto checkpoint = [&](const char* name) {
            const auto folder = project.path() / "runs/2026-01-01-0000-demo/checkpoints" / name;
            std::filesystem::create_directories(folder);
            std::ofstream(folder / "trainer.json") << "{}";
            return QString::fromStdString(folder.string());
        };
        std::filesystem::create_directories(project.path() / "runs/2026-01-01-0000-demo");
        std::ofstream(project.path() / "runs/2026-01-01-0000-demo/recipe.json") << "{}";
        const QString first = checkpoint("step-100");
        Workspace workspace;
        test::openAndWait(workspace, project.folder());
        QTRY_COMPARE(workspace.checkpoint(), first);
        QCOMPARE(workspace.checkpointStep(), 100);
        QSignalSpy changed(&workspace, &Workspace::checkpointChanged);
        const QString second = checkpoint("step-200");
        QTRY_COMPARE(workspace.checkpoint(), second);
        QCOMPARE(changed.count(), 1);
        workspace.setFixedCheckpoint(first);
        QCOMPARE(workspace.checkpointStep(), 100);
        QVERIFY(!workspace.followsLatest());
    }

    void selectionIsAnnouncedOnce()
    {
        Workspace workspace;
        QSignalSpy changed(&workspace, &Workspace::selectionChanged);
        workspace.setSelection({1, 2});
        workspace.setSelection({2, 1});
        QCOMPARE(changed.count(), 1);
    }

    void picturesKeepTheirPixels()
    {
        Image image{3, 2, {}}; // an odd width: Qt pads rows, Image does not
        for (uint8_t i = 0; i < 18; ++i)
            image.rgb.push_back(static_cast<uint8_t>(i * 10));
        const QImage shown = bridge::toQImage(image);
        QCOMPARE(shown.pixelColor(2, 1), QColor(150, 160, 170));
        QVERIFY(bridge::fromQImage(shown).rgb == image.rgb);
        QImage transparent(1, 1, QImage::Format_ARGB32);
        transparent.fill(Qt::transparent);
        QVERIFY((bridge::fromQImage(transparent).rgb == std::vector<uint8_t>{255, 255, 255}));
        QVERIFY(bridge::toQImage({}).isNull());
    }
};

QTEST_MAIN(WorkspaceTest)
#include "workspace_test.moc"
