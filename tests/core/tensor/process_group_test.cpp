// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensor/detail/process_group.h"
#include "core/tensor/device.h"
#include "tests/core/tensor/free_port.h"

#include <torch/torch.h>

#include <QTest>
#include <exception>
#include <mutex>
#include <thread>

using namespace unimo;
using tensor::ProcessGroup;

namespace {

/// What several processes would do, each on a thread of its own.
void together(int count, const std::function<void(ProcessGroup&)>& body)
{
    const int port = tests::freePort();
    std::vector<std::exception_ptr> failures(static_cast<size_t>(count));
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < count; ++i)
            threads.emplace_back([&, i] {
                try {
                    tensor::Rank rank;
                    rank.index = rank.localIndex = i;
                    rank.count = rank.localCount = count;
                    rank.port = port;
                    rank.opensPort = i == 0;
                    const auto group = ProcessGroup::join(rank).orThrow();
                    body(*group);
                    (void)group->gather("end"); // nobody leaves while another still reads
                } catch (...) {
                    failures[static_cast<size_t>(i)] = std::current_exception();
                }
            });
    }
    for (const auto& failure : failures)
        if (failure)
            std::rethrow_exception(failure);
}

void check(bool right, const char* what)
{
    if (!right)
        throw std::runtime_error(what);
}

class Environment
{
public:
    explicit Environment(const QMap<QByteArray, QByteArray>& values) : values_(values)
    {
        for (auto it = values.begin(); it != values.end(); ++it)
            qputenv(it.key(), it.value());
    }
    ~Environment()
    {
        for (const QByteArray& key : values_.keys())
            qunsetenv(key);
    }
    Environment(const Environment&) = delete;
    Environment& operator=(const Environment&) = delete;

private:
    QMap<QByteArray, QByteArray> values_;
};

} // namespace

class ProcessGroupTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { torch::set_num_threads(1); }

    void launchersSayWhoIsWho()
    {
        QCOMPARE(tensor::rankOfEnvironment().orThrow().count, 1);
        {
            const Environment torchrun({{"RANK", "3"},
                                        {"WORLD_SIZE", "4"},
                                        {"LOCAL_RANK", "1"},
                                        {"LOCAL_WORLD_SIZE", "2"},
                                        {"MASTER_ADDR", "node0"},
                                        {"MASTER_PORT", "1234"}});
            const auto rank = tensor::rankOfEnvironment().orThrow();
            QCOMPARE(rank.index, 3);
            QCOMPARE(rank.count, 4);
            QCOMPARE(rank.localIndex, 1);
            QCOMPARE(rank.localCount, 2);
            QCOMPARE(rank.host, "node0");
            QCOMPARE(rank.port, 1234);
            QVERIFY(!rank.opensPort);
        }
        {
            const Environment slurm({{"SLURM_PROCID", "0"},
                                     {"SLURM_STEP_NUM_TASKS", "8"},
                                     {"SLURM_LOCALID", "0"},
                                     {"SLURM_STEP_TASKS_PER_NODE", "4(x2)"},
                                     {"MASTER_ADDR", "node0"}});
            const auto rank = tensor::rankOfEnvironment().orThrow();
            QCOMPARE(rank.count, 8);
            QCOMPARE(rank.localCount, 4);
            QVERIFY(rank.opensPort);
        }
        const Environment mpi({{"OMPI_COMM_WORLD_RANK", "1"}, {"OMPI_COMM_WORLD_SIZE", "2"}});
        QCOMPARE(tensor::rankOfEnvironment().orThrow().index, 1);
    }

    void whatMakesNoSenseIsRefused()
    {
        {
            const Environment bad({{"RANK", "two"}, {"WORLD_SIZE", "4"}});
            QVERIFY(tensor::rankOfEnvironment().error().text().find("RANK = \"two\"") !=
                    std::string::npos);
        }
        {
            const Environment bad({{"RANK", "4"}, {"WORLD_SIZE", "4"}});
            QVERIFY(!tensor::rankOfEnvironment().ok());
        }
        const Environment bad(
            {{"RANK", "0"}, {"WORLD_SIZE", "4"}, {"LOCAL_WORLD_SIZE", "2"}, {"LOCAL_RANK", "0"}});
        QVERIFY(tensor::rankOfEnvironment().error().text().find("MASTER_ADDR") !=
                std::string::npos);
    }

    void textsAndSumsReachAll()
    {
        together(3, [](const ProcessGroup& group) {
            const auto index = group.rank().index;
            const auto texts = group.gather(std::string(static_cast<size_t>(index), 'x'));
            check(texts == std::vector<std::string>{"", "x", "xx"}, "gathered texts");
            check(group.broadcast(index == 0 ? "hello" : "") == "hello", "broadcast text");
            const at::Tensor number = torch::full({2}, index + 1);
            group.sum(number);
            check(number[1].item<int64_t>() == 6, "sum");
            // A part of another tensor is overwritten in its place.
            const at::Tensor table = torch::full({3, 2}, index + 1.0);
            group.broadcast(table.select(1, 1));
            check(table.sum().item<double>() == 3 + 3 * (index + 1.0), "broadcast into a view");
        });
    }

    /// Each process has a part of other size; the gradients are those of one process with all.
    void gatheredRowsHaveGradients()
    {
        torch::manual_seed(1);
        const at::Tensor a = torch::rand({6, 4}), b = torch::rand({3, 4}),
                         weight = torch::rand({6});
        const auto lossOf = [&](const at::Tensor& rows, const at::Tensor& others,
                                const at::Tensor& weights) {
            return (rows.matmul(others.t()).exp().sum(1) * weights).sum();
        };
        const at::Tensor wholeA = a.clone().requires_grad_(), wholeB = b.clone().requires_grad_();
        lossOf(wholeA, torch::cat({wholeA, wholeB}), weight).backward();

        together(3, [&](const ProcessGroup& group) {
            const int64_t index = group.rank().index;
            const at::Tensor ownA = a.narrow(0, index * (index + 1) / 2, index + 1)
                                        .clone()
                                        .requires_grad_(); // 1, 2, 3 rows
            const at::Tensor ownB = b.narrow(0, 0, index == 1 ? 3 : 0).clone().requires_grad_();
            const auto all = group.gatherRows(ProcessGroup::Channel::Contrast, {ownA, ownB});
            check(all[0].first == index * (index + 1) / 2, "place of the own rows");
            check(all[0].rows.equal(a) && all[1].rows.equal(b), "rows");
            lossOf(ownA, torch::cat({all[0].rows, all[1].rows}),
                   weight.narrow(0, all[0].first, index + 1))
                .backward();
            check(ownA.grad().allclose(wholeA.grad().narrow(0, all[0].first, index + 1)),
                  "gradient of the first part");
            if (index == 1)
                check(ownB.grad().allclose(wholeB.grad()), "gradient of the second part");
        });
    }

    void stretchesOfAllAreGathered()
    {
        together(3, [](const ProcessGroup& group) {
            const at::Tensor all = torch::empty({6});
            group.gather(all, torch::full({2}, 1.0 * group.rank().index));
            check(all.equal(torch::tensor({0.0, 0.0, 1.0, 1.0, 2.0, 2.0}, torch::kFloat)),
                  "gathered");
        });
    }

    /// What a process failed by reaches those that wait for it.
    void aFailureIsToldToTheOthers()
    {
        std::mutex mutex;
        std::vector<std::string> said;
        QVERIFY_THROWS_EXCEPTION(tensor::LostProcess, together(3, [&](const ProcessGroup& group) {
                                     if (group.rank().index == 1) {
                                         group.leave("out of memory\nin step 3");
                                         throw tensor::LostProcess("this one is gone");
                                     }
                                     try {
                                         group.sum(torch::zeros({1000}));
                                     } catch (const tensor::LostProcess& lost) {
                                         const std::lock_guard lock(mutex);
                                         said.emplace_back(lost.what());
                                         throw;
                                     }
                                 }));
        QCOMPARE(said.size(), size_t{2});
        for (const std::string& text : said)
            QCOMPARE(QString::fromStdString(text),
                     QString("process 1 of 3 failed: out of memory in step 3"));
    }

    void gpusAreJoinedOnlyWhereTheyCan()
    {
        if (tensor::deviceReport().cuda)
            QSKIP("nccl_test is for machines with a GPU");
        const at::Device gpu(at::kCUDA, 0);
        const auto reasons = [&](const char* wanted) {
            qputenv("UNIMO_EXCHANGE", wanted);
            std::vector<std::string> said(2);
            together(2, [&](ProcessGroup& group) {
                const auto used = group.useGpus(gpu);
                said[static_cast<size_t>(group.rank().index)] = used ? *used : used.error().text();
                check(!group.joinsGpus() && group.placeFor(gpu).is_cpu(), "Gloo it is");
            });
            qunsetenv("UNIMO_EXCHANGE");
            return said;
        };
        QVERIFY(!reasons("auto")[0].empty());
        QCOMPARE(reasons("auto")[0], reasons("auto")[1]);
        QVERIFY(reasons("gloo")[1].find("UNIMO_EXCHANGE is gloo") != std::string::npos);
        QVERIFY(reasons("nccl")[0].find("NCCL cannot be used") != std::string::npos);
        QVERIFY(reasons("pigeon")[0].find("\"pigeon\"; allowed: auto, gloo, nccl") !=
                std::string::npos);
    }
};

QTEST_GUILESS_MAIN(ProcessGroupTest)
#include "process_group_test.moc"
