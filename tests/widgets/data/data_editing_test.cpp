// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/data_content.h"
#include "core/store/proposals.h"
#include "tests/widgets/data/data_stage.h"
#include "tests/widgets/support/picture_of.h"
#include "widgets/look/theme.h"
#include "widgets/panels/data/box_editor.h"
#include "widgets/panels/data/proposal_section.h"
#include "widgets/panels/data/proposals_button.h"
#include "widgets/panels/data/text_editor.h"
#include "widgets/panels/data/versions_dialog.h"

#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>
#include <QTreeWidget>
#include <QUndoStack>
#include <fstream>

using namespace unimo;
using panels::BoxEditor;
using test::Stage;

namespace {

/// A sample shown by itself.
struct SingleStage : Stage
{
    explicit SingleStage(int samples = 3) : Stage(samples)
    {
        [&] { QTRY_COMPARE(rows(), project.store().count({})); }();
        click(0);
        QTest::keyClick(grid(), Qt::Key_B);
        [&] { QTRY_VERIFY(editor()->isVisible() && editor()->hasPicture()); }();
        [&] { QTRY_COMPARE(editor()->regions().size(), size_t{1}); }();
    }
    [[nodiscard]] BoxEditor* editor() const { return panel.findChild<BoxEditor*>(); }
    [[nodiscard]] QPoint at(double x, double y) const
    {
        return editor()->placeOf({x, y, 0, 0}).topLeft();
    }
    void drag(const QPoint& from, const QPoint& to, Qt::KeyboardModifiers modifiers = {}) const
    {
        QTest::mousePress(editor(), Qt::LeftButton, modifiers, from);
        QTest::mouseMove(editor(), (from + to) / 2);
        QTest::mouseMove(editor(), to);
        QTest::mouseRelease(editor(), Qt::LeftButton, modifiers, to);
    }
    [[nodiscard]] std::vector<store::Region> stored()
    {
        return project.store().regions(workspace.primarySample());
    }
};

bool isNear(const Box& box, const Box& wanted)
{
    const auto close = [](float a, float b) { return std::abs(a - b) < 0.02F; };
    return close(box.x1, wanted.x1) && close(box.y1, wanted.y1) && close(box.x2, wanted.x2) &&
           close(box.y2, wanted.y2);
}

template <typename Widget>
Widget* named(const QWidget* parent, const char* name)
{
    for (auto* widget : parent->findChildren<Widget*>())
        if (widget->accessibleName() == QLatin1String(name))
            return widget;
    return nullptr;
}

store::Proposal proposal(store::SampleId sample, const char* text)
{
    store::Proposal made;
    made.sample = sample;
    made.text = text;
    made.score = 0.61;
    made.source = "step-400 of demo";
    return made;
}

} // namespace

/// What a person does to the data by hand beside captions and tags.
class DataEditingTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { look::Theme::instance().apply(look::Theme::Mode::Light); }

    void boxesAreDrawnMovedAndResizedByTheMouse()
    {
        SingleStage stage;
        // Beside the one that is there (0.25 to 0.75).
        stage.drag(stage.at(0.02, 0.05), stage.at(0.2, 0.4));
        QTRY_COMPARE(stage.stored().size(), size_t{2});
        QVERIFY(isNear(stage.stored()[1].box, {0.02F, 0.05F, 0.2F, 0.4F}));
        // It is the chosen one, and its label is typed at once.
        auto* label = stage.named<QLineEdit>("Label of the chosen box");
        QTRY_VERIFY(label->hasFocus());
        QTest::keyClicks(label, QStringLiteral("kite"));
        QTest::keyClick(label, Qt::Key_Return);
        QTRY_COMPARE(stage.stored()[1].label, std::string("kite"));
        QTRY_VERIFY(stage.editor()->hasFocus());
        QTest::qWait(150); // until it is laid out
        QVERIFY(test::keepPicture(stage.panel, QStringLiteral("data-boxes")));

        stage.drag(stage.at(0.1, 0.2), stage.at(0.2, 0.3)); // moves
        QTRY_VERIFY(isNear(stage.stored()[1].box, {0.12F, 0.15F, 0.3F, 0.5F}));
        QTRY_VERIFY(isNear(stage.editor()->regions()[1].box, {0.12F, 0.15F, 0.3F, 0.5F}));
        stage.drag(stage.at(0.3, 0.5), stage.at(0.4, 0.7)); // the corner resizes
        QTRY_VERIFY(isNear(stage.stored()[1].box, {0.12F, 0.15F, 0.4F, 0.7F}));
        QTRY_COMPARE(stage.workspace.undoStack()->count(), 4);
        stage.workspace.undo();
        QTRY_VERIFY(isNear(stage.stored()[1].box, {0.12F, 0.15F, 0.3F, 0.5F}));
        // With Shift a box is drawn inside another.
        stage.drag(stage.at(0.5, 0.5), stage.at(0.6, 0.6), Qt::ShiftModifier);
        QTRY_COMPARE(stage.stored().size(), size_t{3});
        // A click is no box, and lets go.
        QTest::mouseClick(stage.editor(), Qt::LeftButton, {}, stage.at(0.9, 0.05));
        QCOMPARE(stage.editor()->chosenRegion(), -1);
        QTest::qWait(100);
        QCOMPARE(stage.stored().size(), size_t{3});
    }

    void boxesAreEditedByTheKeyboard()
    {
        SingleStage stage;
        BoxEditor* editor = stage.editor();
        editor->setFocus();
        QTest::keyClick(editor, Qt::Key_Tab); // chooses the box
        QCOMPARE(editor->chosenRegion(), 0);
        QVERIFY(editor->hasFocus());
        const Box before = stage.stored()[0].box;
        for (int i = 0; i < 5; ++i)
            QTest::keyClick(editor, Qt::Key_Right, Qt::ControlModifier);
        QTRY_VERIFY(stage.stored()[0].box.x1 > before.x1);
        const Box moved = stage.stored()[0].box;
        QVERIFY(std::abs((moved.x2 - moved.x1) - (before.x2 - before.x1)) < 1e-5F);
        QCOMPARE(moved.y1, before.y1);
        QTRY_COMPARE(stage.workspace.undoStack()->count(), 1); // a row of keys is one step
        QTest::keyClick(editor, Qt::Key_Down, Qt::ShiftModifier | Qt::ControlModifier);
        QTRY_VERIFY(stage.stored()[0].box.y2 > moved.y2);
        QCOMPARE(stage.stored()[0].box.y1, moved.y1);

        QTest::keyClick(editor, Qt::Key_Return);
        auto* label = stage.named<QLineEdit>("Label of the chosen box");
        QTRY_VERIFY(label->hasFocus());
        QTest::keyClicks(label, QStringLiteral("tile"));
        auto* colour = stage.named<QLineEdit>("Colour of what is in the chosen box");
        QTest::keyClick(label, Qt::Key_Tab);
        QTRY_COMPARE(stage.stored()[0].label, std::string("tile"));
        QTRY_VERIFY(colour->hasFocus());
        QTest::keyClicks(colour, QStringLiteral("pink"));
        QTest::keyClick(colour, Qt::Key_Escape); // taken back
        QCOMPARE(colour->text(), QStringLiteral("red"));
        QTRY_VERIFY(editor->hasFocus());

        QTest::keyClick(editor, Qt::Key_Delete);
        QTRY_VERIFY(stage.stored().empty());
        stage.workspace.undo();
        QTRY_COMPARE(stage.stored().size(), size_t{1});
        QTRY_COMPARE(editor->regions().size(), size_t{1});
        QTest::keyClick(editor, Qt::Key_Insert);
        QTRY_COMPARE(stage.stored().size(), size_t{2});
    }

    void theSingleViewWalksThroughTheSamples()
    {
        SingleStage stage;
        BoxEditor* editor = stage.editor();
        const auto ids = stage.project.store().sampleIds({});
        editor->setFocus();
        QTest::keyClick(editor, Qt::Key_Right);
        QTRY_COMPARE(stage.workspace.primarySample(), ids[1]);
        QTRY_COMPARE(editor->regions().at(0).sample, ids[1]);
        QCOMPARE(stage.workspace.selection(), QSet<qint64>{ids[1]});
        QTest::keyClick(editor, Qt::Key_4); // a key for the sample
        QTRY_COMPARE(stage.project.store().sample(ids[1])->rating, 4);
        QTest::keyClick(editor, Qt::Key_Left);
        QTRY_COMPARE(stage.workspace.primarySample(), ids[0]);
        QTest::keyClick(editor, Qt::Key_Left); // there is none before it
        QCOMPARE(stage.workspace.primarySample(), ids[0]);
        QTest::keyClick(editor, Qt::Key_Escape);
        QTRY_VERIFY(!editor->isVisible());
        QVERIFY(stage.grid()->isVisible());
    }

    void proposalsAreAcceptedAndRejectedByKeys()
    {
        Stage stage(3);
        const auto ids = stage.project.store().sampleIds({});
        QTRY_COMPARE(stage.rows(), 3);
        store::Proposal box = proposal(ids[0], "airship");
        box.kind = store::Proposal::Kind::Box;
        box.box = {0.05F, 0.05F, 0.2F, 0.2F};
        stage.workspace.propose(
            {proposal(ids[0], "a zeppelin"), proposal(ids[0], "a balloon"), box});
        stage.click(0);
        auto* section = stage.panel.findChild<panels::ProposalSection*>();
        QTRY_VERIFY(section->isVisible());
        auto* button = stage.panel.findChild<panels::ProposalsButton*>();
        QTRY_COMPARE(button->text(), QStringLiteral("Proposals (1)"));
        QTest::qWait(150); // until it is laid out
        QVERIFY(test::keepPicture(stage.panel, QStringLiteral("data-proposals")));
        const auto captions = [&] { return stage.project.store().captions(ids[0]).size(); };
        const auto waiting = [&] { return stage.project.store().proposals(ids[0]).size(); };
        QTest::keyClick(stage.grid(), Qt::Key_R);
        QTRY_COMPARE(waiting(), size_t{2});
        QCOMPARE(captions(), size_t{1});
        QTest::keyClick(stage.grid(), Qt::Key_A);
        QTRY_COMPARE(captions(), size_t{2});
        QCOMPARE(stage.project.store().captions(ids[0]).back().text, std::string("a balloon"));
        // By its own button, in the inspector.
        const auto accept = [&]() -> QToolButton* {
            for (auto* each : section->findChildren<QToolButton*>())
                if (each->isVisible() && each->accessibleName() == QLatin1String("Accept"))
                    return each;
            return nullptr;
        };
        QTRY_VERIFY(section->findChildren<QToolButton*>().size() == 2 && accept());
        QTest::mouseClick(accept(), Qt::LeftButton);
        QTRY_COMPARE(stage.project.store().regions(ids[0]).size(), size_t{2});
        QTRY_VERIFY(!section->isVisible());
        for (int i = 0; i < 3; ++i)
            stage.workspace.undo();
        QTRY_COMPARE(waiting(), size_t{3});
        QCOMPARE(captions(), size_t{1});
        QCOMPARE(stage.project.store().regions(ids[0]).size(), size_t{1});
        stage.workspace.undo();
        QTRY_COMPARE(waiting(), size_t{0});
    }

    void proposalsAreJudgedInBulk()
    {
        Stage stage(12);
        const auto ids = stage.project.store().sampleIds({});
        QTRY_COMPARE(stage.rows(), 12);
        std::vector<store::Proposal> proposals;
        for (size_t i = 0; i < 6; ++i)
            proposals.push_back(proposal(ids[i], "a shape"));
        stage.workspace.propose(proposals);
        auto* button = stage.panel.findChild<panels::ProposalsButton*>();
        QTRY_COMPARE(button->text(), QStringLiteral("Proposals (6)"));
        const auto act = [&](const char* text) {
            Q_EMIT button->menu()->aboutToShow();
            for (QAction* action : button->menu()->actions())
                if (action->text() == QLatin1String(text) && action->isEnabled())
                    return action->trigger(), true;
            return false;
        };
        QVERIFY(act("Show the samples with proposals"));
        QTRY_COMPARE(stage.rows(), 6);
        stage.click(0);
        stage.click(1, Qt::ShiftModifier);
        QVERIFY(act("Reject all of 2 selected samples"));
        QTRY_COMPARE(stage.rows(), 4);
        QVERIFY(act("Accept all that are shown"));
        QTRY_COMPARE(stage.rows(), 0);
        QCOMPARE(stage.project.store().captions(store::SampleFilter{}).size(), size_t{16});
        stage.workspace.undo(); // one step for all four
        QTRY_COMPARE(stage.rows(), 4);
        QCOMPARE(stage.project.store().captions(store::SampleFilter{}).size(), size_t{12});
        // Without a checkpoint nobody can be asked, and the menu says why.
        Q_EMIT button->menu()->aboutToShow();
        QVERIFY(!button->menu()->actions().first()->isEnabled());
        QVERIFY(!button->menu()->actions().first()->toolTip().isEmpty());
    }

    /// A checkpoint of which only what counts tokens is there.
    void tokensAreCountedWhileACaptionIsEdited()
    {
        Stage stage(3);
        QTRY_COMPARE(stage.rows(), 3);
        const auto run = stage.project.path() / "runs/r";
        const auto checkpoint = run / "checkpoints/step-7";
        std::filesystem::create_directories(checkpoint);
        std::ofstream(checkpoint / "trainer.json") << "{}";
        std::ofstream(checkpoint / "config.json") << R"({"max_text_tokens": 8})";
        std::ofstream(checkpoint / "vocab.txt")
            << "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\na\nred\nsquare\n,\nnumber\n0\nbig\n";
        stage.click(0);
        const auto editor = [&]() -> panels::TextEditor* {
            for (auto* each : stage.panel.findChildren<panels::TextEditor*>())
                if (each->isVisible() && each->toPlainText().contains(QLatin1String("number 0")))
                    return each;
            return nullptr;
        };
        const auto shown = [&]() -> QString {
            for (const auto* label : stage.panel.findChildren<QLabel*>(QStringLiteral("tokens")))
                if (label->isVisible())
                    return label->text();
            return {};
        };
        QTRY_VERIFY(editor());
        editor()->setFocus();
        QTest::qWait(50);
        QVERIFY(shown().isEmpty()); // there is no model yet
        stage.workspace.setActiveRun(QString::fromStdString(run.string()));
        QTRY_COMPARE(shown(), QStringLiteral("6 of 8 tokens"));
        editor()->moveCursor(QTextCursor::End);
        QTest::keyClicks(editor(), QStringLiteral(" big big"));
        QTRY_COMPARE(shown(), QStringLiteral("8 of 8 tokens"));
        QVERIFY(editor()->extraSelections().isEmpty());
        QTest::keyClicks(editor(), QStringLiteral(" red red"));
        QTRY_COMPARE(shown(),
                     QStringLiteral("10 of 8 tokens: what is after “big big” is not read"));
        QCOMPARE(editor()->extraSelections().size(), 1);
        QCOMPARE(editor()->extraSelections().first().cursor.selectedText(),
                 QStringLiteral("red red"));
        QTest::qWait(150); // until it is laid out
        QVERIFY(test::keepPicture(stage.panel, QStringLiteral("data-tokens")));
        // A caption that is too long says so even when it is not edited.
        stage.grid()->setFocus();
        QTRY_VERIFY(shown().startsWith(QLatin1String("10 of 8")));
    }

    void versionsAreNamedAndCompared()
    {
        Stage stage(3);
        QTRY_COMPARE(stage.rows(), 3);
        stage.panel.showVersions();
        auto* dialog = stage.panel.findChild<panels::VersionsDialog*>();
        QVERIFY(dialog && dialog->isVisible());
        const auto button = [&](const char* text) {
            for (auto* each : dialog->findChildren<QPushButton*>())
                if (each->text() == QLatin1String(text))
                    return each;
            return static_cast<QPushButton*>(nullptr);
        };
        auto* name = named<QLineEdit>(dialog, "Name of the version");
        auto* versions = named<QTreeWidget>(dialog, "Versions of the data");
        auto* changes = named<QTreeWidget>(dialog, "What changed between the versions");
        QVERIFY(!button("Keep it under this name")->isEnabled());
        QTest::keyClicks(name, QStringLiteral("raw"));
        QTest::mouseClick(button("Keep it under this name"), Qt::LeftButton);
        QTRY_COMPARE(versions->topLevelItemCount(), 1);
        QCOMPARE(versions->topLevelItem(0)->text(0), QStringLiteral("raw"));
        QVERIFY(versions->topLevelItem(0)->text(3).endsWith(QLatin1String("(now)")));

        const auto ids = stage.project.store().sampleIds({});
        const auto caption = stage.project.store().captions(ids[1]).front().id;
        stage.workspace.setCaptionText(caption, QStringLiteral("something else"));
        QTRY_VERIFY(!versions->topLevelItem(0)->text(3).endsWith(QLatin1String("(now)")));
        QTest::mouseClick(button("Show what changed"), Qt::LeftButton);
        QTRY_COMPARE(changes->topLevelItemCount(), 1);
        const auto* change = changes->topLevelItem(0);
        QCOMPARE(change->text(3), QStringLiteral("a green square, number 1"));
        QCOMPARE(change->text(4), QStringLiteral("something else"));
        QTest::qWait(150); // until it is laid out
        QVERIFY(test::keepPicture(*dialog, QStringLiteral("data-versions")));
        // A change leads to its sample.
        changes->setCurrentItem(changes->topLevelItem(0));
        QTest::keyClick(changes, Qt::Key_Return);
        QTRY_COMPARE(stage.workspace.primarySample(), ids[1]);

        versions->setCurrentItem(versions->topLevelItem(0));
        QTest::mouseClick(button("Take the name away"), Qt::LeftButton);
        QTRY_VERIFY(stage.project.store().versions().empty());
        stage.workspace.undo();
        QTRY_COMPARE(stage.project.store().versions().size(), size_t{1});
    }
};

QTEST_MAIN(DataEditingTest)
#include "data_editing_test.moc"
