// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/tensor/detail/weights.h"

#include <torch/torch.h>

#include <QTest>
#include <cstring>
#include <fstream>

using namespace unimo;
using namespace unimo::tensor;
namespace fs = std::filesystem;

namespace {

fs::path fixture(const char* name)
{
    return fs::path(UNIMO_TEST_DATA) / "tensor" / name;
}

/// The tensors that tests/data/tensor/make_weights.py wrote.
void compareWithMaker(const TensorMap& tensors)
{
    const auto base = torch::arange(24, torch::kFloat) / 8;
    const auto check = [&](const char* name, const at::Tensor& wanted) {
        QVERIFY2(tensors.contains(name), name);
        const at::Tensor& tensor = tensors.at(name);
        QVERIFY2(tensor.scalar_type() == wanted.scalar_type(), name);
        QVERIFY2(tensor.equal(wanted), name);
    };
    check("weight", base.reshape({4, 6}));
    check("turned", base.reshape({4, 6}).t());
    check("tail", base.slice(0, 20));
    check("bias", torch::tensor({-1.5, 2.0}).to(torch::kHalf));
    check("brain", torch::tensor({1.0, -0.5, 3.0}).to(torch::kBFloat16));
    check("count", torch::tensor(int64_t{7}));
    check("flags", torch::tensor({1, 0, 1}).to(torch::kBool));
    check("empty", torch::zeros({0, 3}));
}

/// A safetensors file from a header and its data.
std::string safetensors(const std::string& header, size_t dataSize)
{
    const uint64_t size = header.size();
    std::string bytes(sizeof size, '\0');
    std::memcpy(bytes.data(), &size, sizeof size);
    return bytes + header + std::string(dataSize, '\0');
}

} // namespace

class WeightsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsWhatPythonWrote()
    {
        const auto file = readSafetensors(fixture("small.safetensors"));
        QVERIFY2(file.ok(), file.ok() ? "" : file.error().text().c_str());
        QCOMPARE(file->tensors.size(), size_t{8});
        compareWithMaker(file->tensors);
        QCOMPARE(file->metadata.at("step"), std::string("12"));
    }
    void viewsOutliveTheReader()
    {
        at::Tensor weight;
        {
            auto file = readSafetensors(fixture("small.safetensors"));
            weight = file->tensors.at("weight");
        }
        QCOMPARE(weight.sum().item<float>(), 34.5F);
    }
    void writtenFileIsTheSameEachTimeAndReadsBack()
    {
        const TemporaryFolder folder;
        const auto file = readSafetensors(fixture("small.safetensors"));
        QVERIFY(writeSafetensors(folder.path() / "a", file->tensors, file->metadata).ok());
        QVERIFY(writeSafetensors(folder.path() / "b", file->tensors, file->metadata).ok());
        QCOMPARE(*readFile(folder.path() / "a"), *readFile(folder.path() / "b"));
        const auto again = readSafetensors(folder.path() / "a");
        QVERIFY2(again.ok(), again.ok() ? "" : again.error().text().c_str());
        compareWithMaker(again->tensors);
        QVERIFY(again->metadata == file->metadata);
        QCOMPARE(std::distance(fs::directory_iterator(folder.path()), {}), 2); // nothing left over
    }
    void writingIntoNowhereFails()
    {
        const auto status = writeSafetensors("/nowhere/at/all.safetensors", {});
        QVERIFY(!status.ok());
        QVERIFY(status.error().kind == ErrorKind::Io);
    }

    void readsTorchFiles_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* name : {"new.pth", "old.pth", "nested.pth"})
            QTest::newRow(name) << name;
    }
    void readsTorchFiles()
    {
        QFETCH(QString, name);
        const auto tensors = readTorchFile(fixture(name.toUtf8().constData()));
        QVERIFY2(tensors.ok(), tensors.ok() ? "" : tensors.error().text().c_str());
        QCOMPARE(tensors->size(), size_t{name == "nested.pth" ? 9U : 8U});
        compareWithMaker(*tensors);
        QVERIFY(tensors->at("weight").is_alias_of(tensors->at("turned")));
    }
    void refusesToRunAnything_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* name : {"evil_new.pth", "evil_old.pth"})
            QTest::newRow(name) << name;
    }
    void refusesToRunAnything()
    {
        QFETCH(QString, name);
        const auto tensors = readTorchFile(fixture(name.toUtf8().constData()));
        QVERIFY(!tensors.ok());
        QVERIFY(tensors.error().kind == ErrorKind::Data);
        QVERIFY2(tensors.error().message.find("posix.system") != std::string::npos,
                 tensors.error().text().c_str());
    }

    void hostileSafetensors_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char* name, const std::string& content, const char* reason) {
            QTest::newRow(name) << QByteArray::fromStdString(content) << reason;
        };
        const auto tensor = [](const char* type, const char* shape, const char* offsets) {
            return std::string("{\"dtype\":\"") + type + "\",\"shape\":" + shape +
                   ",\"data_offsets\":" + offsets + "}";
        };
        const auto one = [&](const char* type, const char* shape, const char* offsets) {
            return "{\"a\":" + tensor(type, shape, offsets) + "}";
        };
        const auto two = [&](const char* first, const char* second) {
            return "{\"a\":" + tensor("F32", "[2]", first) +
                   ",\"b\":" + tensor("F32", "[2]", second) + "}";
        };
        row("empty", "", "too short");
        row("huge header", std::string("\xff\xff\xff\xff\xff\xff\xff\x7f", 8), "header of");
        row("header past the end", safetensors("{}", 0).substr(0, 9), "header of");
        row("not JSON", safetensors("{,}", 0), "valid JSON");
        row("a list", safetensors("[]", 0), "not a JSON object");
        row("deep", safetensors(std::string("{\"a\":") + std::string(100000, '['), 0), "deep");
        row("twice", safetensors("{\"a\":1,\"a\":2}", 0), "twice");
        row("missing key", safetensors("{\"a\":{\"dtype\":\"F32\",\"shape\":[1]}}", 4), "exactly");
        row("unknown type", safetensors(one("C64", "[1]", "[0,8]"), 8), "C64");
        row("negative side", safetensors(one("F32", "[-1]", "[0,4]"), 4), "whole number");
        row("side not whole", safetensors(one("F32", "[1.5]", "[0,4]"), 4), "whole number");
        row("shape overflow", safetensors(one("F32", "[4294967296,4294967296,4]", "[0,0]"), 0),
            "overflows");
        row("many sides", safetensors(one("F32", "[1,1,1,1,1,1,1,1,1]", "[0,4]"), 4), "at most 8");
        row("wrong size", safetensors(one("F32", "[2]", "[0,4]"), 4), "8 bytes by its shape");
        row("reversed", safetensors(one("F32", "[1]", "[4,0]"), 4), "offsets");
        row("out of range", safetensors(one("F32", "[2]", "[0,8]"), 4), "the file has 4");
        row("left over", safetensors(one("F32", "[1]", "[0,4]"), 8), "the file has 8");
        row("bad BOOL", safetensors(one("BOOL", "[1]", "[0,1]"), 0) + "\2", "neither 0 nor 1");
        row("overlap", safetensors(two("[0,8]", "[4,12]"), 12), "no overlaps");
        row("hole", safetensors(two("[0,8]", "[12,20]"), 20), "no holes");
        row("metadata not text", safetensors("{\"__metadata__\":{\"a\":1}}", 0), "must be a text");
    }
    void hostileSafetensors()
    {
        QFETCH(QByteArray, content);
        QFETCH(QString, reason);
        const TemporaryFolder folder;
        const fs::path file = folder.path() / "hostile.safetensors";
        QVERIFY(writeFileAtomic(file, content.toStdString()).ok());
        const auto result = readSafetensors(file);
        QVERIFY(!result.ok());
        QVERIFY(result.error().kind == ErrorKind::Data);
        QVERIFY2(result.error().message.find(reason.toStdString()) != std::string::npos,
                 result.error().text().c_str());
        QCOMPARE(result.error().where, file.string());
    }

    void brokenFilesAreErrors_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* name : {"new.pth", "old.pth", "nested.pth", "small.safetensors"})
            QTest::newRow(name) << name;
    }
    /// Cut at many lengths, and with many a byte turned: an answer or an error, never a crash.
    void brokenFilesAreErrors()
    {
        QFETCH(QString, name);
        const std::string whole = *readFile(fixture(name.toUtf8().constData()));
        const TemporaryFolder folder;
        const fs::path file = folder.path() / "broken";
        const auto read = [&](const std::string& content) {
            std::ofstream(file, std::ios::binary) << content;
            return name.endsWith(".pth") ? readTorchFile(file).ok() : readSafetensors(file).ok();
        };
        QVERIFY(read(whole));
        for (size_t size = 0; size < whole.size(); size += 7)
            QVERIFY2(!read(whole.substr(0, size)), std::to_string(size).c_str());
        int refused = 0;
        for (size_t i = 0; i < whole.size(); i += 7) {
            std::string turned = whole;
            turned[i] = static_cast<char>(~turned[i]);
            refused += read(turned) ? 0 : 1;
        }
        QVERIFY(refused > 20);
    }
};

QTEST_APPLESS_MAIN(WeightsTest)
#include "weights_test.moc"
