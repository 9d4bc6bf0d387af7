// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/inference/text_length.h"

#include <QTest>
#include <fstream>

using namespace unimo;
using inference::TextRuler;

namespace {

/// What TextRuler reads of a checkpoint.
void writeCheckpoint(const std::filesystem::path& folder, const std::string& config)
{
    std::ofstream(folder / "vocab.txt")
        << "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\na\nred\ndog\nrun\n##s\n";
    std::ofstream(folder / "config.json") << config;
}

} // namespace

class TextLengthTest : public QObject
{
    Q_OBJECT
private slots:
    void tokensAreCountedAndTheCutIsTold()
    {
        const TemporaryFolder folder;
        writeCheckpoint(folder.path(), R"({"max_text_tokens": 4})");
        const auto ruler = TextRuler::load(folder.path()).orThrow();
        auto length = ruler.measure("a red dog");
        QCOMPARE(length.tokens, int64_t{3});
        QVERIFY(length.fits());
        QCOMPARE(length.cut, size_t{9});
        length = ruler.measure("a red dog runs"); // run, ##s
        QCOMPARE(length.tokens, int64_t{5});
        QVERIFY(!length.fits());
        QCOMPARE(length.cut, size_t{13});
        QCOMPARE(ruler.measure("").tokens, int64_t{0});
    }

    void aCheckpointWithoutALimitIsRefused()
    {
        const TemporaryFolder folder;
        for (const char* config :
             {"{}", R"({"max_text_tokens": 0})", R"({"max_text_tokens": "x"})", "[1]", "no JSON"}) {
            writeCheckpoint(folder.path(), config);
            QVERIFY(!TextRuler::load(folder.path()).ok());
        }
        std::filesystem::remove(folder.path() / "vocab.txt");
        std::ofstream(folder.path() / "config.json") << R"({"max_text_tokens": 4})";
        QVERIFY(!TextRuler::load(folder.path()).ok());
    }
};

QTEST_APPLESS_MAIN(TextLengthTest)
#include "text_length_test.moc"
