// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/events/event_writer.h"
#include "core/store/project.h"
#include "core/train/recipe.h"
#include "tests/widgets/support/picture_of.h"
#include "widgets/bridge/workspace.h"
#include "widgets/look/theme.h"
#include "widgets/panels/train/live_settings.h"
#include "widgets/panels/train/real_edit.h"
#include "widgets/panels/train/run_control.h"
#include "widgets/panels/train/setting_row.h"
#include "widgets/panels/train/settings_form.h"
#include "widgets/panels/train/train_panel.h"

#include <unistd.h>

#include <QCheckBox>
#include <QFrame>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QToolButton>

using namespace unimo;
using namespace unimo::panels;

class TrainPanelTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<TemporaryFolder> folder_;
    std::unique_ptr<bridge::Workspace> workspace_;
    std::unique_ptr<TrainPanel> panel_;

    template <typename Widget>
    Widget* named(const char* name) const
    {
        return panel_->findChild<Widget*>(QString::fromLatin1(name));
    }
    [[nodiscard]] SettingsForm* form() const { return panel_->findChild<SettingsForm*>(); }
    [[nodiscard]] QString command() const { return named<QLineEdit>("command")->text(); }
    [[nodiscard]] train::RunFolder run() const
    {
        return train::RunFolder(folder_->path() / "p" / "runs" / "2026-11-24-1512-demo");
    }
    void writeStatus(train::RunState state, const std::string& error = {})
    {
        train::RunStatus status;
        status.state = state;
        status.pid = ::getpid();
        status.step = 1200;
        status.totalSteps = 4000;
        status.elapsedSeconds = 400;
        status.remainingSeconds = 372;
        status.samplesPerSecond = 211;
        status.loss = 1.234;
        status.memoryBytes = 1'500'000'000;
        status.lastCheckpoint = "step-1000";
        status.error = error;
        status.heartbeat = unixTime();
        run().writeStatus(status).orThrow();
    }
    std::vector<train::ControlCommand> sent()
    {
        int64_t offset = 0;
        return run().commandsSince(offset);
    }
    void makeActiveRun()
    {
        std::filesystem::create_directories(run().path());
        auto recipe = train::loadRecipe("demo").orThrow();
        recipe.set("vqa.on", false).orThrow();
        writeJsonAtomic(run().recipeFile(), recipe.toJson()).orThrow();
        writeStatus(train::RunState::Running);
        workspace_->setActiveRun(QString::fromStdString(run().path().string()));
    }

private slots:
    void initTestCase() { look::Theme::instance().apply(look::Theme::Mode::Light); }
    void init()
    {
        folder_ = std::make_unique<TemporaryFolder>();
        auto project = store::Project::create(folder_->path() / "p", "test").orThrow();
        project->transaction([&] {
            for (int i = 0; i < 30; ++i) {
                store::Sample sample;
                sample.kind = store::SampleKind::Text;
                sample.split = i < 24 ? "train" : "val";
                project->add(sample);
            }
        });
        project.reset();
        workspace_ = std::make_unique<bridge::Workspace>();
        panel_ = std::make_unique<TrainPanel>(workspace_.get());
        panel_->resize(1280, 760);
        panel_->show();
        QSignalSpy opened(workspace_.get(), &bridge::Workspace::projectChanged);
        workspace_->openProject(QString::fromStdString((folder_->path() / "p").string()));
        QTRY_COMPARE(opened.count(), 1);
    }
    void cleanup()
    {
        panel_.reset();
        workspace_.reset();
    }

    void everySettingHasAField()
    {
        for (const SettingInfo& info : train::recipeTable()) {
            const SettingRow* row = form()->row(QString::fromStdString(info.key));
            QVERIFY2(row, info.key.c_str());
            QVERIFY2(row->toolTip().contains(QString::fromStdString(info.key)), info.key.c_str());
        }
    }
    void aChangeShowsInTheCommandAndCanBeTakenBack()
    {
        QVERIFY(!command().contains("--set"));
        auto* rate = named<RealEdit>("optim.learning_rate");
        rate->setFocus();
        rate->selectAll();
        QTest::keyClicks(rate, QStringLiteral("7e-4"));
        QTest::keyClick(rate, Qt::Key_Return);
        QVERIFY(command().contains(QStringLiteral("--set optim.learning_rate=0.0007")));
        named<QCheckBox>("vqa.on")->click();
        QVERIFY(command().contains(QStringLiteral("--set vqa.on=false")));
        auto* pairs = named<QSpinBox>("contrast.pairs");
        const int presetPairs = pairs->value();
        pairs->setValue(1'000'000);
        QCOMPARE(pairs->value(), 100'000); // the table's largest
        QVERIFY(command().contains(QStringLiteral("--set contrast.pairs=100000")));
        QCOMPARE(form()->changes().size(), 3);

        auto* row = form()->row(QStringLiteral("vqa.on"));
        auto* reset = row->findChild<QToolButton*>();
        QVERIFY(reset->isVisibleTo(row));
        QTest::mouseClick(reset, Qt::LeftButton);
        QVERIFY(!row->isChanged());
        QVERIFY(!reset->isVisibleTo(row));
        QCOMPARE(form()->changes().size(), 2);
        form()->resetAll();
        QVERIFY(!command().contains("--set"));
        QCOMPARE(pairs->value(), presetPairs);
    }
    void severalProcessesShowInTheCommand()
    {
        QVERIFY(!command().contains("--processes"));
        auto* processes = named<QSpinBox>("processes");
        processes->setFocus();
        processes->selectAll();
        QTest::keyClicks(processes, QStringLiteral("4"));
        QVERIFY(command().contains(QStringLiteral("--processes 4")));
        processes->setValue(0);
        QCOMPARE(processes->value(), 1);
        QVERIFY(!command().contains("--processes"));
    }
    void settingsOfARunComeBackToBeChanged()
    {
        makeActiveRun(); // its recipe has vqa.on switched off
        QSignalSpy wanted(workspace_.get(), &bridge::Workspace::panelWanted);
        workspace_->editRun(QString::fromStdString(run().path().string()));
        QCOMPARE(form()->changes().size(), 1);
        QVERIFY(command().contains(QStringLiteral("--set vqa.on=false")));
        QCOMPARE(wanted.count(), 1);
        workspace_->startFrom(QStringLiteral("/runs/a/checkpoints/step-1000"));
        QVERIFY(
            command().contains(QStringLiteral("--set start.from=/runs/a/checkpoints/step-1000")));
        QCOMPARE(form()->changes().size(), 2);
        workspace_->editRun(QStringLiteral("/no/such/run"));
        QCOMPARE(form()->changes().size(), 2);
    }

    void aNumberOutOfRangeIsNotTaken()
    {
        auto* dropout = named<RealEdit>("model.dropout");
        const double before = dropout->value();
        for (const char* text : {"0.95", "-1", "nan", "inf", "many", ""}) {
            dropout->setFocus();
            dropout->selectAll();
            QTest::keyClick(dropout, Qt::Key_Delete);
            QTest::keyClicks(dropout, QString::fromLatin1(text));
            QVERIFY2(dropout->property("bad").toBool(), text);
            QTest::keyClick(dropout, Qt::Key_Return);
            QCOMPARE(dropout->value(), before);
            QVERIFY(!dropout->property("bad").toBool());
        }
        QVERIFY(form()->changes().isEmpty());
    }
    void theWheelDoesNotChangeANumberOnItsWay()
    {
        auto* pairs = named<QSpinBox>("contrast.pairs");
        const int before = pairs->value();
        named<QLineEdit>("command")->setFocus();
        QWheelEvent wheel(QPointF(5, 5), pairs->mapToGlobal(QPointF(5, 5)), {}, {0, 120},
                          Qt::NoButton, {}, Qt::NoScrollPhase, false);
        QApplication::sendEvent(pairs, &wheel);
        QCOMPARE(pairs->value(), before);
    }
    void searchFindsByLabelKeyAndHelp()
    {
        QTest::keyClicks(form()->searchBox(), QStringLiteral("learning rate"));
        QVERIFY(form()->row("optim.learning_rate")->isVisible());
        QVERIFY(!form()->row("model.dropout")->isVisible());
        form()->searchBox()->setText(QStringLiteral("no such thing"));
        QVERIFY(!form()->row("optim.learning_rate")->isVisible());
        form()->searchBox()->clear();
        QVERIFY(form()->row("model.dropout")->isVisibleTo(form()));
    }
    void theButtonsSteerTheRun()
    {
        auto* main = named<QPushButton>("main");
        QCOMPARE(main->text(), QStringLiteral("Start training"));
        makeActiveRun();
        QTRY_COMPARE(main->text(), QStringLiteral("Pause"));
        QTest::mouseClick(main, Qt::LeftButton);
        QCOMPARE(sent().size(), size_t{1});
        QVERIFY(sent()[0].kind == train::ControlCommand::Kind::Pause);
        QVERIFY(!main->isEnabled());
        writeStatus(train::RunState::Paused);
        QTRY_COMPARE(main->text(), QStringLiteral("Resume"));
        QTest::mouseClick(main, Qt::LeftButton);
        writeStatus(train::RunState::Running);
        QTRY_COMPARE(main->text(), QStringLiteral("Pause"));
        QTest::mouseClick(named<QPushButton>("checkpoint"), Qt::LeftButton);
        QTest::mouseClick(named<QPushButton>("stop"), Qt::LeftButton);
        QCOMPARE(sent().size(), size_t{4});
        QVERIFY(sent()[2].kind == train::ControlCommand::Kind::Checkpoint);
        QVERIFY(sent()[3].kind == train::ControlCommand::Kind::Stop);
        writeStatus(train::RunState::Finished);
        QTRY_COMPARE(main->text(), QStringLiteral("Start training"));
        QVERIFY(named<QPushButton>("restart")->isVisible());
    }
    void liveSettingsAreSentWhileItRuns()
    {
        makeActiveRun();
        auto* live = panel_->findChild<LiveSettings*>();
        auto* rate = live->editor(QStringLiteral("optim.learning_rate"));
        QVERIFY(rate);
        QTRY_VERIFY(rate->isVisible() && rate->isEnabled());
        QTRY_VERIFY(!live->editor(QStringLiteral("vqa.weight"))->isVisible()); // off in this run
        rate->setFocus();
        rate->selectAll();
        QTest::keyClicks(rate, QStringLiteral("1e-4"));
        QTest::keyClick(rate, Qt::Key_Return);
        QCOMPARE(sent().size(), size_t{1});
        QCOMPARE(QString::fromStdString(sent()[0].key), QStringLiteral("optim.learning_rate"));
        QCOMPARE(sent()[0].value, 1e-4);
    }
    void aFailureSaysWhatAndWhatNow()
    {
        makeActiveRun();
        writeStatus(train::RunState::Failed, "features/default.bin: the file is cut short");
        auto* trouble = named<QFrame>("trouble");
        QTRY_VERIFY(trouble->isVisible());
        QTest::qWait(100);
        QVERIFY(test::keepPicture(*panel_, QStringLiteral("train_failed")));
        writeStatus(train::RunState::Running);
        QTRY_VERIFY(!trouble->isVisible());
    }
    void startLaunchesTheProgramWithTheForm()
    {
        QFile program(QString::fromStdString((folder_->path() / "program").string()));
        QVERIFY(program.open(QIODevice::WriteOnly));
        program.write("#!/bin/sh\necho \"$@\"\nexit 1\n");
        program.close();
        QVERIFY(program.setPermissions(QFile::ReadOwner | QFile::ExeOwner));
        const QByteArray before = qgetenv("UNIMO_BIN");
        qputenv("UNIMO_BIN", program.fileName().toUtf8());
        named<QCheckBox>("vqa.on")->click();
        QTest::mouseClick(named<QPushButton>("main"), Qt::LeftButton);
        qputenv("UNIMO_BIN", before);
        QVERIFY(!workspace_->activeRun().isEmpty());
        QTRY_VERIFY(named<QFrame>("trouble")->isVisible());
        const auto console =
            readFile(std::filesystem::path(workspace_->activeRun().toStdString()) / "console.txt");
        QVERIFY(console.ok());
        QVERIFY(console->starts_with("train --project "));
        QVERIFY(console->find("--set vqa.on=false") != std::string::npos);
    }
    void picturesInBothThemes()
    {
        named<QCheckBox>("vqa.on")->click();
        makeActiveRun();
        QTRY_COMPARE(named<QPushButton>("main")->text(), QStringLiteral("Pause"));
        for (const auto& [size, mode, name] :
             {std::tuple(QSize(1280, 760), look::Theme::Mode::Light, "1280_light"),
              std::tuple(QSize(1280, 760), look::Theme::Mode::Dark, "1280_dark"),
              std::tuple(QSize(1920, 1040), look::Theme::Mode::Light, "1920_light")}) {
            look::Theme::instance().apply(mode);
            panel_->resize(size);
            QTest::qWait(100);
            QVERIFY(test::keepPicture(*panel_, QStringLiteral("train_%1").arg(name)));
        }
        look::Theme::instance().apply(look::Theme::Mode::Light);
    }
};

QTEST_MAIN(TrainPanelTest)
#include "train_panel_test.moc"
