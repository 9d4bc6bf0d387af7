// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/support/picture_of.h"
#include "tests/widgets/support/test_project.h"
#include "widgets/look/empty_state.h"
#include "widgets/look/theme.h"
#include "widgets/panels/retrieved/neighbour_model.h"
#include "widgets/panels/retrieved/retrieved_panel.h"

#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QSlider>
#include <QTableView>

using namespace unimo;
using bridge::EngineThread;
using bridge::Workspace;
using panels::NeighbourModel;
using panels::RetrievedPanel;

namespace {

constexpr int kSamples = 12;

/// Three texts without a picture; the first pair has them and two pictures (other samples of the
/// project) as neighbours, the second text a copy that is not used.
void addNeighbours(store::Project& project)
{
    const auto ids = project.sampleIds({});
    for (int i = 0; i < 3; ++i) {
        const auto text = project.add(
            store::Sample{0, store::SampleKind::Text, "train", "glosses", "", "", 0, 0});
        project.add(store::Caption{0, text, "text " + std::to_string(i), ""});
        project.add(store::Neighbour{0,
                                     ids[0],
                                     text,
                                     store::SampleKind::Text,
                                     "tfidf",
                                     i,
                                     0.9 - 0.1 * i,
                                     {{"similarity", 0.5}},
                                     i == 1 ? "the pair's own caption" : "",
                                     "x"});
    }
    for (int i = 0; i < 2; ++i)
        project.add(store::Neighbour{0,
                                     ids[0],
                                     ids[static_cast<size_t>(i) + 3],
                                     store::SampleKind::Image,
                                     "features",
                                     i,
                                     0.7,
                                     {},
                                     {},
                                     "x"});
}

struct Stage
{
    explicit Stage(bool retrieved = true) : project(kSamples)
    {
        if (retrieved)
            addNeighbours(project.store());
        panel = std::make_unique<RetrievedPanel>(&workspace, &engine);
        panel->resize(1264, 700);
        panel->show();
        (void)QTest::qWaitForWindowExposed(panel.get());
        test::openAndWait(workspace, project.folder());
    }
    [[nodiscard]] bool shown() const
    {
        return QTest::qWaitFor([this] { return texts()->model()->rowCount() == 3; });
    }
    template <typename T>
    [[nodiscard]] T* named(const char* name) const
    {
        for (auto* widget : panel->findChildren<T*>())
            if (widget->accessibleName() == QLatin1String(name))
                return widget;
        return nullptr;
    }
    [[nodiscard]] QTableView* texts() const
    {
        return named<QTableView>("Texts retrieved for the picture");
    }
    [[nodiscard]] QTableView* pictures() const
    {
        return named<QTableView>("Pictures retrieved for the caption");
    }
    [[nodiscard]] QString text(QTableView* table, int row, int column) const
    {
        return table->model()->index(row, column).data().toString();
    }
    [[nodiscard]] bool says(const QString& part) const
    {
        for (const auto* label : panel->findChildren<QLabel*>())
            if (label->text().contains(part))
                return true;
        return false;
    }
    /// What a checkpoint would say of the first pair.
    [[nodiscard]] inference::PairScores scores() const
    {
        inference::PairScores scores;
        scores.sample = project.store().sampleIds({}).front();
        for (const auto& near : project.store().neighbours(scores.sample))
            scores.neighbours.push_back({near.id, 0.5F, -0.125F});
        scores.lossByCount = {1.5F, 1.25F, 1.125F};
        return scores;
    }

    mutable test::TestProject project;
    Workspace workspace;
    EngineThread engine;
    std::unique_ptr<RetrievedPanel> panel;
};

} // namespace

class RetrievedPanelTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { look::Theme::instance().apply(look::Theme::Mode::Light); }

    void withNothingRetrievedItOffersTo()
    {
        Stage stage(/*retrieved=*/false);
        auto* empty = stage.panel->findChild<look::EmptyState*>();
        QVERIFY(empty->isVisible());
        QCOMPARE(empty->button()->text(), QStringLiteral("Retrieve"));
    }

    void thePairStandsBetweenPicturesAndTexts()
    {
        Stage stage;
        QVERIFY(stage.shown());
        QCOMPARE(stage.pictures()->model()->rowCount(), 2);
        QCOMPARE(stage.text(stage.texts(), 0, NeighbourModel::Shown), QStringLiteral("text 0"));
        QCOMPARE(stage.text(stage.texts(), 0, NeighbourModel::Score), QStringLiteral("0.90"));
        QVERIFY(stage.text(stage.texts(), 1, NeighbourModel::Use).contains("own caption"));
        stage.texts()->selectRow(2);
        QVERIFY(stage.says(QStringLiteral("text 2, from collection glosses")));
        QTRY_VERIFY(!stage.pictures()
                         ->model()
                         ->index(0, NeighbourModel::Shown)
                         .data(Qt::DecorationRole)
                         .value<QPixmap>()
                         .isNull());
        Q_EMIT stage.engine.pairScored(stage.scores(), 2);
        QCOMPARE(stage.text(stage.texts(), 0, NeighbourModel::Effect), QStringLiteral("-0.125"));
        QVERIFY(stage.says(QStringLiteral("<b>1.500</b>")));
        QVERIFY(stage.says(QStringLiteral("<b>1.125</b>")));
        QVERIFY(test::keepPicture(*stage.panel, QStringLiteral("retrieved")));
    }

    void theLimitTellsTheLossOfFewer()
    {
        Stage stage;
        QVERIFY(stage.shown());
        Q_EMIT stage.engine.pairScored(stage.scores(), 2);
        auto* limit = stage.panel->findChild<QSlider*>();
        QCOMPARE(limit->maximum(), 2); // one text is not used
        QTest::keyClick(limit, Qt::Key_Left);
        QVERIFY(stage.says(QStringLiteral("Nearest 1 of each")));
        QVERIFY(stage.says(QStringLiteral("<b>1.250</b>")));
        QCOMPARE(stage.text(stage.texts(), 0, NeighbourModel::Use), QStringLiteral("used"));
        QCOMPARE(stage.text(stage.texts(), 2, NeighbourModel::Use),
                 QStringLiteral("beyond the limit"));
    }

    void whatDoesNotFitIsThrownOutAndComesBack()
    {
        Stage stage;
        QVERIFY(stage.shown());
        stage.texts()->setFocus();
        stage.texts()->selectRow(0);
        QTest::keyClick(stage.texts(), Qt::Key_3);
        QTRY_VERIFY(stage.text(stage.texts(), 0, NeighbourModel::Use).contains("does not fit"));
        auto* show = stage.named<QComboBox>("Which pairs");
        show->setCurrentIndex(1);
        auto* list = stage.named<QTableView>("Pairs with something retrieved");
        QTRY_COMPARE(list->model()->rowCount(), 1);
        stage.workspace.undo();
        QTRY_COMPARE(stage.text(stage.texts(), 0, NeighbourModel::Use), QStringLiteral("used"));
        QTRY_COMPARE(list->model()->rowCount(), 0);
    }

    /// Another panel, the map's star, asks for one of them.
    void anotherPanelsWishOpensTheRow()
    {
        Stage stage;
        QVERIFY(stage.shown());
        const auto sample = stage.project.store().sampleIds({}).front();
        for (const auto& near : stage.project.store().neighbours(sample))
            if (near.kind == store::SampleKind::Text && near.rank == 2) {
                stage.workspace.showNeighbour(sample, near.id);
                QTRY_COMPARE(stage.texts()->currentIndex().row(), 2);
            }
        QCOMPARE(stage.texts()->currentIndex().row(), 2);
    }

    /// A picture is seen whole, four to three, with room around it in its row.
    void picturesAreSeenWhole()
    {
        Stage stage;
        QVERIFY(stage.shown());
        auto* table = stage.pictures();
        const QModelIndex cell = table->model()->index(0, NeighbourModel::Shown);
        QTRY_VERIFY(!cell.data(Qt::DecorationRole).value<QPixmap>().isNull());
        const QColor own =
            cell.data(Qt::DecorationRole).value<QPixmap>().toImage().pixelColor(32, 24);
        const QRect place = table->visualRect(cell);
        const QImage drawn = table->viewport()->grab(place).toImage();
        QRect seen;
        for (int y = 0; y < drawn.height(); ++y)
            for (int x = 0; x < drawn.width(); ++x)
                if (drawn.pixelColor(x, y) == own)
                    seen |= QRect(x, y, 1, 1);
        QVERIFY(seen.width() > 50);
        QVERIFY(std::abs(seen.width() * 3 - seen.height() * 4) < 12);
        QVERIFY(seen.left() > 0 && seen.right() < drawn.width() - 1);
        QVERIFY(seen.top() > 0 && seen.bottom() < drawn.height() - 1);
    }
};

QTEST_MAIN(RetrievedPanelTest)
#include "retrieved_panel_test.moc"
