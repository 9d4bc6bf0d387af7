// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/store/project.h"
#include "core/store/query.h"

#include <QTest>
#include <algorithm>

using namespace unimo;
using namespace unimo::store;

namespace {

using Ids = std::vector<SampleId>;

/// Six samples: 1 and 2 train pairs, 3 a val pair, 4 a picture, 5 and 6 texts.
struct Filled
{
    Filled() : project(Project::create(folder.path(), "Query").orThrow())
    {
        project->transaction([&] {
            addPair("train", "red apple on a table", 640, 480);
            addPair("train", "two green apples", 200, 400);
            addPair("val", "a dog in the park at night", 640, 640);
            project->add(Sample{0,
                                SampleKind::Image,
                                "train",
                                "photos",
                                "pictures/x_y.png",
                                "h4",
                                100,
                                100,
                                {},
                                0});
            addText("an apple is a fruit");
            addText("a red fire engine");
            project->add(Caption{0, 1, "the table is brown", ""});
            project->add(Question{0, 1, "What colour is it?", "red", "colour"});
            project->add(Question{0, 3, "Is there a dog?", "yes", "exists"});
            project->add(Region{0, 2, {0, 0, 1, 1}, "apple", "green"});
            project->add(Rewrite{0, 1, 1, "green apple on a table", "colour", -1});
            project->add(Task{"kinds", TaskKind::Classification});
            project->add(Example{0, 5, "kinds", "apple", "fruit", "yes"});
        });
        project->addTag({1, 3}, "keep");
        project->addTag({1}, "two words");
        project->rate({2}, 4);
        project->rate({3}, 2);
        project->setMeasure("sharpness", "a test", {{1, 10.5}, {2, 3}, {3, 80}});
    }

    void addPair(const std::string& split, const std::string& caption, int width, int height)
    {
        const auto number = std::to_string(++pairs);
        const auto id = project->add(Sample{0,
                                            SampleKind::Pair,
                                            split,
                                            "demo",
                                            "pictures/" + number + ".png",
                                            "h" + number,
                                            width,
                                            height,
                                            {},
                                            0});
        project->add(Caption{0, id, caption, ""});
    }
    void addText(const std::string& caption)
    {
        const auto id =
            project->add(Sample{0, SampleKind::Text, "train", "glosses", "", "", 0, 0, {}, 0});
        project->add(Caption{0, id, caption, ""});
    }

    [[nodiscard]] Ids found(const std::string& query) const
    {
        SampleFilter filter;
        filter.query = query;
        return project->sampleIds(filter);
    }

    TemporaryFolder folder;
    std::unique_ptr<Project> project;
    int pairs = 0;
};

std::string textOf(const Ids& ids)
{
    std::string text;
    for (const SampleId id : ids)
        text += std::to_string(id);
    return text;
}

} // namespace

class QueryTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { filled_ = std::make_unique<Filled>(); }
    void cleanupTestCase() { filled_.reset(); }

    void queriesFind_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("ids");
        const auto row = [](const char* query, const char* ids) {
            QTest::newRow(query) << QString::fromLatin1(query) << QString::fromLatin1(ids);
        };
        row("", "123456");
        row("   ", "123456");
        row("appl", "125");
        row("red apple", "1");       // in one text
        row("apple brown", "");      // in two texts of one sample
        row("apple AND brown", "1"); // each in any text
        row("\"apple on\"", "1");    // whole words in this order
        row("\"on apple\"", "");
        row("\"apples\"", "125"); // by their stem
        row("\"appl fruit", "");  // a quotation mark still open
        row("apple -green", "15");
        row("apple NOT green", "15");
        row("NOT apple", "346");
        row("NOT NOT apple", "125");
        row("dog OR fire", "36");
        row("dog OR fire engine", "36");
        row("apple dog OR fire", "6");
        row("(dog OR fire) engine", "6");
        row("-(dog OR apple)", "46");
        row("caption:apple", "125");
        row("label:apple", "2");
        row("question:dog", "3");
        row("answer:red", "1");
        row("answer!=red", "23456");
        row("question:\"is there\"", "3");
        row("tag:keep", "13");
        row("tag:kee", "");
        row("tag:\"two words\"", "1");
        row("-tag:keep kind:pair", "2");
        row("split:val", "3");
        row("collection:photos", "4");
        row("kind:text OR kind:picture", "456");
        row("file:x_y", "4");
        row("file:xay", ""); // _ is no wildcard
        row("file:pic*2.png", "2");
        row("task:kinds", "5");
        row("rule:colour", "1");
        row("rating>=3", "2");
        row("rating:0", "1456");
        row("rating!=0", "23");
        row("captions=0", "4");
        row("captions<1", "4");
        row("captions>1", "1");
        row("captions<=1", "23456");
        row("captions!=1", "14");
        row("questions=1 boxes=0", "13");
        row("rewrites>0", "1");
        row("retrieved>0", "");
        row("words>6", "3");
        row("words<4", "2");
        row("width>=640", "13");
        row("aspect<1 kind:pair", "2");
        row("aspect=1", "34");
        row("aspect!=1", "12"); // texts have no sides
        row("id>4", "56");
        row("sharpness>5", "13");
        row("sharpness<5", "2");
        row("sharpness=10.5", "1");
        row("-sharpness>5", "2456");
        row("tag:keep AND (rating=0 OR sharpness>50)", "13");
        row("' * ^ {", "123456"); // no words at all
        row("NEAR(apple)", "");
    }

    void queriesFind()
    {
        QFETCH(QString, query);
        QFETCH(QString, ids);
        QCOMPARE(QString::fromStdString(textOf(filled_->found(query.toStdString()))), ids);
        QVERIFY(filled_->project->checkQuery(query.toStdString()).ok());
    }

    void queriesFail_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* query, const char* message) {
            QTest::newRow(query) << QString::fromUtf8(query) << QString::fromLatin1(message);
        };
        row("(apple", "character 1 of the query: this \"(\" has no");
        row("apple)", "character 6 of the query: there is a \")\"");
        row("()", "character 2 of the query: something is missing");
        row("apple AND", "something is missing at the end");
        row("OR apple", "character 1 of the query: something is missing before");
        row("NOT", "something is missing at the end");
        row("tag:", "character 1 of the query: a value is missing after tag:");
        row("é rating>good", "character 3 of the query: rating is a number, and \"good\" is none");
        row("rating>1e999", "is none");
        row("tag>keep", "tag is a text");
        row("kind:video", "there is no kind \"video\" (it is pair, picture or text)");
        row("Colour:red", "there is no field \"Colour\"");
        row("noise>1", "there is no field and no measure \"noise\" (put the words in quotes");
    }

    void queriesFail()
    {
        QFETCH(QString, query);
        QFETCH(QString, message);
        const Status checked = filled_->project->checkQuery(query.toStdString());
        QVERIFY(!checked.ok());
        const QString text = QString::fromStdString(checked.error().text());
        QVERIFY2(text.contains(message), qPrintable(text));
        QVERIFY(checked.error().kind == ErrorKind::Config);
    }

    void whatCannotBeReadIsThrown()
    {
        QVERIFY_THROWS_EXCEPTION(ErrorException, (void)filled_->found("(apple"));
        QVERIFY_THROWS_EXCEPTION(ErrorException, (void)filled_->found(std::string(5000, 'a')));
        QVERIFY_THROWS_EXCEPTION(ErrorException, (void)filled_->found(std::string(300, '(')));
        std::string many;
        for (int i = 0; i < 300; ++i)
            many += "tag:a ";
        QVERIFY_THROWS_EXCEPTION(ErrorException, (void)filled_->found(many));
        QVERIFY(checkQuerySyntax("tag:keep").ok());
        QVERIFY(!checkQuerySyntax("sharpness>1").ok()); // which project?
    }

    /// Any bytes give an answer or a Config error, never another failure.
    void anyBytesAreTaken()
    {
        const std::string parts[] = {"(",    ")",       "\"",    "-", "NOT ", " AND ", " OR ",
                                     "tag:", "rating>", "apple", " ", "1",    "\xff",  "é",
                                     "!=",   ":",       "*",     "'", "%"};
        uint32_t state = 7;
        for (int i = 0; i < 3000; ++i) {
            std::string query;
            for (int k = 0; k < 12; ++k) {
                state = state * 1664525U + 1013904223U;
                query += parts[(state >> 16) % std::size(parts)];
            }
            const bool good = filled_->project->checkQuery(query).ok();
            try {
                (void)filled_->found(query);
                QVERIFY2(good, query.c_str());
            } catch (const ErrorException& exception) {
                QVERIFY2(!good, (query + ": " + exception.error().text()).c_str());
                QVERIFY(exception.error().kind == ErrorKind::Config);
            }
        }
    }

    void samplesAreSorted()
    {
        const auto sorted = [&](const std::string& by, bool descending) {
            SampleFilter filter;
            filter.sort = by;
            filter.descending = descending;
            return QString::fromStdString(textOf(filled_->project->sampleIds(filter)));
        };
        QCOMPARE(sorted("", true), QStringLiteral("654321"));
        QCOMPARE(sorted("sharpness", false), QStringLiteral("213456"));
        QCOMPARE(sorted("sharpness", true), QStringLiteral("312456"));
        QCOMPARE(sorted("rating", true), QStringLiteral("231456"));
        QCOMPARE(sorted("width", false), QStringLiteral("421356"));
        SampleFilter page;
        page.sort = "sharpness";
        page.query = "kind:pair";
        page.limit = 1;
        page.offset = 1;
        QVERIFY(filled_->project->sampleIds(page) == Ids{1});
    }

    void measuresAreKeptAndReplaced()
    {
        Filled filled;
        auto& project = *filled.project;
        QCOMPARE(project.measures().size(), size_t{1});
        const Measure sharpness = project.measures().front();
        QVERIFY(sharpness.name == "sharpness" && sharpness.source == "a test" &&
                sharpness.samples == 3 && sharpness.least == 3 && sharpness.most == 80);
        project.setMeasure("sharpness", "again", {{2, 7}, {99, 1}}); // there is no sample 99
        QVERIFY(
            (project.measured("sharpness") == std::vector<std::pair<SampleId, double>>{{2, 7.0}}));
        QCOMPARE(project.measures(2).at(0).second, 7.0);
        project.setMeasure("sharpness", "", {});
        QVERIFY(project.measures().empty());
        QVERIFY_THROWS_EXCEPTION(ErrorException, project.setMeasure("rating", "", {{1, 1}}));
        QVERIFY_THROWS_EXCEPTION(ErrorException, project.setMeasure("a b", "", {{1, 1}}));
    }

    void tagsAndRatingsAreUndone()
    {
        Filled filled;
        auto& project = *filled.project;
        using Tags = std::vector<std::string>;
        QVERIFY((project.sample(1)->tags == Tags{"keep", "two words"}));
        QCOMPARE(project.sample(3)->rating, 2);
        QCOMPARE(project.addTag({1, 2, 3}, "keep"), int64_t{1}); // the others have it
        QVERIFY((project.tags() ==
                 std::vector<std::pair<std::string, int64_t>>{{"keep", 3}, {"two words", 1}}));
        QCOMPARE(project.removeTag({1, 4}, "keep"), int64_t{1});
        QVERIFY(project.sample(1)->tags == Tags{"two words"});
        QCOMPARE(project.removeTag({1}, "two words"), int64_t{1});
        QVERIFY(project.sample(1)->tags.empty());
        QCOMPARE(project.undo().value(), std::string("Take the tag \"two words\" from 1 sample"));
        QCOMPARE(project.undo().value(), std::string("Take the tag \"keep\" from 1 sample"));
        QVERIFY((project.sample(1)->tags == Tags{"keep", "two words"}));
        QCOMPARE(project.undo().value(), std::string("Tag 1 sample \"keep\""));
        QVERIFY(project.sample(2)->tags.empty());
        QCOMPARE(project.rate({1, 2}, 5), int64_t{2});
        QCOMPARE(project.rate({1, 2}, 5), int64_t{0});
        QCOMPARE(project.undo().value(), std::string("Rate 2 samples 5"));
        QCOMPARE(project.sample(2)->rating, 4);
        for (const char* bad : {"", "a,b", "a\"b", " a", "a ", "a\nb"})
            QVERIFY_THROWS_EXCEPTION(ErrorException, (void)project.addTag({1}, bad));
        QVERIFY_THROWS_EXCEPTION(ErrorException, (void)project.rate({1}, 6));
        const SampleId id =
            project.add(Sample{0, SampleKind::Text, "train", "x", "", "", 0, 0, {"one", "two"}, 3});
        QVERIFY((project.sample(id)->tags == Tags{"one", "two"}));
        QCOMPARE(project.sample(id)->rating, 3);
    }

    /// What a person notes says nothing that a model could learn.
    void tagsAreNoChangeOfTheData()
    {
        Filled filled;
        const std::string before = filled.project->dataVersion();
        filled.project->addTag({2}, "new");
        filled.project->rate({2}, 1);
        QCOMPARE(filled.project->dataVersion(), before);
    }

    void viewsAreKeptAndUndone()
    {
        Filled filled;
        auto& project = *filled.project;
        const SavedView view{"Blurred", "sharpness<5", "train", "sharpness", true};
        QVERIFY(project.saveView(view));
        QVERIFY(!project.saveView(view));
        QVERIFY(project.saveView({"all apples", "apple", "", "", false}));
        QCOMPARE(project.views().size(), size_t{2});
        const SavedView read = project.views()[1];
        QVERIFY(read.name == view.name && read.query == view.query && read.split == view.split &&
                read.sort == view.sort && read.descending);
        QVERIFY(project.deleteView("Blurred"));
        QVERIFY(!project.deleteView("Blurred"));
        QCOMPARE(project.views().size(), size_t{1});
        QCOMPARE(project.undo().value(), std::string("Delete the view Blurred"));
        QCOMPARE(project.views().size(), size_t{2});
    }

private:
    std::unique_ptr<Filled> filled_;
};

QTEST_GUILESS_MAIN(QueryTest)
#include "query_test.moc"
