// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/support/picture_of.h"
#include "tests/widgets/support/test_project.h"
#include "widgets/bridge/job_runner.h"
#include "widgets/look/empty_state.h"
#include "widgets/look/theme.h"
#include "widgets/panels/rewrites/rewrite_tree_model.h"
#include "widgets/panels/rewrites/rewrites_panel.h"
#include "widgets/panels/rewrites/scene_graph_view.h"
#include "widgets/plots/histogram_plot.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>
#include <QTreeView>

using namespace unimo;
using bridge::EngineThread;
using bridge::Workspace;
using panels::RewritesPanel;
using panels::RewriteTreeModel;

namespace {

constexpr int kSamples = 12;

/// Each caption "a red square, number 3" with a true and three false rewrites, one of them
/// rejected.
void addRewrites(store::Project& project)
{
    project.transaction([&] {
        for (const auto& caption : project.captions(store::SampleFilter{})) {
            const auto add = [&](const std::string& text, const std::string& rule, int polarity,
                                 const std::string& rejection) {
                store::Rewrite row{0, caption.sample, caption.id, text, rule, polarity};
                row.scores = {{"fluency", -0.25}};
                row.rejection = rejection;
                project.add(row);
            };
            add("one " + caption.text.substr(2), "back-translation-cat", 1, {});
            add("a purple" + caption.text.substr(caption.text.find(" square")), "colour", -1, {});
            add("a dog in a meadow", "sentence", -1, {});
            add("a square square", "object", -1, "reads badly");
        }
    });
}

struct Stage
{
    explicit Stage(bool withRewrites = true) : project(kSamples)
    {
        if (withRewrites)
            addRewrites(project.store());
        panel = std::make_unique<RewritesPanel>(&workspace, &engine);
        panel->resize(1264, 700);
        panel->show();
        (void)QTest::qWaitForWindowExposed(panel.get());
        test::openAndWait(workspace, project.folder());
    }
    /// Until the first caption and its rewrites are shown.
    [[nodiscard]] bool shown() const
    {
        return QTest::qWaitFor([this] { return tree()->model()->rowCount() == 3; });
    }
    [[nodiscard]] QTreeView* tree() const { return panel->findChild<QTreeView*>(); }
    [[nodiscard]] QTableView* list() const { return named<QTableView>("Captions with rewrites"); }
    template <typename T>
    [[nodiscard]] T* named(const char* name) const
    {
        for (auto* widget : panel->findChildren<T*>())
            if (widget->accessibleName() == QLatin1String(name))
                return widget;
        return nullptr;
    }
    [[nodiscard]] QModelIndex cell(int group, int row, int column) const
    {
        return tree()->model()->index(row, column, tree()->model()->index(group, 0));
    }
    [[nodiscard]] QString text(int group, int row, int column) const
    {
        return cell(group, row, column).data().toString();
    }
    /// The stored rewrites of the first caption.
    [[nodiscard]] std::vector<store::Rewrite> stored() const
    {
        return project.store().rewrites(project.store().sampleIds({}).front());
    }
    [[nodiscard]] inference::PairScores scores() const
    {
        inference::PairScores scores;
        scores.sample = project.store().sampleIds({}).front();
        float margin = 1;
        for (const auto& row : stored())
            scores.texts.push_back({row.caption, row.id, 2, margin -= 0.5F});
        return scores;
    }

    mutable test::TestProject project;
    Workspace workspace;
    EngineThread engine;
    std::unique_ptr<RewritesPanel> panel;
};

} // namespace

class RewritesPanelTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { look::Theme::instance().apply(look::Theme::Mode::Light); }

    void withoutRewritesItOffersThem()
    {
        Stage stage(/*withRewrites=*/false);
        auto* empty = stage.panel->findChild<look::EmptyState*>();
        QVERIFY(empty->isVisible());
        QTRY_VERIFY(stage.panel->findChild<QComboBox*>()->count() > 0);
        QSignalSpy ended(stage.workspace.jobs(), &bridge::JobRunner::jobFinished);
        QTest::mouseClick(empty->button(), Qt::LeftButton);
        // The text-only model learns as soon as the rewriting is done, and ends soon too.
        QTRY_VERIFY_WITH_TIMEOUT(ended.count() > 0, 60'000);
        QTRY_VERIFY(!empty->isVisible());
        QVERIFY(!stage.project.store().rewrites(store::SampleFilter{}).empty());
    }

    void rewritesComeInGroupsWithWhatIsNew()
    {
        Stage stage;
        QVERIFY(stage.shown());
        QCOMPARE(stage.tree()->model()->index(0, 0).data().toString(),
                 QStringLiteral("Still true: whole sentence (1)"));
        QCOMPARE(stage.tree()->model()->index(1, 0).data().toString(),
                 QStringLiteral("False: whole sentence (1)"));
        QCOMPARE(stage.tree()->model()->index(2, 0).data().toString(),
                 QStringLiteral("False: words (2)"));
        const auto spans = stage.cell(2, 0, RewriteTreeModel::Text)
                               .data(RewriteTreeModel::SpansRole)
                               .value<QVector<QPair<int, int>>>();
        QCOMPARE(spans, (QVector<QPair<int, int>>{{2, 8}})); // purple
        QCOMPARE(stage.text(2, 0, RewriteTreeModel::Fluency), QStringLiteral("-0.25"));
        QCOMPARE(stage.text(2, 0, RewriteTreeModel::Use), QStringLiteral("used"));
        QCOMPARE(stage.text(2, 1, RewriteTreeModel::Use), QStringLiteral("reads badly"));
        auto* graph = stage.panel->findChild<panels::SceneGraphView*>();
        QVERIFY(graph->accessibleDescription().contains(QStringLiteral("square")));
        // The text-only model is learnt without being asked for.
        QTRY_VERIFY_WITH_TIMEOUT(!stage.text(2, 0, RewriteTreeModel::Blind).isEmpty(), 30'000);
        QVERIFY(test::keepPicture(*stage.panel, QStringLiteral("rewrites")));
    }

    void aCheckpointScoresThem()
    {
        Stage stage;
        QVERIFY(stage.shown());
        QVERIFY(stage.text(2, 0, RewriteTreeModel::Margin).isEmpty());
        Q_EMIT stage.engine.pairScored(stage.scores(), 3);
        QCOMPARE(stage.text(0, 0, RewriteTreeModel::Margin), QStringLiteral("+0.50"));
        QCOMPARE(stage.text(1, 0, RewriteTreeModel::Margin), QStringLiteral("-0.50"));
        const auto bar = stage.cell(1, 0, RewriteTreeModel::Margin).data(RewriteTreeModel::BarRole);
        QCOMPARE(bar.toDouble(), -0.5); // of the widest, which is -1
        QVERIFY(test::keepPicture(*stage.panel, QStringLiteral("rewrites-scored")));
        // Scores of another pair are none of this one.
        auto others = stage.scores();
        others.sample += 1;
        others.texts.front().margin = 7;
        Q_EMIT stage.engine.pairScored(others, 3);
        QCOMPARE(stage.text(0, 0, RewriteTreeModel::Margin), QStringLiteral("+0.50"));
    }

    void theSampleIsShownElsewhereByARightClick()
    {
        Stage stage;
        QVERIFY(stage.shown());
        QSignalSpy wanted(&stage.workspace, &Workspace::panelWanted);
        Q_EMIT stage.tree()->customContextMenuRequested({5, 5});
        auto* menu = stage.tree()->findChild<QMenu*>();
        QVERIFY(menu && menu->isVisible());
        QCOMPARE(menu->actions().size(), 4); // not this panel itself
        menu->actions().first()->trigger();
        QCOMPARE(wanted.count(), 1);
        QCOMPARE(wanted.first().first().toString(), QStringLiteral("data"));
        menu->close();
    }

    void oneKeyMarksAndIsUndone()
    {
        Stage stage;
        QVERIFY(stage.shown());
        stage.tree()->setFocus();
        stage.tree()->setCurrentIndex(stage.cell(1, 0, 0));
        QTest::keyClick(stage.tree(), Qt::Key_3);
        QTRY_COMPARE(stage.text(1, 0, RewriteTreeModel::Use), QStringLiteral("actually true"));
        // On to the next one, over the group's head.
        QCOMPARE(stage.tree()->currentIndex().siblingAtColumn(0), stage.cell(2, 0, 0));
        QTest::keyClick(stage.tree(), Qt::Key_1);
        QTRY_COMPARE(stage.text(2, 0, RewriteTreeModel::Use), QStringLiteral("too easy"));
        QVERIFY(stage.stored()[2].mark == store::Mark::Wrong);
        QVERIFY(stage.stored()[1].mark == store::Mark::TooEasy);

        auto* show = stage.named<QComboBox>("Which captions");
        QTRY_COMPARE(stage.list()->model()->index(0, 2).data().toString(), QStringLiteral("2"));
        show->setCurrentIndex(show->findText(QStringLiteral("To review: actually true")));
        QCOMPARE(stage.list()->model()->rowCount(), 1);
        QVERIFY(test::keepPicture(*stage.panel, QStringLiteral("rewrites-marked")));

        stage.workspace.undo();
        stage.workspace.undo();
        QTRY_VERIFY(stage.stored()[2].mark == store::Mark::None);
        QTRY_COMPARE(stage.text(1, 0, RewriteTreeModel::Use), QStringLiteral("used"));
        QTRY_COMPARE(stage.list()->model()->rowCount(), 0);
    }

    void buttonsMarkWhatIsSelected()
    {
        Stage stage;
        QVERIFY(stage.shown());
        stage.tree()->setCurrentIndex(stage.cell(0, 0, 0));
        QTest::mouseClick(stage.named<QPushButton>("Actually true"), Qt::LeftButton);
        QTRY_COMPARE(stage.text(0, 0, RewriteTreeModel::Use), QStringLiteral("actually false"));
        stage.tree()->setCurrentIndex(stage.cell(0, 0, 0));
        QTest::mouseClick(stage.named<QPushButton>("Take back"), Qt::LeftButton);
        QTRY_COMPARE(stage.text(0, 0, RewriteTreeModel::Use), QStringLiteral("used"));
    }

    void theListFollowsAndLeadsTheSelection()
    {
        Stage stage;
        QVERIFY(stage.shown());
        const auto ids = stage.project.store().sampleIds({});
        QTRY_COMPARE(stage.workspace.primarySample(), ids[0]);
        stage.list()->setFocus();
        QTest::keyClick(stage.list(), Qt::Key_Down);
        QCOMPARE(stage.workspace.primarySample(), ids[1]);
        stage.workspace.setPrimarySample(ids[4]);
        QCOMPARE(stage.list()->currentIndex().row(), 4);
        QTRY_VERIFY(stage.text(2, 0, 0).contains(QStringLiteral("number 4")));
        // One of another split has no row here, but its rewrites are shown.
        stage.workspace.setPrimarySample(ids[9]);
        QVERIFY(!stage.list()->currentIndex().isValid());
        QTRY_VERIFY(stage.text(2, 0, 0).contains(QStringLiteral("number 9")));
        auto* search = stage.named<QLineEdit>("Search captions");
        QTest::keyClicks(search, QStringLiteral("BLUE squ"));
        QCOMPARE(stage.list()->model()->rowCount(), 3);
    }

    void rulesAreCounted()
    {
        Stage stage;
        QVERIFY(stage.shown());
        stage.panel->findChild<QTabWidget*>()->setCurrentIndex(1);
        const auto* rules = stage.named<QTableView>("Rules")->model();
        QCOMPARE(rules->rowCount(), 4);
        for (int row = 0; row < rules->rowCount(); ++row)
            if (rules->index(row, 0).data().toString() == QLatin1String("object"))
                QCOMPARE(rules->index(row, 6).data().toString(), QStringLiteral("11"));
        QVERIFY(test::keepPicture(*stage.panel, QStringLiteral("rewrites-rules")));
    }

    void aRuleIsSeenBeforeItIsChanged()
    {
        Stage stage;
        QVERIFY(stage.shown());
        stage.panel->findChild<QTabWidget*>()->setCurrentIndex(1);
        auto* rules = stage.named<QTableView>("Rules");
        for (int row = 0; row < rules->model()->rowCount(); ++row)
            if (rules->model()->index(row, 0).data().toString() == QLatin1String("colour"))
                rules->selectRow(row);
        auto* least = stage.named<QDoubleSpinBox>("At least");
        QTRY_VERIFY(least->isEnabled());
        const auto* changed = stage.named<QTableView>("Rewrites that change")->model();
        QCOMPARE(changed->rowCount(), 0);
        least->setValue(-0.1); // all have -0.25
        QCOMPARE(changed->rowCount(), 11);
        QVERIFY(changed->index(0, 0).data().toString().contains("left out"));
        QVERIFY(test::keepPicture(*stage.panel, QStringLiteral("rewrites-rule")));
        QVERIFY(stage.project.store().ruleSettings().empty());
        const auto press = [&](const QString& text) {
            for (auto* button : stage.panel->findChildren<QPushButton*>())
                if (button->text() == text && button->isVisible())
                    QTest::mouseClick(button, Qt::LeftButton);
        };
        press(QStringLiteral("Discard"));
        QCOMPARE(changed->rowCount(), 0);
        least->setValue(-0.1);
        press(QStringLiteral("Apply"));
        QTRY_COMPARE(stage.project.store().ruleSettings().size(), size_t{1});
        QTRY_COMPARE(changed->rowCount(), 0);
        QVERIFY(stage.stored()[1].ruledOut());
        QTRY_COMPARE(stage.text(2, 0, RewriteTreeModel::Use),
                     QStringLiteral("by its rule: the score is too low"));
        stage.workspace.undo();
        QTRY_COMPARE(stage.text(2, 0, RewriteTreeModel::Use), QStringLiteral("used"));
        QTRY_COMPARE(least->value(), least->minimum());

        const QString file = QString::fromStdString((stage.project.beside() / "rule.csv").string());
        QVERIFY(stage.panel->findChild<plots::HistogramPlot*>()->save(file).ok());
        QVERIFY(QFile::exists(file));
    }

    void allIsSavedAsCsv()
    {
        Stage stage;
        QVERIFY(stage.shown());
        const QString file =
            QString::fromStdString((stage.project.beside() / "rewrites.csv").string());
        stage.panel->exportTo(file);
        QTRY_VERIFY(QFile::exists(file));
        QFile csv(file);
        QVERIFY(csv.open(QIODevice::ReadOnly));
        const auto lines = csv.readAll().trimmed().split('\n');
        QCOMPARE(lines.size(), 1 + 11 * 4);
        QVERIFY(lines[1].contains("\"a red square, number 0\"")); // it has a comma
        QVERIFY(lines[4].trimmed().endsWith("reads badly"));
    }

    /// Another panel, the map's star, asks for the row of one rewrite.
    void anotherPanelsWishOpensTheRow()
    {
        Stage stage;
        QVERIFY(stage.shown());
        const auto ids = stage.project.store().sampleIds({});
        const auto wanted = stage.project.store().rewrites(ids[5])[1];
        QSignalSpy panels(&stage.workspace, &Workspace::panelWanted);
        stage.workspace.showRewrite(ids[5], wanted.id);
        QCOMPARE(panels.first().first().toString(), QStringLiteral("rewrites"));
        const auto chosen = [&] {
            return stage.tree()->currentIndex().siblingAtColumn(RewriteTreeModel::Text).data();
        };
        QTRY_COMPARE(chosen().toString(), QString::fromStdString(wanted.text));
        QCOMPARE(stage.workspace.primarySample(), ids[5]);
        QVERIFY(stage.list()->currentIndex().isValid());
        // Of the pair that is shown already, at once.
        const auto second = stage.project.store().rewrites(ids[5])[2];
        stage.workspace.showRewrite(ids[5], second.id);
        QCOMPARE(chosen().toString(), QString::fromStdString(second.text));
    }
};

QTEST_MAIN(RewritesPanelTest)
#include "rewrites_panel_test.moc"
