// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/image/small_video.h"
#include "tests/widgets/support/picture_of.h"
#include "tests/widgets/support/test_project.h"
#include "widgets/bridge/camera.h"
#include "widgets/look/empty_state.h"
#include "widgets/look/picture_view.h"
#include "widgets/look/theme.h"
#include "widgets/panels/query/answer_bars.h"
#include "widgets/panels/query/ask_tab.h"
#include "widgets/panels/query/camera_view.h"
#include "widgets/panels/query/query_panel.h"
#include "widgets/panels/query/token_text.h"

#include <QAbstractButton>
#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QThread>
#include <fstream>

using namespace unimo;
using bridge::EngineThread;
using bridge::Workspace;
using panels::QueryPanel;

namespace {

struct Stage
{
    Stage() : project(4), panel(&workspace, &engine)
    {
        panel.resize(1100, 700);
        panel.show();
        (void)QTest::qWaitForWindowExposed(&panel);
        test::openAndWait(workspace, project.folder());
    }
    [[nodiscard]] look::PictureView* picture() const
    {
        return panel.findChild<look::PictureView*>();
    }
    [[nodiscard]] look::EmptyState* empty() const { return state("noCheckpoint"); }
    [[nodiscard]] look::EmptyState* state(const char* name) const
    {
        return panel.findChild<look::EmptyState*>(QLatin1String(name));
    }
    [[nodiscard]] QAbstractButton* button(const char* text) const
    {
        for (auto* each : panel.findChildren<QAbstractButton*>())
            if (each->text() == QString::fromUtf8(text) && each->isVisible())
                return each;
        return nullptr;
    }

    test::TestProject project;
    Workspace workspace;
    EngineThread engine;
    QueryPanel panel;
};

} // namespace

class QueryPanelTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { look::Theme::instance().apply(look::Theme::Mode::Light); }

    void withoutACheckpointItOffersTheDemoTraining()
    {
        Stage stage;
        QVERIFY(stage.empty()->isVisible());
        QSignalSpy wanted(&stage.workspace, &Workspace::demoTrainingWanted);
        QSignalSpy panel(&stage.workspace, &Workspace::panelWanted);
        QTest::mouseClick(stage.empty()->button(), Qt::LeftButton);
        QCOMPARE(wanted.count(), 1);
        QCOMPARE(panel.first().first().toString(), QStringLiteral("train"));
        QVERIFY(test::keepPicture(stage.panel, QStringLiteral("query-empty")));
    }

    void thePrimarySampleIsShown()
    {
        Stage stage;
        QVERIFY(!stage.picture()->hasPicture());
        stage.workspace.setPrimarySample(stage.project.store().sampleIds({})[1]);
        QTRY_VERIFY(stage.picture()->hasPicture());
    }

    /// What another panel asks about a sample is asked first, on its own tab.
    void anotherPanelsQuestionComesFirst()
    {
        Stage stage;
        const auto samples = stage.project.store().sampleIds({});
        stage.project.store().add(
            store::Question{0, samples[2], "How many squares are there?", "one", "count"});
        const QLineEdit* question = nullptr;
        for (const auto* edit : stage.panel.findChildren<QLineEdit*>())
            if (edit->accessibleName() == QLatin1String("Question"))
                question = edit;
        QVERIFY(question);
        const auto* tabs = stage.panel.findChild<QTabWidget*>();
        QCOMPARE(tabs->currentIndex(), 0);
        stage.workspace.askAbout(samples[2], QStringLiteral("How many squares are there?"));
        QTRY_COMPARE(question->text(), QStringLiteral("How many squares are there?"));
        QCOMPARE(tabs->tabText(tabs->currentIndex()), QStringLiteral("Ask"));
        stage.workspace.setPrimarySample(samples[1]);
        QTRY_COMPARE(question->text(), QStringLiteral("What colour is the square?"));
    }

    void aPictureCanBePasted()
    {
        Stage stage;
        QImage image(20, 10, QImage::Format_RGB32);
        image.fill(Qt::red);
        QGuiApplication::clipboard()->setImage(image);
        stage.panel.setFocus();
        QTest::keyClick(&stage.panel, Qt::Key_V, Qt::ControlModifier);
        QTRY_VERIFY(stage.picture()->hasPicture());
    }

    /// A video file stands for a camera: the machine that tests has none.
    void whatACameraSeesIsTaken()
    {
        Stage stage;
        const auto file = stage.project.beside() / "small.avi";
        tests::writeSmallVideo(file, 40);
        stage.panel.openCamera(QString::fromStdString(file.string()));
        auto* view = stage.panel.findChild<panels::CameraView*>();
        QTRY_VERIFY(view->isVisible() && stage.button("Take the picture"));
        QTRY_VERIFY(stage.button("Take the picture")->isEnabled());
        QVERIFY(!stage.picture()->isVisible());
        QVERIFY(test::keepPicture(stage.panel, QStringLiteral("query-camera")));
        QTRY_VERIFY(view->hasFocus());
        QTest::keyClick(view, Qt::Key_Space);
        QTRY_VERIFY(stage.picture()->isVisible() && stage.picture()->hasPicture());
        QVERIFY(!view->isVisible());
        // Esc goes back without another picture.
        stage.panel.openCamera(QString::fromStdString(file.string()));
        QTRY_VERIFY(view->isVisible());
        QTest::keyClick(view, Qt::Key_Escape);
        QVERIFY(!view->isVisible() && stage.picture()->hasPicture());
        // So does choosing a sample.
        stage.panel.openCamera(QString::fromStdString(file.string()));
        stage.workspace.setPrimarySample(stage.project.store().sampleIds({})[1]);
        QTRY_VERIFY(!view->isVisible());
    }

    void withoutACameraItSaysWhatToDo()
    {
        if (!bridge::Camera::found().isEmpty())
            QSKIP("this machine has a camera");
        Stage stage;
        QTest::mouseClick(stage.button("Camera"), Qt::LeftButton);
        auto* nothing = stage.state("noCamera");
        QTRY_VERIFY(nothing->isVisible());
        QVERIFY(test::keepPicture(stage.panel, QStringLiteral("query-no-camera")));
        QTest::mouseClick(nothing->button(), Qt::LeftButton); // looks again
        QVERIFY(nothing->isVisible());
        stage.panel.openCamera(QStringLiteral("/dev/video4711"));
        QTRY_VERIFY(nothing->isVisible());
        QVERIFY(stage.button("Open a video file…"));
        QTest::mouseClick(stage.button("Back to the picture"), Qt::LeftButton);
        QVERIFY(stage.picture()->isVisible());
    }

    /// Pictures come from where the camera's owner says; after it was turned off none come.
    void aCameraTellsWhyItEnds()
    {
        int given = 0;
        bridge::Camera camera([&](const QString& source) -> Result<bridge::Camera::Frames> {
            if (source == QLatin1String("broken"))
                return Error{ErrorKind::Io, "it is broken", {}, {}};
            return bridge::Camera::Frames([&given]() -> Result<Image> {
                if (++given > 3)
                    return Error{ErrorKind::Io, "the film is over", {}, {}};
                QThread::msleep(20);
                return test::TestProject::picture(0);
            });
        });
        QSignalSpy pictures(&camera, &bridge::Camera::picture);
        QSignalSpy failed(&camera, &bridge::Camera::failed);
        camera.start(QStringLiteral("film"));
        QVERIFY(camera.isOn());
        QTRY_COMPARE(failed.count(), 1);
        QVERIFY(!camera.isOn());
        QVERIFY(pictures.count() >= 1);
        QCOMPARE(failed.first().first().value<Error>().message, std::string("the film is over"));
        camera.start(QStringLiteral("broken"));
        QTRY_COMPARE(failed.count(), 2);
        given = -1000;
        const auto before = pictures.count();
        camera.start(QStringLiteral("film"));
        camera.stop();
        QTest::qWait(60);
        QCOMPARE(pictures.count(), before);
        QCOMPARE(failed.count(), 2);
    }

    void aDamagedCheckpointIsTold()
    {
        Stage stage;
        const auto run = stage.project.path() / "runs/r";
        std::filesystem::create_directories(run / "checkpoints/step-7");
        std::ofstream(run / "checkpoints/step-7/trainer.json") << "{}";
        QSignalSpy told(&stage.workspace, &Workspace::notified);
        stage.workspace.setActiveRun(QString::fromStdString(run.string()));
        QTRY_VERIFY(!stage.empty()->isVisible());
        QTRY_COMPARE_WITH_TIMEOUT(told.count(), 1, 20'000);
        QVERIFY(told.first().at(1).toBool());
        QVERIFY(test::keepPicture(stage.panel, QStringLiteral("query")));
    }

    void theSamplesQuestionsAreExamples()
    {
        EngineThread engine;
        panels::AskTab tab(&engine);
        tab.resize(500, 400);
        tab.setVisible(true);
        tab.setKnownQuestions({{1, 1, "What colour is the square?", "red", "colour"}});
        QPushButton* example = nullptr;
        for (auto* button : tab.findChildren<QPushButton*>())
            if (button->text() == QLatin1String("What colour is the square?"))
                example = button;
        QVERIFY(example);
        QTest::mouseClick(example, Qt::LeftButton);
        QCOMPARE(tab.findChild<QLineEdit*>()->text(), example->text());
        QVERIFY(engine.busy()); // the question was asked
        QTRY_VERIFY(!engine.busy());
    }

    void answersAreDrawnBestFirst()
    {
        panels::AnswerBars bars;
        bars.setKnownAnswer(QStringLiteral("red"));
        bars.setAnswers({{"red", 0.75F}, {"blue", 0.25F}});
        bars.resize(bars.sizeHint().expandedTo({300, 0}));
        bars.show();
        QVERIFY(test::keepPicture(bars, QStringLiteral("answers")));
        QVERIFY(bars.accessibleDescription().startsWith(QStringLiteral("red 75.0 %")));
    }

    void piecesOfAWordAreJoined()
    {
        panels::TokenText text(QStringLiteral("two dogs"),
                               {{"two", 0.9F}, {"dog", 0.5F}, {"##s", 0.5F}});
        QVERIFY(text.heightForWidth(40) > text.heightForWidth(400)); // wraps into two lines
        text.resize(300, text.heightForWidth(300));
        text.show();
        QVERIFY(test::keepPicture(text, QStringLiteral("caption")));
    }
};

QTEST_MAIN(QueryPanelTest)
#include "query_panel_test.moc"
