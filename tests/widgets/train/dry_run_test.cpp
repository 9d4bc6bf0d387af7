// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "tests/widgets/support/picture_of.h"
#include "widgets/bridge/dry_run.h"
#include "widgets/bridge/job_runner.h"
#include "widgets/look/theme.h"
#include "widgets/panels/train/dry_run_view.h"

#include <nlohmann/json.hpp>

#include <QLabel>
#include <QProcess>
#include <QPushButton>
#include <QTest>

using namespace unimo;
using bridge::DryRun;
using panels::DryRunView;

/// The real program on a project of made-up pictures.
class DryRunTest : public QObject
{
    Q_OBJECT

    TemporaryFolder folder_;
    bridge::JobRunner jobs_;

    [[nodiscard]] QString project() const
    {
        return QString::fromStdString((folder_.path() / "w").string());
    }
    [[nodiscard]] bridge::TrainCommand command(const QString& preset) const
    {
        bridge::TrainCommand command;
        command.project = project();
        command.recipe = QStringLiteral("bench/w1");
        command.changes = {{QStringLiteral("model.preset"), preset},
                           {QStringLiteral("run.device"), QStringLiteral("cpu")},
                           {QStringLiteral("run.minutes"), QStringLiteral("2")},
                           {QStringLiteral("cmcl.pairs"), QStringLiteral("2")},
                           {QStringLiteral("mlm.pairs"), QStringLiteral("2")},
                           {QStringLiteral("regions.pairs"), QStringLiteral("2")}};
        return command;
    }
    /// The report, or why there is none.
    std::pair<nlohmann::json, Error> tried(const bridge::TrainCommand& command, bool stop = false)
    {
        DryRun dryRun(&jobs_);
        std::pair<nlohmann::json, Error> result;
        bool ended = false;
        connect(&dryRun, &DryRun::reported, this,
                [&](const auto& report) { result.first = report; });
        connect(&dryRun, &DryRun::failed, this, [&](const Error& error) { result.second = error; });
        connect(&dryRun, &DryRun::ended, this, [&] { ended = true; });
        dryRun.start(command);
        if (stop)
            jobs_.jobs().first()->cancel();
        if (!QTest::qWaitFor([&] { return ended; }, 120'000))
            qFatal("the dry run does not end");
        return result;
    }

private slots:
    void initTestCase()
    {
        look::Theme::instance().apply(look::Theme::Mode::Light);
        QProcess build;
        build.start(qEnvironmentVariable("UNIMO_BIN"),
                    {QStringLiteral("dataset"), QStringLiteral("build"), QStringLiteral("workload"),
                     QStringLiteral("--project"), project(), QStringLiteral("--pairs"),
                     QStringLiteral("16"), QStringLiteral("--regions"), QStringLiteral("4")});
        QVERIFY(build.waitForFinished(60'000));
        QVERIFY2(build.exitCode() == 0, build.readAllStandardError().constData());
    }

    void wholeStepsAreMeasuredAndShown()
    {
        const auto [report, error] = tried(command(QStringLiteral("unimo-tiny")));
        QVERIFY2(!report.is_null(), error.message.c_str());
        const auto& steps = report["whole_steps"];
        QCOMPARE(steps["not_run"].get<std::string>(), std::string());
        QVERIFY(steps["step_seconds"].get<double>() > 0);
        QVERIFY(steps["share_of_products"].get<double>() < 1);
        QCOMPARE(report["finish"]["seconds"].get<double>(),
                 100 * steps["step_seconds"].get<double>());
        QCOMPARE(report["finish"]["steps"].get<double>(), 100.0); // sooner than two minutes

        DryRunView view;
        view.resize(300, 260);
        view.show();
        view.setReport(report);
        auto* text = view.findChild<QLabel*>();
        QVERIFY(text->isVisible());
        QVERIFY(text->text().contains(QStringLiteral("about step 100")));
        QVERIFY(test::keepPicture(view, QStringLiteral("dry-run")));
        view.clear();
        QVERIFY(!text->isVisible());
    }

    void aFaultIsSaid()
    {
        auto wrong = command(QStringLiteral("unimo-tiny"));
        wrong.project += QStringLiteral("-missing");
        const auto [report, error] = tried(wrong);
        QVERIFY(report.is_null());
        QVERIFY2(error.message.find("project") != std::string::npos, error.message.c_str());
        DryRunView view;
        view.show();
        view.setFault(QString::fromStdString(error.message));
        QVERIFY(view.findChild<QLabel*>()->isVisible());
    }

    void stoppingKillsIt()
    {
        const auto [report, error] = tried(command(QStringLiteral("unimo-base")), /*stop=*/true);
        QVERIFY(report.is_null());
        QVERIFY(error.kind == ErrorKind::Cancelled);
    }
};

QTEST_MAIN(DryRunTest)
#include "dry_run_test.moc"
