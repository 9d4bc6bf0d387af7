// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inference/pair_vectors.h"
#include "tests/widgets/support/picture_of.h"
#include "tests/widgets/support/test_project.h"
#include "widgets/bridge/engine_thread.h"
#include "widgets/look/empty_state.h"
#include "widgets/look/theme.h"
#include "widgets/panels/map/map_panel.h"
#include "widgets/plots/point_map.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <cmath>

using namespace unimo;
using bridge::EngineThread;
using bridge::Workspace;
using panels::MapPanel;
using plots::PointMap;

namespace {

constexpr int kPairs = 40;

/// Pairs in four groups of three dimensions; the captions of every fifth lie with another group.
std::shared_ptr<const inference::PairVectors> pairsOf(const std::vector<int64_t>& samples)
{
    auto pairs = std::make_shared<inference::PairVectors>();
    pairs->dim = 3;
    for (size_t i = 0; i < samples.size(); ++i) {
        const auto vectorOf = [&](size_t group) {
            const double angle = 1.5 * static_cast<double>(group) + 0.01 * static_cast<double>(i);
            return std::array{std::cos(angle), std::sin(angle) * 0.8, std::sin(angle) * 0.6};
        };
        const auto picture = vectorOf(i % 4), text = vectorOf(i % 5 == 0 ? (i + 1) % 4 : i % 4);
        float product = 0;
        for (size_t d = 0; d < 3; ++d) {
            pairs->pictures.push_back(static_cast<float>(picture[d]));
            pairs->texts.push_back(static_cast<float>(text[d]));
            product += static_cast<float>(picture[d] * text[d]);
        }
        pairs->samples.push_back(samples[i]);
        pairs->captions.push_back("caption " + std::to_string(i));
        pairs->similarity.push_back(product);
        pairs->textRank.push_back(i % 5 == 0 ? 7 : 0);
        pairs->pictureRank.push_back(i % 5 == 0 ? 9 : 0);
    }
    return pairs;
}

struct Stage
{
    Stage() : project(kPairs)
    {
        // A run with a checkpoint folder; what is in it does not matter here.
        const auto checkpoint = project.path() / "runs" / "one" / "checkpoints" / "step-00000012";
        std::filesystem::create_directories(checkpoint);
        QFile mark(QString::fromStdString((checkpoint / "trainer.json").string()));
        (void)mark.open(QIODevice::WriteOnly);
        panel = std::make_unique<MapPanel>(&workspace, &engine);
        panel->resize(1200, 700);
        panel->show();
        (void)QTest::qWaitForWindowExposed(panel.get());
        test::openAndWait(workspace, project.folder());
        workspace.setActiveRun(QString::fromStdString((project.path() / "runs" / "one").string()));
        const auto ids = project.store().sampleIds({});
        Q_EMIT engine.pairsEncoded(pairsOf({ids.begin(), ids.end()}), 5);
    }
    /// Until the layout has come.
    [[nodiscard]] bool placed() const
    {
        return QTest::qWaitFor([this] { return map()->pairs() == kPairs; });
    }
    [[nodiscard]] PointMap* map() const { return panel->findChild<PointMap*>(); }
    [[nodiscard]] QTableView* table() const { return panel->findChild<QTableView*>(); }
    template <typename T>
    [[nodiscard]] T* named(const char* name) const
    {
        for (auto* widget : panel->findChildren<T*>())
            if (widget->accessibleName() == QLatin1String(name))
                return widget;
        return nullptr;
    }
    [[nodiscard]] QString line() const
    {
        for (const auto* label : panel->findChildren<QLabel*>())
            if (label->text().contains(QStringLiteral("R@1")))
                return label->text();
        return {};
    }

    test::TestProject project;
    Workspace workspace;
    EngineThread engine;
    std::unique_ptr<MapPanel> panel;
};

} // namespace

class MapPanelTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { look::Theme::instance().apply(look::Theme::Mode::Light); }

    void withoutACheckpointItOffersTraining()
    {
        test::TestProject project(3);
        Workspace workspace;
        EngineThread engine;
        MapPanel panel(&workspace, &engine);
        panel.show();
        test::openAndWait(workspace, project.folder());
        auto* empty = panel.findChild<look::EmptyState*>();
        QVERIFY(empty->isVisible());
        QSignalSpy wanted(&workspace, &Workspace::demoTrainingWanted);
        QTest::mouseClick(empty->button(), Qt::LeftButton);
        QCOMPARE(wanted.count(), 1);
    }

    void itTellsHowWellPairsLieTogether()
    {
        Stage stage;
        QVERIFY(stage.placed());
        QVERIFY(stage.line().contains(QStringLiteral("40 pairs")));
        QVERIFY2(stage.line().contains(QStringLiteral("picture → text R@1 80.0 %, R@5 80.0 %")),
                 qPrintable(stage.line()));
        // Worst first, and a header turns the order.
        const auto first = [&] { return stage.table()->model()->index(0, 3).data().toString(); };
        const auto rank = [&] { return stage.table()->model()->index(0, 1).data().toString(); };
        QCOMPARE(rank(), QStringLiteral("8"));
        const QString worst = first();
        stage.table()->sortByColumn(0, Qt::DescendingOrder);
        QVERIFY(first() != worst);
        QVERIFY(test::keepPicture(*stage.panel, QStringLiteral("map")));
    }

    void aClickedPointIsThePrimarySample()
    {
        Stage stage;
        QVERIFY(stage.placed());
        const auto ids = stage.project.store().sampleIds({});
        QTest::mouseClick(stage.map(), Qt::LeftButton, {}, stage.map()->textAt(7).toPoint());
        // Another point may lie on the same pixel; what was chosen lies there too.
        const int chosen = stage.map()->primary();
        QVERIFY(chosen >= 0);
        QVERIFY((stage.map()->textAt(chosen) - stage.map()->textAt(7)).manhattanLength() < 16);
        QCOMPARE(stage.workspace.primarySample(), ids[static_cast<size_t>(chosen)]);
        QCOMPARE(stage.table()->currentIndex().siblingAtColumn(3).data().toString(),
                 QStringLiteral("caption %1").arg(chosen));
        // And back: what another panel chooses is marked here.
        stage.workspace.setPrimarySample(ids[3]);
        QCOMPARE(stage.map()->primary(), 3);
        // Keys walk.
        stage.map()->setFocus();
        for (const auto key : {Qt::Key_Left, Qt::Key_Right, Qt::Key_Up, Qt::Key_Down})
            QTest::keyClick(stage.map(), key);
        QVERIFY(stage.map()->primary() != -1);
    }

    void areasSelectSamples()
    {
        Stage stage;
        QVERIFY(stage.placed());
        auto* map = stage.map();
        const auto drag = [&](Qt::KeyboardModifiers keys, const QVector<QPoint>& way) {
            QTest::mousePress(map, Qt::LeftButton, keys, way.front());
            for (const QPoint& at : way)
                QTest::mouseMove(map, at);
            QTest::mouseRelease(map, Qt::LeftButton, keys, way.back());
        };
        drag(Qt::ShiftModifier,
             {{2, 2}, {map->width() / 2, 40}, {map->width() - 2, map->height() - 2}});
        QCOMPARE(stage.workspace.selection().size(), kPairs);
        QTest::keyClick(map, Qt::Key_Escape);
        QVERIFY(stage.workspace.selection().isEmpty());
        const QPoint at = map->pictureAt(2).toPoint();
        drag(Qt::AltModifier, {at + QPoint(-30, -30), at + QPoint(30, -30), at + QPoint(30, 30),
                               at + QPoint(-30, 30)});
        QVERIFY(stage.workspace.selection().contains(stage.project.store().sampleIds({})[2]));
        QVERIFY(stage.workspace.selection().size() < kPairs);
    }

    void theWheelZoomsAtTheCursor()
    {
        Stage stage;
        QVERIFY(stage.placed());
        auto* map = stage.map();
        const QPointF held = map->pictureAt(5), other = map->pictureAt(6);
        QWheelEvent wheel(held, map->mapToGlobal(held), {}, {0, 240}, Qt::NoButton, Qt::NoModifier,
                          Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(map, &wheel);
        QVERIFY((map->pictureAt(5) - held).manhattanLength() < 0.01);
        QVERIFY((map->pictureAt(6) - held).manhattanLength() >
                (other - held).manhattanLength() * 1.2);
        QTest::mouseDClick(map, Qt::LeftButton, {}, {5, 5});
        QVERIFY((map->pictureAt(6) - other).manhattanLength() < 0.01);
    }

    void layoutsChangeInPlace()
    {
        Stage stage;
        QVERIFY(stage.placed());
        const QPointF before = stage.map()->pictureAt(9) - stage.map()->pictureAt(8);
        auto* method = stage.named<QComboBox>("Layout");
        method->setCurrentIndex(method->findText(QStringLiteral("UMAP")));
        QTRY_VERIFY(
            (stage.map()->pictureAt(9) - stage.map()->pictureAt(8) - before).manhattanLength() > 1);
        stage.named<QComboBox>("Colour")->setCurrentIndex(1);
        QVERIFY(test::keepPicture(*stage.panel, QStringLiteral("map-umap")));
        const QPointF umap = stage.map()->pictureAt(9) - stage.map()->pictureAt(8);
        method->setFocus();
        QTest::keyClick(method, Qt::Key_Down);
        QCOMPARE(method->currentText(), QStringLiteral("t-SNE"));
        QTRY_VERIFY(
            (stage.map()->pictureAt(9) - stage.map()->pictureAt(8) - umap).manhattanLength() > 1);
    }

    /// Words name the groups once the places are known, contours are drawn when asked for.
    void contoursAndLabelsAreSwitched()
    {
        Stage stage;
        QVERIFY(stage.placed());
        const auto box = [&](const QString& text) {
            for (auto* own : stage.panel->findChildren<QCheckBox*>())
                if (own->text() == text)
                    return own;
            return static_cast<QCheckBox*>(nullptr);
        };
        QTest::mouseClick(box(QStringLiteral("Labels")), Qt::LeftButton, {}, {8, 8});
        // Each caption is "caption" and a number: that tells no group from another.
        QVERIFY(stage.map()->shownLabels().empty());
        const auto ids = stage.project.store().sampleIds({});
        auto pairs = std::make_shared<inference::PairVectors>(*pairsOf({ids.begin(), ids.end()}));
        const char* words[] = {"a red boat", "a green dog", "a blue cup", "a white house"};
        for (size_t i = 0; i < pairs->size(); ++i)
            pairs->captions[i] = words[(i % 5 == 0 ? i + 1 : i) % 4];
        Q_EMIT stage.engine.pairsEncoded(pairs, 5);
        const auto shown = [&] {
            QStringList texts;
            for (const auto& [area, text] : stage.map()->shownLabels())
                texts << text;
            return texts;
        };
        QTRY_VERIFY(shown().contains(QStringLiteral("boat · red")));
        QVERIFY(shown().size() <= 4);
        const QImage plain = stage.map()->grab().toImage();
        QTest::mouseClick(box(QStringLiteral("Contours")), Qt::LeftButton, {}, {8, 8});
        QVERIFY(box(QStringLiteral("Contours"))->isChecked());
        QVERIFY(stage.map()->grab().toImage() != plain);
        QVERIFY(test::keepPicture(*stage.panel, QStringLiteral("map-contours")));
        QTest::mouseClick(box(QStringLiteral("Labels")), Qt::LeftButton, {}, {8, 8});
        QVERIFY(shown().isEmpty());
    }

    void aSentenceLandsAtItsNearestCaption()
    {
        Stage stage;
        QVERIFY(stage.placed());
        auto* sentence = stage.named<QLineEdit>("Sentence to place on the map");
        QTest::keyClicks(sentence, QStringLiteral("caption 2"));
        const auto ids = stage.project.store().sampleIds({});
        const auto pairs = pairsOf({ids.begin(), ids.end()});
        Q_EMIT stage.engine.textPlaced({pairs->texts.begin() + 6, pairs->texts.begin() + 9}, 3);
        QCOMPARE(stage.workspace.primarySample(), ids[2]);
        QVERIFY(test::keepPicture(*stage.panel, QStringLiteral("map-sentence")));
    }

    void everythingCanBeSaved()
    {
        Stage stage;
        QVERIFY(stage.placed());
        const QString folder = QString::fromStdString(stage.project.beside().string()) + '/';
        for (const char* ending : {"png", "svg", "pdf", "csv"}) {
            stage.panel->exportTo(folder + "map." + ending);
            QVERIFY2(QFile::exists(folder + "map." + ending), ending);
        }
        QCOMPARE(QImage(folder + "map.png").size(), stage.map()->size() * 2);
        QFile svg(folder + "map.svg");
        QVERIFY(svg.open(QIODevice::ReadOnly));
        const QByteArray drawn = svg.readAll();
        QVERIFY(!drawn.contains("<image")); // vectors, not pixels
        QVERIFY(drawn.count("<rect") >= kPairs);
        QFile csv(folder + "map.csv");
        QVERIFY(csv.open(QIODevice::ReadOnly));
        const auto lines = csv.readAll().trimmed().split('\n');
        QCOMPARE(lines.size(), kPairs + 1);
        QCOMPARE(lines[1].count(','), 8);
        QSignalSpy notified(&stage.workspace, &Workspace::notified);
        stage.panel->exportTo(folder + "map.gif");
        QCOMPARE(notified.count(), 1);
        QVERIFY(notified.first().at(1).toBool());
    }

    /// Until the places of other pairs are there, nothing points at the pairs before them.
    void otherPairsReplaceTheMap()
    {
        Stage stage;
        QVERIFY(stage.placed());
        const auto ids = stage.project.store().sampleIds({});
        Q_EMIT stage.engine.pairsEncoded(pairsOf({ids.begin() + 30, ids.end()}), 5);
        QCOMPARE(stage.map()->pairs(), 0);
        stage.workspace.setSelection({ids[38], ids[39]});
        stage.workspace.setPrimarySample(ids[39]);
        QTRY_COMPARE(stage.map()->pairs(), kPairs - 30);
        QCOMPARE(stage.map()->selection(), (QSet<int>{8, 9}));
        QCOMPARE(stage.map()->primary(), 9);
    }

    /// What cannot be mapped is said, and the panel goes on.
    void failuresAreTold()
    {
        Stage stage;
        Q_EMIT stage.engine.failed(EngineThread::Request::Pairs,
                                   Error{ErrorKind::Data, "no picture has regions", {}, {}});
        bool told = false;
        for (const auto* label : stage.panel->findChildren<QLabel*>())
            told = told || label->text().contains(QStringLiteral("no picture has regions"));
        QVERIFY(told);
    }
};

QTEST_MAIN(MapPanelTest)
#include "map_panel_test.moc"
