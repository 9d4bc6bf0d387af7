// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/image/image.h"
#include "core/store/project.h"
#include "core/train/trainer.h"
#include "tests/core/train/tiny_project.h"
#include "tests/widgets/support/picture_of.h"
#include "tests/widgets/support/test_project.h"
#include "widgets/look/picture_view.h"
#include "widgets/look/theme.h"
#include "widgets/panels/query/answer_bars.h"
#include "widgets/panels/query/ask_tab.h"
#include "widgets/panels/query/attention_grid.h"
#include "widgets/panels/query/batch_model.h"
#include "widgets/panels/query/batch_tab.h"
#include "widgets/panels/query/caption_cards.h"
#include "widgets/panels/query/evidence_export.h"
#include "widgets/panels/query/evidence_view.h"
#include "widgets/panels/query/evidence_words.h"
#include "widgets/panels/query/query_panel.h"
#include "widgets/panels/query/token_text.h"
#include "widgets/panels/query/word_difference.h"

#include <nlohmann/json.hpp>

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTabWidget>
#include <QToolButton>
#include <QTreeWidget>
#include <memory>

using namespace unimo;
using bridge::EngineThread;
using bridge::Workspace;
using panels::QueryPanel;

namespace {

constexpr int kPatience = 20'000;

/// A tiny project with pictures on the disk and two small models trained on it.
class Trained
{
public:
    Trained()
    {
        tests::makeTinyProject(project());
        tests::addTasks(project());
        std::filesystem::create_directories(project() / "pictures");
        for (int i = 0; i < 32; ++i)
            saveImage(test::TestProject::picture(i),
                      project() / ("pictures/" + std::to_string(i) + ".png"))
                .orThrow();
        later_ = train("later", 8);
        newest_ = train("newest", 24);
        store::SampleFilter filter;
        filter.split = "train";
        filter.kind = store::SampleKind::Pair;
        samples = store::Project::open(project()).orThrow()->sampleIds(filter);
    }
    [[nodiscard]] std::filesystem::path project() const { return folder_.path() / "project"; }
    [[nodiscard]] QString newestRun() const
    {
        return QString::fromStdString((project() / "runs" / "newest").string());
    }
    [[nodiscard]] QString otherCheckpoint() const { return later_; }
    [[nodiscard]] std::filesystem::path file(const char* name) const
    {
        return folder_.path() / name;
    }
    std::vector<store::SampleId> samples;

private:
    [[nodiscard]] QString train(const char* name, int64_t steps) const
    {
        train::TrainRequest request;
        request.project = project();
        request.run = train::RunFolder(project() / "runs" / name);
        request.recipe = tests::tinyRecipe(steps);
        request.recipe.set("tasks.on", true).orThrow();
        (void)train::train(request).orThrow();
        return QString::fromStdString(request.run.latestCheckpoint()->string());
    }

    TemporaryFolder folder_;
    QString later_, newest_;
};

/// The panel on that project, a sample chosen and captioned.
struct Stage
{
    explicit Stage(const Trained& trained) : panel(&workspace, &engine)
    {
        panel.resize(1200, 900);
        panel.show();
        (void)QTest::qWaitForWindowExposed(&panel);
        test::openAndWait(workspace, QString::fromStdString(trained.project().string()));
        workspace.setActiveRun(trained.newestRun());
        workspace.setPrimarySample(trained.samples.front());
        [&] { QTRY_VERIFY_WITH_TIMEOUT(!cards()->texts().empty(), kPatience); }();
    }
    [[nodiscard]] panels::CaptionCards* cards() const
    {
        return panel.findChildren<panels::CaptionCards*>().first();
    }
    /// The model's own, and the second model's.
    [[nodiscard]] QList<panels::AnswerBars*> answerBars() const
    {
        return panel.findChild<panels::AskTab*>()->findChildren<panels::AnswerBars*>();
    }
    [[nodiscard]] panels::EvidenceView* evidence() const
    {
        return panel.findChild<panels::EvidenceView*>();
    }
    [[nodiscard]] panels::EvidenceWords* words() const
    {
        return panel.findChild<panels::EvidenceWords*>();
    }
    [[nodiscard]] look::PictureView* picture() const
    {
        return panel.findChild<look::PictureView*>();
    }
    template <typename Widget>
    [[nodiscard]] Widget* named(const char* accessibleName) const
    {
        for (auto* widget : panel.findChildren<Widget*>())
            if (widget->accessibleName() == QLatin1String(accessibleName))
                return widget;
        return nullptr;
    }
    template <typename Button>
    [[nodiscard]] Button* button(const QString& text) const
    {
        for (auto* widget : panel.findChildren<Button*>())
            if (widget->text() == text)
                return widget;
        return nullptr;
    }
    void clickWord(int unit) const
    {
        QTest::mouseClick(words(), Qt::LeftButton, {}, words()->pieceOf(unit).center());
    }
    void explainFirstCaption() const
    {
        auto* why = named<QToolButton>("Why this caption: show the evidence");
        QVERIFY(why);
        QTest::mouseClick(why, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!words()->pieceOf(0).isEmpty(), kPatience);
    }
    /// Whether some region's box is coloured.
    [[nodiscard]] bool isShaded() const
    {
        const auto& boxes = picture()->boxes();
        return std::any_of(boxes.cbegin(), boxes.cend(),
                           [](const auto& box) { return box.fill.isValid(); });
    }

    Workspace workspace;
    EngineThread engine;
    QueryPanel panel;
};

} // namespace

class QueryAnswersTest : public QObject
{
    Q_OBJECT
    std::unique_ptr<Trained> trained_;

private slots:
    void initTestCase()
    {
        look::Theme::instance().apply(look::Theme::Mode::Light);
        trained_ = std::make_unique<Trained>();
    }
    void cleanupTestCase() { trained_.reset(); }

    void evidenceIsDrawnOnWordsAndRegions()
    {
        Stage stage(*trained_);
        QSignalSpy explained(&stage.engine, &EngineThread::explained);
        stage.explainFirstCaption();
        const auto evidence =
            explained.first().first().value<std::shared_ptr<const inference::Evidence>>();
        const auto labels = [&](const inference::AttentionChoice& choice, int unit) {
            return panels::shadingOf(*evidence, panels::EvidenceMethod::Attention, choice, unit)
                .labels;
        };
        QVERIFY(stage.evidence()->isVisible());
        QVERIFY(stage.isShaded());
        // Units: [IMG], two boxes, one full-size region, [CLS], words. The boxes have no piece.
        QVERIFY(stage.words()->pieceOf(1).isEmpty() && stage.words()->pieceOf(2).isEmpty());
        QVERIFY(!stage.words()->pieceOf(3).isEmpty());
        QCOMPARE(stage.picture()->boxes().size(), 2);
        QVERIFY(stage.picture()->boxes()[0].label.endsWith(QLatin1Char('%')));

        stage.clickWord(5);
        QCOMPARE(stage.words()->chosen(), 5);
        QCOMPARE(stage.picture()->boxes()[1].label, labels({}, 5)[2]);
        QVERIFY(test::keepPicture(stage.panel, QStringLiteral("evidence-word")));
        // A head: the boxes follow, and so do the two lists.
        auto* grid = stage.panel.findChild<panels::AttentionGrid*>();
        QTest::mouseClick(grid, Qt::LeftButton, {}, grid->cell(1, 0).center());
        QCOMPARE(stage.named<QComboBox>("Layer")->currentText(), QStringLiteral("Layer 2"));
        QCOMPARE(stage.named<QComboBox>("Head")->currentText(), QStringLiteral("Head 1"));
        QCOMPARE(stage.picture()->boxes()[1].label, labels({1, 0}, 5)[2]);
        QTest::keyClick(grid, Qt::Key_Right);
        QCOMPARE(stage.named<QComboBox>("Head")->currentText(), QStringLiteral("Head 2"));
        QCOMPARE(stage.picture()->boxes()[1].label, labels({1, 1}, 5)[2]);

        // The other way: a box of the picture, then nothing.
        const auto area = stage.picture()->rect();
        QTest::mouseClick(stage.picture(), Qt::LeftButton, {},
                          {area.width() * 7 / 10, area.center().y() + 40});
        QCOMPARE(stage.words()->chosen(), 2);
        QTest::keyClick(stage.words(), Qt::Key_Escape);
        QCOMPARE(stage.words()->chosen(), -1);
    }

    /// [IMG], two regions, a word, and a word that speaks against.
    void shadesByHand()
    {
        inference::Evidence evidence;
        evidence.question.kind = inference::EvidenceQuestion::Kind::Match;
        using Role = inference::EvidenceUnit::Role;
        const std::vector<std::pair<Role, float>> effects = {{Role::Picture, 0.0F},
                                                             {Role::Region, 1.0F},
                                                             {Role::Region, 0.004F},
                                                             {Role::Word, 2.0F},
                                                             {Role::Word, -0.5F}};
        for (const auto& [role, effect] : effects) {
            inference::EvidenceUnit unit;
            unit.role = role;
            unit.effect = effect;
            unit.gradient = 2 * std::abs(effect);
            evidence.units.push_back(unit);
        }
        const auto left = panels::shadingOf(evidence, panels::EvidenceMethod::LeftOut, {}, -1);
        QCOMPARE(left.labels,
                 (QStringList{QString(), QStringLiteral("+1.00"), QStringLiteral("0.00"),
                              QStringLiteral("+2.00"), QStringLiteral("−0.50")}));
        QCOMPARE(left.strengths,
                 (QVector<double>{0, 0.5, static_cast<double>(0.004F) / 2, 1, -0.25}));
        const auto& theme = look::Theme::instance();
        QCOMPARE(left.color(3, 1.0).rgb(), theme.color(QStringLiteral("positive")).rgb());
        QCOMPARE(left.color(4, 1.0).rgb(), theme.color(QStringLiteral("negative")).rgb());
        QVERIFY(!left.color(2, 1.0).isValid()); // too faint
        // Gradients: boxes and words on scales of their own.
        const auto slope = panels::shadingOf(evidence, panels::EvidenceMethod::Gradient, {}, -1);
        QCOMPARE(slope.strengths[1], 1.0);
        QCOMPARE(slope.strengths[3], 1.0);
        QCOMPARE(slope.strengths[4], 0.25);
        // Effects that are all small stay pale.
        for (auto& unit : evidence.units)
            unit.effect /= 100;
        QCOMPARE(panels::shadingOf(evidence, panels::EvidenceMethod::LeftOut, {}, -1).strengths[3],
                 static_cast<double>(0.02F) / 0.05);
    }

    void gradientsAndWhatIsLeftOutAreShown()
    {
        Stage stage(*trained_);
        stage.explainFirstCaption();
        const QString attention = stage.picture()->boxes()[0].label;
        QTest::mouseClick(stage.button<QToolButton>(QStringLiteral("Gradient")), Qt::LeftButton);
        const QString gradient = stage.picture()->boxes()[0].label;
        QVERIFY(gradient != attention && !gradient.contains(QLatin1Char('%')));
        QVERIFY(!stage.panel.findChild<panels::AttentionGrid*>()->isVisible());
        QTest::mouseClick(stage.button<QToolButton>(QStringLiteral("Left out")), Qt::LeftButton);
        const QString effect = stage.picture()->boxes()[0].label;
        QVERIFY(effect.startsWith(QLatin1Char('+')) || effect.startsWith(QChar(0x2212)) ||
                effect == QLatin1String("0.00")); // the tiny model hardly matches
        QVERIFY(test::keepPicture(stage.panel, QStringLiteral("evidence-left-out")));
    }

    void anEditedWordMovesTheScore()
    {
        Stage stage(*trained_);
        stage.explainFirstCaption();
        auto* text = stage.named<QLineEdit>("Text that is explained");
        QSignalSpy explained(&stage.engine, &EngineThread::explained);
        text->setText(QStringLiteral("The red dog is on the grass."));
        QTest::keyClick(text, Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(explained.count(), 1, kPatience);
        bool told = false;
        for (const auto* label : stage.evidence()->findChildren<QLabel*>())
            told = told || label->text().contains(QStringLiteral("by the change"));
        QVERIFY(told);
        // Closed, the picture has its own labels again.
        QTest::mouseClick(stage.named<QToolButton>("Close the evidence"), Qt::LeftButton);
        QVERIFY(!stage.evidence()->isVisible());
        QVERIFY(!stage.isShaded());
    }

    void anAnswerIsExplainedByAClick()
    {
        Stage stage(*trained_);
        stage.panel.showTab(QStringLiteral("ask"));
        auto* bars = stage.answerBars().first();
        QTRY_VERIFY_WITH_TIMEOUT(!bars->answers().empty(), kPatience);
        QSignalSpy explained(&stage.engine, &EngineThread::explained);
        QTest::mouseClick(bars, Qt::LeftButton, {}, {20, bars->sizeHint().height() - 10});
        QTRY_COMPARE_WITH_TIMEOUT(explained.count(), 1, kPatience);
        const auto evidence =
            explained.first().first().value<std::shared_ptr<const inference::Evidence>>();
        QCOMPARE(evidence->question.target, bars->answers().back().text);
        // By keys: the first answer.
        QTest::keyClick(bars, Qt::Key_Down);
        QTest::keyClick(bars, Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(explained.count(), 2, kPatience);
        QVERIFY(test::keepPicture(stage.panel, QStringLiteral("evidence-answer")));
        // By command, where there is a chosen or a first result.
        stage.panel.showTab(QStringLiteral("caption"));
        QVERIFY(!stage.evidence()->isVisible());
        QTRY_VERIFY(!stage.engine.busy());
        stage.panel.explainBest();
        QTRY_COMPARE_WITH_TIMEOUT(explained.count(), 3, kPatience);
        QCOMPARE(QString::fromStdString(explained[2]
                                            .first()
                                            .value<std::shared_ptr<const inference::Evidence>>()
                                            ->question.text),
                 stage.cards()->texts().front()->text());
    }

    void evidenceIsSaved()
    {
        Stage stage(*trained_);
        QSignalSpy explained(&stage.engine, &EngineThread::explained);
        stage.explainFirstCaption();
        const auto evidence =
            explained.first().first().value<std::shared_ptr<const inference::Evidence>>();
        const auto shading = panels::shadingOf(*evidence, panels::EvidenceMethod::Attention, {}, 5);
        const auto json = trained_->file("evidence.json");
        QVERIFY(panels::saveEvidence(*evidence, {{{0, 0, 1, 1}, "ball", 0.5F}}, shading,
                                     QString::fromStdString(json.string())));
        const auto read = nlohmann::json::parse(readFile(json).orThrow());
        QCOMPARE(read["units"].size(), evidence->units.size());
        QCOMPARE(read["regions"][0]["class"].get<std::string>(), std::string("ball"));
        const QString csv = panels::csvOf(*evidence, shading);
        QCOMPARE(csv.count(QLatin1Char('\n')), static_cast<int>(evidence->units.size()) + 1);
        QVERIFY(csv.contains(QStringLiteral(",word,")));
    }

    void captionsAreDrawnByASeed()
    {
        Stage stage(*trained_);
        QSignalSpy captioned(&stage.engine, &EngineThread::captioned);
        const auto textsOf = [&](int call) {
            std::vector<std::string> texts;
            for (const auto& caption :
                 captioned[call].first().value<std::vector<inference::CaptionCandidate>>())
                texts.push_back(caption.text);
            return texts;
        };
        auto* method = stage.named<QComboBox>("How captions are written");
        method->setCurrentIndex(1);
        QVERIFY(!stage.named<QSpinBox>("Beams")->isVisible());
        QVERIFY(stage.named<QSpinBox>("Seed")->isVisible());
        QTRY_COMPARE_WITH_TIMEOUT(captioned.count(), 1, kPatience);
        QTest::mouseClick(stage.named<QToolButton>("Draw others: the next seed"), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(captioned.count(), 2, kPatience);
        QCOMPARE(stage.named<QSpinBox>("Seed")->value(), 2);
        stage.named<QSpinBox>("Seed")->setValue(1);
        QTRY_COMPARE_WITH_TIMEOUT(captioned.count(), 3, kPatience);
        QVERIFY(textsOf(0) != textsOf(1));
        QCOMPARE(textsOf(0), textsOf(2));
        QVERIFY(test::keepPicture(stage.panel, QStringLiteral("sampling")));
    }

    void outOfMemoryOffersFewerBeams()
    {
        Stage stage(*trained_);
        auto* beams = stage.named<QSpinBox>("Beams");
        QCOMPARE(beams->value(), 5);
        Q_EMIT stage.engine.failed(EngineThread::Request::Caption,
                                   {ErrorKind::OutOfMemory, "memory ran out", {}, {}});
        auto* retry = stage.button<QPushButton>(QStringLiteral("Retry with 2 beams"));
        QVERIFY(retry && retry->isVisible());
        QSignalSpy captioned(&stage.engine, &EngineThread::captioned);
        QTest::mouseClick(retry, Qt::LeftButton);
        QCOMPARE(beams->value(), 2);
        QTRY_COMPARE_WITH_TIMEOUT(captioned.count(), 1, kPatience);
        QVERIFY(!retry->isVisible());
    }

    void theLongestCommonWordsDoNotDiffer()
    {
        const auto split = [](const char* text) {
            return QString::fromLatin1(text).split(QLatin1Char(' '), Qt::SkipEmptyParts);
        };
        const auto differs = [&](const char* own, const char* other) {
            return panels::differingWords(split(own), split(other));
        };
        QCOMPARE(differs("a red ball", "a blue ball"), (QVector<bool>{false, true, false}));
        QCOMPARE(differs("a ball", "a big red ball"), (QVector<bool>{false, false}));
        QCOMPARE(differs("a b c", "c a b"), (QVector<bool>{false, false, true}));
        QCOMPARE(differs("a", ""), (QVector<bool>{true}));
    }

    void twoCheckpointsStandSideBySide()
    {
        Stage stage(*trained_);
        stage.panel.compareWith(trained_->otherCheckpoint());
        auto* other = stage.panel.findChildren<panels::CaptionCards*>().last();
        QTRY_VERIFY_WITH_TIMEOUT(!other->texts().empty(), kPatience);
        QVERIFY(other->isVisible());
        QTRY_VERIFY(!stage.engine.busy());
        const auto* own = stage.cards()->texts().front();
        const auto* beside = other->texts().front();
        const auto differs = panels::differingWords(own->words(), beside->words());
        QCOMPARE(own->marked().size(), differs.count(true));
        QVERIFY(!own->marked().isEmpty() || own->words() == beside->words());
        bool titled = false;
        for (const auto* label : stage.panel.findChildren<QLabel*>())
            titled =
                titled || (label->isVisible() && label->text() == QStringLiteral("later, step 8"));
        QVERIFY(titled);
        QVERIFY(test::keepPicture(stage.panel, QStringLiteral("compare-captions")));

        stage.panel.showTab(QStringLiteral("ask"));
        const auto bars = stage.answerBars();
        QTRY_VERIFY_WITH_TIMEOUT(!bars[0]->answers().empty() && !bars[1]->answers().empty(),
                                 kPatience);
        QTRY_VERIFY(!bars[1]->difference(0).isEmpty());
        QVERIFY(test::keepPicture(stage.panel, QStringLiteral("compare-answers")));
        stage.panel.compareWith({});
        QVERIFY(!bars[1]->isVisible());
        QVERIFY(bars[0]->difference(0).isEmpty());
    }

    /// The same is explained by both, and the picture shows whose evidence is wanted.
    void evidenceOfBothCheckpointsStandsSideBySide()
    {
        Stage stage(*trained_);
        stage.panel.compareWith(trained_->otherCheckpoint());
        auto* other = stage.panel.findChildren<panels::CaptionCards*>().last();
        QTRY_VERIFY_WITH_TIMEOUT(!other->texts().empty(), kPatience);
        stage.explainFirstCaption();
        auto views = stage.panel.findChildren<panels::EvidenceView*>();
        QCOMPARE(views.size(), 2);
        std::sort(views.begin(), views.end(), [](const auto* a, const auto* b) {
            return a->x() < b->x(); // as they stand side by side
        });
        for (const auto* view : views)
            QTRY_VERIFY_WITH_TIMEOUT(
                view->isVisible() &&
                    !view->findChild<panels::EvidenceWords*>()->pieceOf(0).isEmpty(),
                kPatience);
        const auto shows = [](const panels::EvidenceView* view, const char* text) {
            const auto labels = view->findChildren<QLabel*>();
            return std::any_of(labels.begin(), labels.end(), [&](const QLabel* label) {
                return label->text() == QLatin1String(text);
            });
        };
        QVERIFY(shows(views[0], "newest, step 24") && shows(views[1], "later, step 8"));
        QTRY_VERIFY(stage.isShaded());
        const auto fills = [&] {
            QVector<QColor> colors;
            for (const auto& box : stage.picture()->boxes())
                colors << box.fill;
            return colors;
        };
        const auto own = fills();
        const auto onPicture = [&](const panels::EvidenceView* view) {
            for (auto* button : view->findChildren<QToolButton*>())
                if (button->text() == QLatin1String("On the picture"))
                    return button;
            return static_cast<QToolButton*>(nullptr);
        };
        QVERIFY(onPicture(views[0])->isChecked() && !onPicture(views[1])->isChecked());
        QTest::mouseClick(onPicture(views[1]), Qt::LeftButton);
        QVERIFY(!onPicture(views[0])->isChecked() && onPicture(views[1])->isChecked());
        QVERIFY(stage.isShaded());
        QVERIFY(fills() != own);             // another model looks elsewhere
        QCOMPARE(stage.panel.width(), 1200); // both fit
        QVERIFY(test::keepPicture(stage.panel, QStringLiteral("compare-evidence")));
        // A text that is changed in one is asked of both.
        auto* text = views[0]->findChild<QLineEdit*>();
        text->setText(QStringLiteral("a red ball"));
        QTest::keyClick(text, Qt::Key_Return);
        QTRY_COMPARE(views[1]->findChild<QLineEdit*>()->text(), QStringLiteral("a red ball"));
        QTRY_VERIFY_WITH_TIMEOUT(!stage.engine.busy(), kPatience);
        stage.panel.compareWith({});
        QVERIFY(!views[1]->isVisible());
    }

    void movedAnswersAreMarked()
    {
        panels::AnswerBars bars;
        bars.setAnswers({{"red", 0.6F}, {"blue", 0.3F}, {"pink", 0.1F}});
        bars.setReference({{"blue", 0.5F}, {"red", 0.4F}});
        QCOMPARE(bars.difference(0), QStringLiteral("▲1  +20.0 %"));
        QCOMPARE(bars.difference(1), QStringLiteral("▼1  −20.0 %"));
        QCOMPARE(bars.difference(2), QStringLiteral("new"));
    }

    void allSelectedSamplesAreAsked()
    {
        Stage stage(*trained_);
        stage.panel.showTab(QStringLiteral("batch"));
        auto* tab = stage.panel.findChild<panels::BatchTab*>();
        auto* model = tab->findChild<panels::BatchModel*>();
        QAbstractItemModelTester tester(model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        QPushButton* start = nullptr;
        for (auto* button : tab->findChildren<QPushButton*>())
            if (button->property("accent").toBool())
                start = button;
        QVERIFY(!start->isEnabled()); // nothing is selected
        QSet<qint64> some;
        for (size_t i = 0; i < 6; ++i)
            some.insert(trained_->samples[i]);
        stage.workspace.setSelection(some);
        QVERIFY(start->isEnabled());
        QTest::mouseClick(start, Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(model->rowCount(), 6, kPatience);
        QTRY_VERIFY(!tab->isRunning());
        for (size_t i = 0; i < 6; ++i) {
            QCOMPARE(model->rows()[i].sample, trained_->samples[i]);
            QVERIFY(model->rows()[i].problem.empty());
        }
        const auto file = trained_->file("rows.csv");
        QVERIFY(panels::saveBatch(model->rows(), QString::fromStdString(file.string())));
        const auto csv = readFile(file).orThrow();
        QCOMPARE(std::count(csv.begin(), csv.end(), '\n'), 7);
        QVERIFY(test::keepPicture(stage.panel, QStringLiteral("batch")));

        // What was written becomes captions of the samples, and goes again.
        const auto captions = [&] {
            store::SampleFilter all;
            return store::Project::open(stage.workspace.projectFolder().toStdString(), true)
                .orThrow()
                ->captions(all)
                .size();
        };
        const size_t before = captions();
        auto* accept = stage.button<QToolButton>(QStringLiteral("Add 6 captions to the data"));
        QVERIFY(accept && accept->isEnabled());
        QTest::mouseClick(accept, Qt::LeftButton);
        QTRY_COMPARE(captions(), before + 6);
        QVERIFY(!accept->isEnabled());
        stage.workspace.undo();
        QTRY_COMPARE(captions(), before);
        // Or it waits apart from the data.
        const auto waiting = [&] {
            return store::Project::open(stage.workspace.projectFolder().toStdString(), true)
                .orThrow()
                ->proposals(store::SampleFilter{});
        };
        auto* propose = stage.button<QToolButton>(QStringLiteral("Keep as proposals"));
        QVERIFY(propose && propose->isEnabled());
        QTest::mouseClick(propose, Qt::LeftButton);
        QTRY_VERIFY(!waiting().empty());
        QVERIFY(waiting().front().source.ends_with("24 of newest"));
        QCOMPARE(captions(), before);
        stage.workspace.undo();
        QTRY_VERIFY(waiting().empty());

        // Answers to each sample's own questions, one of these samples.
        stage.named<QComboBox>("What is asked of every sample")->setCurrentIndex(1);
        stage.workspace.setSelection({trained_->samples[2]});
        QTest::mouseClick(start, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!tab->isRunning() && model->rowCount() == 1, kPatience);
        QVERIFY(!model->rows()[0].question.empty() && !model->rows()[0].known.empty());
    }

    void askingAboutManyCanBeStopped()
    {
        Stage stage(*trained_);
        stage.panel.showTab(QStringLiteral("batch"));
        auto* tab = stage.panel.findChild<panels::BatchTab*>();
        auto* model = tab->findChild<panels::BatchModel*>();
        stage.workspace.setSelection(
            QSet<qint64>(trained_->samples.begin(), trained_->samples.end()));
        for (auto* button : tab->findChildren<QPushButton*>())
            if (button->property("accent").toBool())
                QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(tab->isRunning());
        QTRY_VERIFY_WITH_TIMEOUT(model->rowCount() > 0, kPatience);
        QTest::keyClick(&stage.panel, Qt::Key_Escape);
        QVERIFY(!tab->isRunning());
        QTRY_VERIFY(!stage.engine.busy());
        QVERIFY(model->rowCount() < static_cast<int>(trained_->samples.size()));
    }

    void similarPairsAreFound()
    {
        Stage stage(*trained_);
        stage.panel.showTab(QStringLiteral("find"));
        auto* texts = stage.named<QTreeWidget>("Nearest texts");
        QTRY_VERIFY_WITH_TIMEOUT(texts->topLevelItemCount() > 0, kPatience);
        QTest::mouseClick(stage.button<QToolButton>(QStringLiteral("Similar pairs")),
                          Qt::LeftButton);
        auto* pairs = stage.named<QTreeWidget>("Similar pairs");
        QTRY_VERIFY_WITH_TIMEOUT(pairs->topLevelItemCount() > 0, kPatience);
        double before = 2;
        for (int row = 0; row < pairs->topLevelItemCount(); ++row) {
            const auto* item = pairs->topLevelItem(row);
            QVERIFY(item->data(0, Qt::UserRole).toLongLong() != trained_->samples.front());
            QVERIFY(item->text(1).toDouble() <= before);
            before = item->text(1).toDouble();
        }
        QVERIFY(test::keepPicture(stage.panel, QStringLiteral("similar-pairs")));
        // What is thrown away is not found any more.
        const qint64 nearest = pairs->topLevelItem(0)->data(0, Qt::UserRole).toLongLong();
        QSignalSpy changed(&stage.workspace, &Workspace::dataChanged);
        stage.workspace.trash({nearest});
        QTRY_COMPARE_WITH_TIMEOUT(changed.count(), 1, kPatience);
        QSignalSpy found(&stage.engine, &EngineThread::pairsFound);
        QTest::mouseClick(stage.button<QToolButton>(QStringLiteral("Similar pairs")),
                          Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(found.count(), 1, kPatience);
        for (int row = 0; row < pairs->topLevelItemCount(); ++row)
            QVERIFY(pairs->topLevelItem(row)->data(0, Qt::UserRole).toLongLong() != nearest);
        stage.workspace.undo();
        QTRY_COMPARE_WITH_TIMEOUT(changed.count(), 2, kPatience);
        // Why a text matches.
        QTest::mouseClick(stage.button<QToolButton>(QStringLiteral("Texts")), Qt::LeftButton);
        QTRY_VERIFY(!stage.engine.busy() && texts->topLevelItemCount() > 0);
        texts->setCurrentItem(texts->topLevelItem(0));
        QTest::mouseClick(stage.button<QToolButton>(QStringLiteral("Why this match")),
                          Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!stage.words()->pieceOf(0).isEmpty(), kPatience);
        QVERIFY(test::keepPicture(stage.panel, QStringLiteral("evidence-match")));
    }
};

QTEST_MAIN(QueryAnswersTest)
#include "query_answers_test.moc"
