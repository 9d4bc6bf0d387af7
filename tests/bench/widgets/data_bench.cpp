// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/base/random.h"
#include "core/image/image.h"
#include "core/store/project.h"
#include "tests/bench/widgets/measured.h"
#include "widgets/bridge/workspace.h"
#include "widgets/models/sample_model.h"
#include "widgets/panels/data/data_panel.h"
#include "widgets/panels/data/query_edit.h"

#include <QComboBox>
#include <QListView>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QToolButton>

namespace unimo::bench {
namespace {

constexpr int kPictures = 500; ///< different files; samples share them

const std::vector<std::string>& words()
{
    static const std::vector<std::string> list = {
        "red",   "green", "blue",  "small", "large",  "old",     "dog",   "cat",
        "house", "tree",  "river", "bird",  "street", "car",     "boat",  "child",
        "woman", "man",   "table", "chair", "sky",    "snow",    "beach", "field",
        "train", "horse", "bread", "apple", "clock",  "zeppelin"};
    return list;
}

std::string caption(Random& random)
{
    std::string text;
    for (int i = 0; i < 10; ++i) // the last word is in one of a thousand captions
        text += words()[static_cast<size_t>(random.below(29))] + " ";
    return random.chance(0.001) ? text + words().back() : text;
}

void fill(store::Project& project, int samples)
{
    Random random(1);
    std::filesystem::create_directories(project.folder() / "pictures");
    for (int i = 0; i < kPictures; ++i) {
        Image image{224, 224, std::vector<uint8_t>(224 * 224 * 3)};
        for (uint8_t& byte : image.rgb)
            byte = static_cast<uint8_t>(i + (&byte - image.rgb.data()) / 700);
        saveImage(image, project.folder() / "pictures" / (std::to_string(i) + ".jpg")).orThrow();
    }
    std::vector<std::pair<store::SampleId, double>> scores;
    project.transaction([&] {
        for (int i = 0; i < samples; ++i) {
            store::Sample sample;
            sample.split = i % 20 == 0 ? "val" : "train";
            sample.collection = "bench";
            sample.imagePath = "pictures/" + std::to_string(i % kPictures) + ".jpg";
            sample.imageHash = std::to_string(i);
            sample.width = sample.height = 224;
            sample.rating = random.chance(0.01) ? 1 + static_cast<int>(random.below(5)) : 0;
            if (random.chance(0.01))
                sample.tags = {"keep"};
            const auto id = project.add(sample);
            project.add(store::Caption{0, id, caption(random), ""});
            scores.emplace_back(id, random.uniform(-5, 5));
        }
        project.setMeasure("score", "bench", scores);
    });
}

/// Scrolls a view through its whole length, and frame by frame as a wheel does.
void scroll(const Options& options, QAbstractItemView* view, const QString& what)
{
    QScrollBar* bar = view->verticalScrollBar();
    std::vector<double> jumps, steps;
    for (int i = 0; i < options.frames; ++i) {
        const int to = static_cast<int>(qint64{bar->maximum()} * i / options.frames);
        jumps.push_back(timed([&] {
            bar->setValue(to);
            view->viewport()->repaint();
        }));
        QTest::qWait(2); // rows and thumbnails arrive
    }
    bar->setValue(0);
    for (int i = 0; i < options.frames; ++i) {
        steps.push_back(timed([&] {
            bar->setValue(bar->value() + 60);
            view->viewport()->repaint();
        }));
        QTest::qWait(2);
    }
    report(options, what + QStringLiteral(": jump"), options.rows, jumps, 16);
    report(options, what + QStringLiteral(": scroll"), options.rows, steps, 16);
}

template <typename Widget>
Widget* named(const QWidget& panel, const char* name)
{
    for (auto* widget : panel.findChildren<Widget*>())
        if (widget->accessibleName() == QLatin1String(name))
            return widget;
    return nullptr;
}

} // namespace

void benchData(const Options& options)
{
    const TemporaryFolder folder;
    const auto path = folder.path() / "project";
    fill(*store::Project::create(path, "bench").orThrow(), options.rows);
    bridge::Workspace workspace;
    panels::DataPanel panel(&workspace);
    panel.resize(1600, 900);
    panel.show();
    (void)QTest::qWaitForWindowExposed(&panel);
    auto* model = panel.findChild<models::SampleModel*>();
    QSignalSpy filled(model, &models::SampleModel::filled);
    const auto arrive = [&] {
        while (filled.isEmpty())
            QTest::qWait(1);
    };
    workspace.openProject(QString::fromStdString(path.string()));
    while (model->rowCount() < options.rows)
        QTest::qWait(1);
    scroll(options, named<QListView>(panel, "Samples"), QStringLiteral("data grid"));

    auto* query = panel.findChild<panels::QueryEdit*>();
    const auto ask = [&](const char* text, double goal) {
        std::vector<double> times;
        for (int i = 0; i < std::max(2, options.frames / 60); ++i) {
            query->setQuery({});
            while (model->rowCount() < options.rows)
                QTest::qWait(1);
            QTest::qWait(50);
            filled.clear();
            times.push_back(timed([&] {
                query->setQuery(QString::fromLatin1(text));
                arrive();
            }));
        }
        report(options, QStringLiteral("data query: ") + QLatin1String(text), model->rowCount(),
               times, goal);
    };
    for (const char* text : {"zeppelin", "red dog", "tag:keep", "rating>=3", "score>4.5",
                             "split:val", "tag:keep AND NOT dog", "captions>1"})
        ask(text, 200);
    query->setQuery({});
    while (model->rowCount() < options.rows)
        QTest::qWait(1);
    QTest::qWait(200);
    auto* sorts = named<QComboBox>(panel, "Order");
    filled.clear();
    const double sorted = timed([&] {
        sorts->setCurrentIndex(sorts->findData(QStringLiteral("score")));
        Q_EMIT sorts->activated(sorts->currentIndex());
        arrive();
    });
    report(options, QStringLiteral("data: sort by a measure"), model->rowCount(), {sorted}, 2000);
    named<QToolButton>(panel, "Table")->click();
    scroll(options, named<QTableView>(panel, "Samples as a table"), QStringLiteral("data table"));
}

} // namespace unimo::bench
