// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/log.h"
#include "tests/widgets/support/picture_of.h"
#include "tests/widgets/support/test_project.h"
#include "widgets/look/theme.h"
#include "widgets/panels/log/log_panel.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLineEdit>
#include <QListView>
#include <fstream>
#include <thread>

using namespace unimo;
using bridge::Workspace;
using panels::LogPanel;

namespace {

struct Stage
{
    Stage() : panel(&workspace)
    {
        panel.resize(900, 400);
        panel.show();
        (void)QTest::qWaitForWindowExposed(&panel);
    }
    [[nodiscard]] QListView* view() const
    {
        for (auto* list : panel.findChildren<QListView*>())
            if (list->accessibleName() == QLatin1String("Log lines"))
                return list;
        return nullptr;
    }
    [[nodiscard]] QComboBox* combo(const char* name) const
    {
        for (auto* box : panel.findChildren<QComboBox*>())
            if (box->accessibleName() == QLatin1String(name))
                return box;
        return nullptr;
    }
    [[nodiscard]] int rows() const { return view()->model()->rowCount(); }

    Workspace workspace;
    LogPanel panel;
};

} // namespace

class LogPanelTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { look::Theme::instance().apply(look::Theme::Mode::Light); }

    void linesOfAnyThreadArrive()
    {
        Stage stage;
        std::thread([] {
            log::info("test", "from a thread");
            log::warning("test", "take care");
        }).join();
        QTRY_COMPARE(stage.rows(), 2);
        QVERIFY(test::keepPicture(stage.panel, QStringLiteral("log")));
    }

    void levelAndSearchNarrowAndCopyTakesWhatIsShown()
    {
        Stage stage;
        log::info("test", "alpha");
        log::error("test", "beta");
        log::error("test", "gamma");
        QTRY_COMPARE(stage.rows(), 3);
        stage.combo("Level")->setCurrentIndex(3);
        QCOMPARE(stage.rows(), 2);
        QTest::keyClicks(stage.panel.findChild<QLineEdit*>(), QStringLiteral("GAM"));
        QCOMPARE(stage.rows(), 1);
        QGuiApplication::clipboard()->clear();
        stage.view()->setFocus();
        QTest::keyClick(stage.view(), Qt::Key_C, Qt::ControlModifier);
        QVERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("gamma")));
        QVERIFY(!QGuiApplication::clipboard()->text().contains(QStringLiteral("beta")));
    }

    void theActiveRunsLogIsFollowed()
    {
        const TemporaryFolder run;
        std::ofstream(run.path() / "log.txt") << "2026-11-24 15:12:01 info    [train] step 1\n";
        Stage stage;
        stage.workspace.setActiveRun(QString::fromStdString(run.path().string()));
        stage.combo("Which log")->setCurrentIndex(1);
        QTRY_COMPARE(stage.rows(), 1);
        std::ofstream(run.path() / "log.txt", std::ios::app)
            << "2026-11-24 15:12:02 error   [train] out of memory\n";
        QTRY_COMPARE(stage.rows(), 2);
        stage.combo("Level")->setCurrentIndex(3);
        QCOMPARE(stage.rows(), 1);
    }
};

QTEST_MAIN(LogPanelTest)
#include "log_panel_test.moc"
