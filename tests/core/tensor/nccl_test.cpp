// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensor/detail/nccl.h"
#include "core/tensor/detail/process_group.h"
#include "core/tensor/device.h"
#include "tests/core/tensor/free_port.h"

#include <torch/torch.h>

#include <QTest>

using namespace unimo;
using tensor::ProcessGroup;

/// One process with one GPU; what is above the exchange is tested with Gloo in process_group_test.
class NcclTest : public QObject
{
    Q_OBJECT
    std::shared_ptr<ProcessGroup> group_;
    at::Device gpu_{at::kCUDA, 0};

private Q_SLOTS:
    void theLibraryIsFoundOrNamed()
    {
        if (tensor::ncclFault().empty())
            QVERIFY2(tensor::ncclVersion().starts_with("2."), tensor::ncclVersion().c_str());
        else
            QVERIFY2(tensor::ncclFault().find("NCCL") != std::string::npos ||
                         tensor::ncclFault().find("libnccl.so.2") != std::string::npos,
                     tensor::ncclFault().c_str());
    }

    void tensorsOfAGpuGoByNccl()
    {
        const auto report = tensor::deviceReport();
        if (!report.cuda)
            QSKIP(report.cudaReason.c_str());
        if (!tensor::ncclFault().empty())
            QSKIP(tensor::ncclFault().c_str());
        QVERIFY(!tensor::gpuIdentity(0).empty());
        tensor::Rank rank;
        rank.port = tests::freePort();
        rank.opensPort = true;
        group_ = ProcessGroup::join(rank).orThrow();
        qputenv("UNIMO_EXCHANGE", "nccl");
        QCOMPARE(group_->useGpus(gpu_).orThrow(), std::string());
        QVERIFY(group_->joinsGpus());
        QCOMPARE(group_->placeFor(gpu_), gpu_);

        const at::Tensor values = torch::arange(1000, gpu_).to(at::kFloat);
        const at::Tensor sums = values.clone();
        group_->sumLater(sums)();
        QVERIFY(sums.equal(values));
        const at::Tensor all = torch::empty_like(values);
        group_->gather(all, values);
        QVERIFY(all.equal(values));
        const at::Tensor table = torch::rand({8, 4}, gpu_).t();
        const at::Tensor before = table.clone();
        group_->broadcast(table);
        QVERIFY(table.equal(before));

        const at::Tensor rows = torch::rand({5, 3}, gpu_).requires_grad_();
        const auto gathered = group_->gatherRows(ProcessGroup::Channel::Contrast, {rows});
        QVERIFY(gathered[0].rows.equal(rows));
        gathered[0].rows.square().sum().backward();
        QVERIFY(torch::allclose(rows.grad(), 2 * rows.detach()));
    }
    void cleanupTestCase() { group_.reset(); }
};

QTEST_GUILESS_MAIN(NcclTest)
#include "nccl_test.moc"
