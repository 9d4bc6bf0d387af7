// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inference/pair_vectors.h"
#include "tests/widgets/support/picture_of.h"
#include "tests/widgets/support/test_project.h"
#include "widgets/bridge/engine_thread.h"
#include "widgets/look/empty_state.h"
#include "widgets/look/theme.h"
#include "widgets/panels/map/map_panel.h"
#include "widgets/plots/point_map.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QFile>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QTabBar>
#include <QTableView>
#include <QUndoStack>
#include <QUrl>
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

/// The first pair of pairsOf() with a negative that is held for true, two positives and a picture.
std::shared_ptr<const inference::AnchorStar> starOf(const std::vector<int64_t>& samples)
{
    using Kind = inference::StarItem::Kind;
    const auto pairs = pairsOf(samples);
    auto star = std::make_shared<inference::AnchorStar>();
    star->sample = samples[0];
    star->caption = "a red square";
    star->similarity = 0.8F;
    star->dim = 3;
    star->items = {{Kind::FalseRewrite, "colour", 71, samples[0], "a blue square", 0.9F, -0.1F},
                   {Kind::TrueRewrite, "back-translation", 72, samples[0], "a square that is red",
                    0.95F, 0.05F},
                   {Kind::RetrievedText, "", 73, samples[9], "red things", 0.97F, 0.07F},
                   {Kind::RetrievedPicture, "", 74, samples[6], "", 0.98F, 0.08F}};
    // The texts lie where the captions 1 to 3 do, the picture where picture 6 does.
    star->vectors.assign(pairs->texts.begin() + 3, pairs->texts.begin() + 12);
    star->vectors.insert(star->vectors.end(), pairs->pictures.begin() + 18,
                         pairs->pictures.begin() + 21);
    return star;
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
    /// Until the layout has come, and the checkpoint that shows it.
    [[nodiscard]] bool placed() const
    {
        return QTest::qWaitFor([this] { return map()->pairs() == kPairs && map()->isVisible(); });
    }
    [[nodiscard]] PointMap* map() const { return panel->findChild<PointMap*>(); }
    [[nodiscard]] QTableView* table() const
    {
        return named<QTableView>("Pairs, worst aligned first");
    }
    [[nodiscard]] QTableView* star() const
    {
        return named<QTableView>("Positives and negatives of the pair");
    }
    /// A click on a tab beside the map.
    void openTab(int index) const
    {
        auto* bar = panel->findChild<QTabBar*>();
        QTest::mouseClick(bar, Qt::LeftButton, {}, bar->tabRect(index).center());
    }
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
        QVERIFY(box(QStringLiteral("Labels"))->isChecked());
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

    /// Drawn on the map while its tab is open; a click on a point, or Enter on a row, opens the
    /// rule.
    void theStarOfAPairOpensItsRules()
    {
        Stage stage;
        QVERIFY(stage.placed());
        const auto ids = stage.project.store().sampleIds({});
        const std::vector<int64_t> samples(ids.begin(), ids.end());
        stage.workspace.setPrimarySample(samples[0]);
        Q_EMIT stage.engine.starFound(starOf(samples), 3);
        QCOMPARE(stage.map()->starPoints(), 0); // nobody looks at it
        stage.openTab(1);
        QVERIFY(stage.star()->isVisible());
        Q_EMIT stage.engine.starFound(starOf(samples), 3);
        QTRY_COMPARE(stage.map()->starPoints(), 4);
        QVERIFY((stage.map()->starPointAt(0) - stage.map()->textAt(1)).manhattanLength() < 1);
        QVERIFY((stage.map()->starPointAt(3) - stage.map()->pictureAt(6)).manhattanLength() < 1);
        QCOMPARE(stage.star()->model()->index(0, 0).data().toString(),
                 QStringLiteral("False rewrite: colour")); // the hardest first
        QCOMPARE(stage.star()->model()->index(0, 2).data().toString(), QStringLiteral("-0.10"));
        QVERIFY(!stage.map()->shownMargins().empty());
        QVERIFY(test::keepPicture(*stage.panel, QStringLiteral("map-star")));

        QSignalSpy panels(&stage.workspace, &Workspace::panelWanted);
        QSignalSpy rewrites(&stage.workspace, &Workspace::rewriteWanted);
        QSignalSpy neighbours(&stage.workspace, &Workspace::neighbourWanted);
        QTest::mouseClick(stage.map(), Qt::LeftButton, {}, stage.map()->starPointAt(0).toPoint());
        QCOMPARE(panels.takeLast().first().toString(), QStringLiteral("rewrites"));
        QCOMPARE(rewrites.takeLast().at(1).toLongLong(), 71);
        stage.star()->setFocus();
        stage.star()->selectRow(3);
        QTest::keyClick(stage.star(), Qt::Key_Return);
        QCOMPARE(panels.takeLast().first().toString(), QStringLiteral("retrieved"));
        QCOMPARE(neighbours.takeLast().at(1).toLongLong(), 74);
        // One of texts alone is drawn too.
        auto texts = std::make_shared<inference::AnchorStar>(*starOf(samples));
        texts->items.pop_back();
        texts->vectors.resize(9);
        Q_EMIT stage.engine.starFound(texts, 3);
        QCOMPARE(stage.map()->starPoints(), 3);
        // It goes with its pair and with its tab.
        stage.workspace.setPrimarySample(samples[4]);
        QCOMPARE(stage.map()->starPoints(), 0);
        stage.workspace.setPrimarySample(samples[0]);
        Q_EMIT stage.engine.starFound(starOf(samples), 3);
        QCOMPARE(stage.map()->starPoints(), 4);
        stage.openTab(0);
        QCOMPARE(stage.map()->starPoints(), 0);
    }

    /// On every layout the star lies among the pairs, once the layout stands.
    void theStarFollowsTheLayout()
    {
        Stage stage;
        QVERIFY(stage.placed());
        const auto ids = stage.project.store().sampleIds({});
        stage.workspace.setPrimarySample(ids.front());
        stage.openTab(1);
        Q_EMIT stage.engine.starFound(starOf({ids.begin(), ids.end()}), 3);
        QTRY_COMPARE(stage.map()->starPoints(), 4);
        auto* method = stage.named<QComboBox>("Layout");
        method->setCurrentIndex(method->findText(QStringLiteral("UMAP")));
        QCOMPARE(stage.map()->starPoints(), 0); // its points would lie where they were
        QTRY_COMPARE(stage.map()->starPoints(), 4);
        QVERIFY((stage.map()->starPointAt(0) - stage.map()->textAt(1)).manhattanLength() < 3);
    }

    /// Where one looks and how the map is laid out are steps of the one undo stack.
    void viewsAreUndone()
    {
        Stage stage;
        QVERIFY(stage.placed());
        auto* map = stage.map();
        const QPointF first = map->pictureAt(3), other = map->pictureAt(6);
        for (int notch = 0; notch < 3; ++notch) {
            QWheelEvent wheel(first, map->mapToGlobal(first), {}, {0, 120}, Qt::NoButton,
                              Qt::NoModifier, Qt::NoScrollPhase, false);
            QCoreApplication::sendEvent(map, &wheel);
        }
        const QPointF zoomed = map->pictureAt(6);
        QCOMPARE(stage.workspace.undoStack()->count(), 1); // one after the other: one step
        stage.workspace.undo();
        QTRY_VERIFY((map->pictureAt(6) - other).manhattanLength() < 0.01);
        // Looking around takes nothing away from what can be done again.
        QTest::mousePress(map, Qt::LeftButton, {}, {30, 30});
        QTest::mouseMove(map, {60, 30});
        QTest::mouseRelease(map, Qt::LeftButton, {}, {60, 30});
        QVERIFY(stage.workspace.undoStack()->canRedo());
        stage.workspace.redo();
        QTRY_VERIFY((map->pictureAt(6) - zoomed).manhattanLength() < 0.01);
        auto* method = stage.named<QComboBox>("Layout");
        method->setFocus();
        QTest::keyClick(method, Qt::Key_Down);
        QCOMPARE(method->currentText(), QStringLiteral("UMAP"));
        QCOMPARE(stage.workspace.undoStack()->undoText(), QStringLiteral("Layout"));
        stage.workspace.undo();
        QTRY_COMPARE(method->currentText(), QStringLiteral("PCA"));
    }

    void aLayerIsChosenWithItsPooling()
    {
        Stage stage;
        QVERIFY(stage.placed());
        auto* layer = stage.named<QComboBox>("Vectors of");
        auto* pooling = stage.named<QComboBox>("Pooling");
        QCOMPARE(layer->count(), 2); // no checkpoint told of its layers yet
        inference::EngineInfo info;
        info.layers = 4;
        Q_EMIT stage.engine.loaded(info);
        QCOMPARE(layer->count(), 6);
        QVERIFY(!pooling->isVisible());
        layer->setFocus();
        QTest::keyClick(layer, Qt::Key_End);
        QCOMPARE(layer->currentText(), QStringLiteral("Layer 4"));
        QVERIFY(pooling->isVisible());
        QTest::keyClick(layer, Qt::Key_Home);
        QVERIFY(!pooling->isVisible());
    }

    /// A picture lands where the one it is like lies, whether it was pasted or dropped.
    void aPictureLandsAtItsNearestPicture()
    {
        Stage stage;
        QVERIFY(stage.placed());
        const auto ids = stage.project.store().sampleIds({});
        const auto pairs = pairsOf({ids.begin(), ids.end()});
        const std::vector<float> seventh(pairs->pictures.begin() + 21,
                                         pairs->pictures.begin() + 24);
        QImage picture(80, 60, QImage::Format_RGB32);
        picture.fill(Qt::blue);
        QApplication::clipboard()->setImage(picture);
        stage.map()->setFocus();
        QTest::keySequence(stage.map(), QKeySequence::Paste);
        Q_EMIT stage.engine.picturePlaced(seventh, 40);
        QCOMPARE(stage.workspace.primarySample(), ids[7]);
        QTRY_VERIFY(stage.map()->probeAt());
        QVERIFY((*stage.map()->probeAt() - stage.map()->pictureAt(7)).manhattanLength() < 1);
        QVERIFY(test::keepPicture(*stage.panel, QStringLiteral("map-picture")));
        for (auto* button : stage.panel->findChildren<QAbstractButton*>())
            if (button->accessibleName() == QLatin1String("Take it off the map"))
                QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(!stage.map()->probeAt());
        QTRY_VERIFY(!stage.engine.busy());

        QMimeData mime;
        mime.setUrls({QUrl::fromLocalFile(
            QString::fromStdString((stage.project.path() / "pictures" / "3.png").string()))});
        QDragEnterEvent enter({20, 20}, Qt::CopyAction, &mime, Qt::LeftButton, {});
        QCoreApplication::sendEvent(stage.panel.get(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop({20, 20}, Qt::CopyAction, &mime, Qt::LeftButton, {});
        QSignalSpy busy(&stage.engine, &EngineThread::busyChanged);
        QCoreApplication::sendEvent(stage.panel.get(), &drop);
        QTRY_VERIFY(!busy.isEmpty()); // it was decoded, and the engine is asked
        Q_EMIT stage.engine.picturePlaced(seventh, 40);
        QVERIFY(stage.map()->probeAt());
        // A folder is the window's.
        QMimeData folder;
        folder.setUrls({QUrl::fromLocalFile(stage.project.folder())});
        QDragEnterEvent other({20, 20}, Qt::CopyAction, &folder, Qt::LeftButton, {});
        QCoreApplication::sendEvent(stage.panel.get(), &other);
        QVERIFY(!other.isAccepted());
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
