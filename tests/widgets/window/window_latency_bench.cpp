// SPDX-License-Identifier: GPL-3.0-or-later
// How long the window's event loop stands still while it is used. Nothing may block it for more
// than 50 ms. UNIMO_BENCH_PROJECT names a project to use, best one with a run in training beside
// it.
#include "app/workbench/main_window.h"
#include "tests/widgets/support/test_project.h"
#include "widgets/bridge/engine_thread.h"
#include "widgets/look/theme.h"
#include "widgets/panels/data/data_panel.h"
#include "widgets/panels/map/map_panel.h"
#include "widgets/plots/point_map.h"

#include <QApplication>
#include <QDirIterator>
#include <QDragEnterEvent>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QListView>
#include <QMetaEnum>
#include <QMimeData>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTimer>
#include <QUrl>
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <vector>

using namespace unimo;
using workbench::MainWindow;

namespace {

/// Remembers which events took longest to answer, so that a long gap has a name.
class TimedApplication : public QApplication
{
public:
    using QApplication::QApplication;

    bool notify(QObject* receiver, QEvent* event) override
    {
        QElapsedTimer clock;
        clock.start();
        // Either may be gone afterwards.
        const QByteArray receiverName = receiver->metaObject()->className();
        const int type = event->type();
        const bool answer = QApplication::notify(receiver, event);
        const double took = static_cast<double>(clock.nsecsElapsed()) / 1e6;
        // The test itself runs within an event of a plain QObject.
        if (took > kLong && receiverName != "QObject")
            long_.push_back({took, receiverName, type});
        return answer;
    }

    void report()
    {
        std::sort(long_.begin(), long_.end(),
                  [](const Long& a, const Long& b) { return a.took > b.took; });
        for (size_t i = 0; i < std::min<size_t>(long_.size(), 3); ++i)
            std::printf("    %6.1f ms  %s, %s\n", long_[i].took, long_[i].receiver.constData(),
                        QMetaEnum::fromType<QEvent::Type>().valueToKey(long_[i].type));
    }
    void forget() { long_.clear(); }

private:
    static constexpr double kLong = 10;
    struct Long
    {
        double took;
        QByteArray receiver;
        int type;
    };
    std::vector<Long> long_;
};

/// Ticks every millisecond; a gap between two ticks is a time in which no event was answered.
class GapMeter : public QObject
{
public:
    GapMeter()
    {
        timer_.setTimerType(Qt::PreciseTimer);
        connect(&timer_, &QTimer::timeout, this, [this] {
            gaps_.push_back(static_cast<double>(clock_.nsecsElapsed()) / 1e6);
            clock_.start();
        });
    }

    void start()
    {
        gaps_.clear();
        static_cast<TimedApplication*>(qApp)->forget();
        clock_.start();
        timer_.start(1);
    }

    void report(const char* what)
    {
        timer_.stop();
        std::sort(gaps_.begin(), gaps_.end());
        const auto at = [&](double share) {
            return gaps_[static_cast<size_t>(share * static_cast<double>(gaps_.size() - 1))];
        };
        std::printf("%-28s %6zu ticks   median %5.1f ms   99 %% %6.1f ms   longest %6.1f ms\n",
                    what, gaps_.size(), at(0.5), at(0.99), at(1.0));
        static_cast<TimedApplication*>(qApp)->report();
        std::fflush(stdout);
    }

private:
    QTimer timer_;
    QElapsedTimer clock_;
    std::vector<double> gaps_;
};

} // namespace

class WindowLatencyBench : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::TestProject> made_;
    std::unique_ptr<MainWindow> window_;
    GapMeter meter_;

    panels::DataPanel* data() { return window_->findChild<panels::DataPanel*>(); }

private slots:
    void initTestCase()
    {
        QString folder = qEnvironmentVariable("UNIMO_BENCH_PROJECT");
        if (folder.isEmpty()) {
            made_ = std::make_unique<test::TestProject>(2000);
            folder = made_->folder();
        }
        window_ = std::make_unique<MainWindow>(false);
        window_->resize(1920, 1080);
        window_->show();
        QVERIFY(QTest::qWaitForWindowExposed(window_.get()));
        meter_.start();
        test::openAndWait(*window_->workspace(), folder);
        QTest::qWait(3000);
        meter_.report("opening the project");
    }

    void scrolling()
    {
        window_->showPanel(QStringLiteral("data"));
        QTest::qWait(300);
        auto* grid = data()->findChild<QListView*>();
        meter_.start();
        QScrollBar* bar = grid->verticalScrollBar();
        for (int i = 0; i <= 60; ++i) {
            bar->setValue(bar->maximum() * i / 60);
            QTest::qWait(50);
        }
        meter_.report("scrolling the pictures");
    }

    void filtering()
    {
        auto* filter = data()->findChild<QLineEdit*>();
        meter_.start();
        for (const char* text : {"red", "blue", "square", ""}) {
            filter->clear();
            for (const char* c = text; *c; ++c) {
                QTest::keyClick(filter, *c);
                QTest::qWait(60);
            }
            QTest::qWait(500);
        }
        meter_.report("filtering by text");
    }

    void selecting()
    {
        auto* grid = data()->findChild<QListView*>();
        grid->setFocus();
        meter_.start();
        for (int i = 0; i < 20; ++i) {
            QTest::keyClick(grid, Qt::Key_Right);
            QTest::qWait(150);
        }
        meter_.report("walking through pictures");
    }

    void changingPanels()
    {
        meter_.start();
        for (int round = 0; round < 4; ++round)
            for (const char* name :
                 {"query", "train", "monitor", "map", "evaluate", "log", "data"}) {
                window_->showPanel(QString::fromLatin1(name));
                QTest::qWait(250);
            }
        meter_.report("changing panels");
    }

    /// From the drop of a picture file until it is seen on the map, with the model warm.
    void placingPictures()
    {
        window_->showPanel(QStringLiteral("map"));
        auto* map = window_->findChild<plots::PointMap*>();
        auto* panel = window_->findChild<panels::MapPanel*>();
        if (!QTest::qWaitFor([&] { return map->pairs() > 0 && !window_->engine()->busy(); },
                             60'000))
            QSKIP("no checkpoint to map: set UNIMO_BENCH_PROJECT");
        connect(window_->engine(), &bridge::EngineThread::failed, this,
                [](bridge::EngineThread::Request, const Error& error) {
                    std::printf("    %s\n", error.text().c_str());
                });
        QStringList files;
        for (QDirIterator at(window_->workspace()->projectFolder(),
                             {QStringLiteral("*.png"), QStringLiteral("*.jpg")}, QDir::Files,
                             QDirIterator::Subdirectories);
             at.hasNext() && files.size() <= 30;)
            files << at.next();
        std::vector<double> took, worked;
        for (const QString& file : files) {
            QMimeData mime;
            mime.setUrls({QUrl::fromLocalFile(file)});
            QSignalSpy placed(window_->engine(), &bridge::EngineThread::picturePlaced);
            QDragEnterEvent enter({20, 20}, Qt::CopyAction, &mime, Qt::LeftButton, {});
            QCoreApplication::sendEvent(panel, &enter);
            QDropEvent drop({20, 20}, Qt::CopyAction, &mime, Qt::LeftButton, {});
            QElapsedTimer clock;
            clock.start();
            const auto before = std::clock();
            QCoreApplication::sendEvent(panel, &drop);
            QVERIFY(placed.wait(30'000));
            map->repaint();
            took.push_back(static_cast<double>(clock.nsecsElapsed()) / 1e6);
            worked.push_back(1e3 * static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC);
        }
        QVERIFY(took.size() > 1);
        for (auto* all : {&took, &worked}) {
            all->erase(all->begin()); // the first loads the extractor
            std::sort(all->begin(), all->end());
        }
        std::printf(
            "%-28s %6zu drops   median %5.1f ms   longest %6.1f ms   of all cores %5.1f ms\n",
            "a picture lands on the map", took.size(), took[took.size() / 2], took.back(),
            worked[worked.size() / 2]);
    }

    void watching()
    {
        window_->showPanel(QStringLiteral("monitor"));
        meter_.start();
        QTest::qWait(10'000);
        meter_.report("watching curves for 10 s");
    }
};

int main(int argc, char** argv)
{
    TimedApplication application(argc, argv);
    look::Theme::instance().apply(look::Theme::Mode::Light);
    WindowLatencyBench bench;
    return QTest::qExec(&bench, argc, argv);
}

#include "window_latency_bench.moc"
