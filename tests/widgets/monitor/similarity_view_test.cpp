// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/similarity_points.h"
#include "tests/widgets/monitor/trained_run.h"
#include "tests/widgets/support/picture_of.h"
#include "tests/widgets/support/test_project.h"
#include "widgets/bridge/workspace.h"
#include "widgets/look/theme.h"
#include "widgets/panels/monitor/monitor_panel.h"
#include "widgets/panels/monitor/similarity_view.h"
#include "widgets/plots/matrix_plot.h"

#include <QFileDialog>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSlider>
#include <QTabBar>
#include <QTabWidget>
#include <QTest>

using namespace unimo;
using namespace unimo::panels;
namespace fs = std::filesystem;

namespace {

constexpr int kPairs = 12;

/// The own text more alike with every step, the others less.
train::SimilarityPoint pointOf(int64_t step)
{
    train::SimilarityPoint point;
    point.step = step;
    point.temperature = 0.07;
    const auto learnt = static_cast<float>(step) / 1000.0F;
    for (int row = 0; row < kPairs; ++row) {
        point.samples.push_back(row + 1);
        for (int column = 0; column < kPairs; ++column) {
            const float other =
                0.4F - 0.5F * learnt + 0.02F * static_cast<float>((row * 7 + column * 5) % 9);
            point.values.push_back(row == column ? 0.2F + 0.7F * learnt : other);
        }
    }
    return point;
}

} // namespace

class SimilarityViewTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::TestProject> project_;
    std::unique_ptr<bridge::Workspace> workspace_;
    std::unique_ptr<MonitorPanel> panel_;
    std::unique_ptr<TrainedRun> run_;

    template <typename Widget>
    Widget* named(const char* name) const
    {
        return panel_->findChild<Widget*>(QString::fromLatin1(name));
    }
    [[nodiscard]] SimilarityView* view() const { return panel_->findChild<SimilarityView*>(); }
    [[nodiscard]] plots::MatrixPlot* plot() const
    {
        return panel_->findChild<plots::MatrixPlot*>();
    }
    [[nodiscard]] QSlider* slider() const { return named<QSlider>("similarity step"); }
    void keep(int64_t step) const
    {
        train::appendSimilarity(run_->path().toStdString(), pointOf(step)).orThrow();
    }
    void showTab() const
    {
        auto* tabs = panel_->findChild<QTabWidget*>();
        for (int i = 0; i < tabs->count(); ++i)
            if (tabs->tabText(i) == QLatin1String("Similarity"))
                QTest::mouseClick(tabs->tabBar(), Qt::LeftButton, {},
                                  tabs->tabBar()->tabRect(i).center());
        QTRY_VERIFY(view()->isVisible());
    }

private slots:
    void initTestCase() { look::Theme::instance().apply(look::Theme::Mode::Light); }
    void init()
    {
        project_ = std::make_unique<test::TestProject>(20);
        run_ = std::make_unique<TrainedRun>(project_->path() / "runs", "demo");
        run_->log(0, 400, 0.1);
        run_->status(train::RunState::Running, 400, 0.05);
        workspace_ = std::make_unique<bridge::Workspace>();
        panel_ = std::make_unique<MonitorPanel>(workspace_.get());
        panel_->resize(1280, 760);
        panel_->show();
        QVERIFY(QTest::qWaitForWindowExposed(panel_.get()));
        test::openAndWait(*workspace_, project_->folder());
        QTRY_COMPARE(workspace_->activeRun(), run_->path());
        showTab();
    }
    void cleanup()
    {
        panel_.reset();
        workspace_.reset();
    }

    void aRunWithoutAnySaysWhatComesHere()
    {
        QVERIFY(!plot()->isVisible());
        keep(100);
        QTRY_VERIFY(plot()->isVisible()); // as soon as the trainer has written one
    }
    void theStepsAreScrubbed()
    {
        for (const int64_t step : {100, 200, 300, 1000})
            keep(step);
        QTRY_COMPARE(slider()->maximum(), 3);
        QCOMPARE(slider()->value(), 3); // the latest first
        QCOMPARE(plot()->matrix().size(), kPairs);
        QVERIFY(std::abs(plot()->matrix().value({4, 4}) - 0.9) < 1e-6);
        auto* numbers = named<QLabel>("similarity numbers");
        QVERIFY2(numbers->text().contains("0.90") && numbers->text().contains("12 of 12"),
                 qPrintable(numbers->text()));
        const double high = plot()->matrix().high;
        slider()->setFocus();
        QTest::keyClick(slider(), Qt::Key_Home);
        QVERIFY(std::abs(plot()->matrix().value({4, 4}) - 0.27) < 1e-6);
        QVERIFY2(numbers->text().contains("0 of 12"), qPrintable(numbers->text()));
        QCOMPARE(plot()->matrix().high, high); // a colour means the same at each step

        keep(1100); // one that looks back is not taken along
        QTRY_COMPARE(slider()->maximum(), 4);
        QCOMPARE(slider()->value(), 0);
        QTest::keyClick(slider(), Qt::Key_End);
        keep(1200);
        QTRY_COMPARE(slider()->value(), 5); // at the end it follows
        keep(200);                          // the run was resumed
        QTRY_COMPARE(slider()->maximum(), 1);
    }
    void aCellTellsWhichPictureAndText()
    {
        keep(1000);
        QTRY_VERIFY(plot()->isVisible());
        QTRY_COMPARE(plot()->matrix().labels.value(2), QStringLiteral("a blue square, number 2"));
        QTest::mouseClick(plot(), Qt::LeftButton, {}, plot()->cellArea({5, 2}).center().toPoint());
        QCOMPARE(workspace_->primarySample(), qint64{3}); // the picture's
        const QString said = named<QLabel>("similarity cell")->text();
        QVERIFY2(said.contains("Picture: a blue square, number 2") &&
                     said.contains("Text: a green square, number 5"),
                 qPrintable(said));
        keep(1100);
        QTRY_COMPARE(slider()->maximum(), 1);
        QCOMPARE(plot()->chosen(), std::optional(QPoint(5, 2))); // the same cell over the steps
    }
    void theMatrixIsSaved()
    {
        keep(1000);
        QTRY_VERIFY(plot()->isVisible());
        const QString folder = QString::fromStdString(project_->beside().string());
        for (const char* ending : {"png", "svg", "csv"}) {
            const QString file = folder + QStringLiteral("/m.") + QString::fromLatin1(ending);
            view()->exportTo(file);
            QVERIFY(QFile(file).size() > 500);
        }
        const std::string csv = readFile((folder + "/m.csv").toStdString()).orThrow();
        QVERIFY2(csv.starts_with("Picture \\ Text,"), csv.substr(0, 80).c_str());
        QVERIFY(csv.find(",0.9,") != std::string::npos);
        QTest::mouseClick(plot(), Qt::LeftButton);
        for (auto* button : view()->findChildren<QPushButton*>())
            if (button->menu())
                button->menu()->actions().last()->trigger();
        auto* dialog = panel_->findChild<QFileDialog*>();
        QVERIFY(dialog);
        dialog->close();
    }
    void picturesInBothThemes()
    {
        for (const int64_t step : {100, 500, 1000})
            keep(step);
        QTRY_VERIFY(plot()->isVisible());
        QTRY_COMPARE(plot()->matrix().labels.value(2), QStringLiteral("a blue square, number 2"));
        QTest::mouseClick(plot(), Qt::LeftButton, {}, plot()->cellArea({5, 2}).center().toPoint());
        for (const auto& [mode, name] :
             {std::pair(look::Theme::Mode::Light, "light"), {look::Theme::Mode::Dark, "dark"}}) {
            look::Theme::instance().apply(mode);
            QTest::qWait(100);
            QVERIFY(test::keepPicture(*panel_, QStringLiteral("similarity_%1").arg(name)));
        }
        look::Theme::instance().apply(look::Theme::Mode::Light);
        SimilarityView large(workspace_.get());
        large.resize(900, 600);
        large.append(run_->path(), {pointOf(800)});
        large.setRun(run_->path());
        large.show();
        QTest::qWait(200);
        QVERIFY(test::keepPicture(large, QStringLiteral("similarity_large")));
    }
};

QTEST_MAIN(SimilarityViewTest)
#include "similarity_view_test.moc"
