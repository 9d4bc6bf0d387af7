// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/support/picture_of.h"
#include "tests/widgets/support/test_project.h"
#include "widgets/look/empty_state.h"
#include "widgets/look/picture_view.h"
#include "widgets/look/theme.h"
#include "widgets/panels/query/answer_bars.h"
#include "widgets/panels/query/ask_tab.h"
#include "widgets/panels/query/query_panel.h"
#include "widgets/panels/query/token_text.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QTabWidget>
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
    [[nodiscard]] look::EmptyState* empty() const { return panel.findChild<look::EmptyState*>(); }

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
