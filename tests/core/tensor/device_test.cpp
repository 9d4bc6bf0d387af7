// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/threads.h"
#include "core/tensor/device.h"

#include <QTest>

using namespace unimo;
using namespace unimo::tensor;

class DeviceTest : public QObject
{
    Q_OBJECT
private slots:
    void namesAreChecked()
    {
        const auto device = resolveDevice("gpu");
        QVERIFY(!device.ok());
        QVERIFY(device.error().kind == ErrorKind::Config);
        QVERIFY(device.error().message.find("auto, cpu, cuda") != std::string::npos);
    }
    void cpuIsAlwaysThere() { QCOMPARE(*resolveDevice("cpu"), std::string("cpu")); }
    void reportAndChoiceAgree()
    {
        const DeviceReport report = deviceReport();
        QVERIFY(report.torchVersion.starts_with("2.11"));
        QVERIFY(!report.cpuCapability.empty());
        QCOMPARE(report.cuda, report.cudaReason.empty());
        QCOMPARE(*resolveDevice("auto"), std::string(report.cuda ? "cuda" : "cpu"));
        QCOMPARE(cpuHasBf16(), report.cpuBf16 || report.cpuAmx);
        const auto cuda = resolveDevice("cuda");
        QCOMPARE(cuda.ok(), report.cuda);
        if (!report.cuda) {
            QVERIFY(cuda.error().kind == ErrorKind::Device);
            QVERIFY(cuda.error().message.find(report.cudaReason) != std::string::npos);
        }
    }
    void threadsAreSet()
    {
        setComputeThreads(1);
        QCOMPARE(deviceReport().threads, 1);
        setComputeThreads(0);
        QCOMPARE(deviceReport().threads, availableCores());
    }
};

QTEST_APPLESS_MAIN(DeviceTest)
#include "device_test.moc"
