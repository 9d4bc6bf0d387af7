// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "tests/core/text/golden.h"

#include <QTest>
#include <fstream>

using namespace unimo;
using namespace unimo::text;
namespace fs = std::filesystem;

namespace {

using Ids = std::vector<int32_t>;

std::string joined(const std::vector<std::string>& lines)
{
    std::string text;
    for (const std::string& line : lines)
        text += line + '\n';
    return text;
}

void write(const fs::path& file, const std::string& content)
{
    std::ofstream(file, std::ios::binary) << content;
}

std::vector<std::string> tokens(const Tokenizer& tokenizer, const std::string& text)
{
    std::vector<std::string> found;
    for (const int32_t id : tokenizer.encode(text).ids)
        found.emplace_back(tokenizer.token(id));
    return found;
}

/// A copy of a fixture folder in which one file may be spoilt.
struct Copy
{
    explicit Copy(const std::string& name) { fs::copy(golden::fixture(name), folder.path()); }
    [[nodiscard]] std::string read(const std::string& name) const
    {
        return readFile(folder.path() / name).orThrow();
    }
    void put(const std::string& name, const std::string& content) const
    {
        write(folder.path() / name, content);
    }
    /// The message, or "" when it loads.
    [[nodiscard]] std::string fault() const
    {
        const auto loaded = loadTokenizer(folder.path());
        return loaded.ok() ? std::string() : loaded.error().text();
    }
    TemporaryFolder folder;
};

std::string replaced(std::string text, const std::string& from, const std::string& to)
{
    const size_t at = text.find(from);
    if (at == std::string::npos)
        throw std::runtime_error("'" + from + "' is not in the fixture");
    return text.replace(at, from.size(), to);
}

} // namespace

class BpeTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        roberta_ = loadTokenizer(golden::fixture("bpe")).orThrow();
        unimo_ = loadTokenizer(golden::fixture("unimo")).orThrow();
        QVERIFY(golden::glosses().size() >= 10000);
    }
    void idsAndOffsetsEqualHuggingFace()
    {
        QCOMPARE(joined(golden::differences(*roberta_, "bpe")), std::string());
    }
    void unimoTripleGivesTheSameTokensUnderItsOwnIds()
    {
        size_t otherIds = 0;
        for (const std::string& gloss : golden::glosses()) {
            const Encoding one = roberta_->encode(gloss);
            const Encoding other = unimo_->encode(gloss);
            QVERIFY(tokens(*roberta_, gloss) == tokens(*unimo_, gloss));
            QVERIFY(one.offsets == other.offsets);
            QVERIFY(one.starts == other.starts);
            otherIds += one.ids != other.ids;
        }
        QVERIFY(otherIds > golden::glosses().size() / 2);
    }
    void unimoIdIsTheLineOfItsGptId()
    {
        const auto encoder = readJson(golden::fixture("unimo/unimo_en.encoder.json")).orThrow();
        std::ifstream lines(golden::fixture("unimo/unimo_en.vocab.txt"));
        std::string line;
        int32_t id = 0;
        for (; std::getline(lines, line); ++id) {
            const std::string token(unimo_->token(id));
            QCOMPARE(encoder.contains(token) ? encoder.at(token).dump() : token, line);
        }
        QCOMPARE(unimo_->size(), id);
        QCOMPARE(unimo_->special().cls, 0);
        QCOMPARE(unimo_->special().pad, 1);
        QCOMPARE(unimo_->special().sep, 2);
        QCOMPARE(unimo_->special().unk, 3);
        QCOMPARE(unimo_->special().mask, id - 1);
    }
    void decodeGivesTheTextBack()
    {
        for (const auto* tokenizer : {roberta_.get(), unimo_.get()})
            for (const std::string& gloss : golden::glosses())
                QCOMPARE(tokenizer->decode(tokenizer->encode(gloss).ids), gloss);
    }
    void decodeSkipsSpecialsAndStrangeIds()
    {
        Ids ids = unimo_->encode("a dog").ids;
        for (const int32_t id : {0, 1, 2, 3, unimo_->size() - 1, unimo_->size() - 2, -1, 1 << 30})
            ids.push_back(id);
        QCOMPARE(unimo_->decode(ids), std::string("a dog"));
        QCOMPARE(unimo_->decode(Ids{unimo_->idOf("Ã")}), std::string("\uFFFD"));
    }
    void startsTellWholeWords()
    {
        const Encoding encoding = unimo_->encode("qzx [MASK]'s");
        QCOMPARE(encoding.ids[3], unimo_->special().mask);
        QCOMPARE(encoding.starts, (std::vector<uint8_t>{1, 0, 0, 1, 1}));
        QVERIFY(encoding.offsets[3] == (Offset{4, 10}));
    }
    void savedFolderLoadsAnEqualTokenizer()
    {
        for (const auto* tokenizer : {roberta_.get(), unimo_.get()}) {
            const TemporaryFolder folder;
            QVERIFY(tokenizer->save(folder.path()).ok());
            const auto again = loadTokenizer(folder.path()).orThrow();
            QCOMPARE(again->size(), tokenizer->size());
            for (int32_t id = 0; id < again->size(); ++id)
                QCOMPARE(again->token(id), tokenizer->token(id));
            QCOMPARE(golden::hashOf(*again, golden::nastyLines()),
                     golden::hashOf(*tokenizer, golden::nastyLines()));
        }
        const TemporaryFolder folder;
        QVERIFY(unimo_->save(folder.path()).ok());
        for (const char* name : {"unimo_en.vocab.txt", "unimo_en.vocab.bpe"})
            QVERIFY(readFile(folder.path() / name).orThrow() ==
                    readFile(golden::fixture("unimo") / name).orThrow());
        QVERIFY(readJson(folder.path() / "unimo_en.encoder.json").orThrow() ==
                readJson(golden::fixture("unimo") / "unimo_en.encoder.json").orThrow());
    }
    void hugeWordsTakeLittleTime()
    {
        const std::string word(1 << 20, 'e');
        const Encoding encoding = roberta_->encode(word);
        QCOMPARE(roberta_->decode(encoding.ids), word);
        QCOMPARE(encoding.offsets.back().end, 1 << 20);
    }
    void noiseBecomesReplacementCharacters()
    {
        std::string noise;
        uint32_t state = 1;
        for (int byte = 0; byte < 100000; ++byte)
            noise += static_cast<char>((state = state * 1664525 + 1013904223) >> 24);
        const Encoding encoding = roberta_->encode(noise);
        for (const Offset offset : encoding.offsets)
            QVERIFY(offset.begin >= 0 && offset.begin <= offset.end &&
                    offset.end <= static_cast<int32_t>(noise.size()));
        const std::string text = roberta_->decode(encoding.ids);
        QCOMPARE(roberta_->decode(roberta_->encode(text).ids), text);
    }
    void corruptMergesAreRefused()
    {
        const Copy copy("bpe");
        const std::string good = copy.read("merges.txt");
        for (const char* line :
             {"one", "three parts here", " x", "x ", "\x80\x81 x", "q q", "Ġ t"}) {
            copy.put("merges.txt", good + line + "\n");
            QVERIFY2(!copy.fault().empty(), line);
        }
        copy.put("merges.txt", good);
        QCOMPARE(copy.fault(), std::string());
        fs::remove(copy.folder.path() / "merges.txt");
        QVERIFY(copy.fault().find("merges.txt") != std::string::npos);
    }
    void corruptVocabJsonIsRefused()
    {
        const Copy copy("bpe");
        const std::string good = copy.read("vocab.json");
        const std::vector<std::string> bad = {
            "",
            "[]",
            "{}",
            R"({"a": 0})",
            R"({"a": 1e999})",
            good.substr(0, good.size() / 2),
            replaced(good, R"("<mask>")", R"("other")"),
            replaced(good, R"("<s>": 0)", R"("<s>": 1)"),
            replaced(good, R"("<s>": 0)", R"("<s>": -1)"),
            replaced(good, R"("<s>": 0)", R"("<s>": 4000000000)"),
            replaced(good, R"("<s>": 0)", R"("<s>": 0.5)"),
            replaced(good, R"("<s>": 0)", R"("": 0)"),
            replaced(good, "\"Ĥ\"", "\"no byte\""),
        };
        for (const std::string& content : bad) {
            copy.put("vocab.json", content);
            QVERIFY2(!copy.fault().empty(), content.substr(0, 60).c_str());
        }
    }
    void corruptUnimoVocabIsRefused()
    {
        const Copy copy("unimo");
        const std::string good = copy.read("unimo_en.vocab.txt");
        const std::vector<std::string> bad = {"",
                                              "\n" + good,
                                              good + "0\n",
                                              good + "99999\n",
                                              good + "99999999999999999999999\n",
                                              good + "[CLS]\n",
                                              replaced(good, "[MASK]", "[OTHER]"),
                                              replaced(good, "\n0\n", "\n")};
        for (const std::string& content : bad) {
            copy.put("unimo_en.vocab.txt", content);
            QVERIFY2(!copy.fault().empty(), content.substr(0, 60).c_str());
        }
        copy.put("unimo_en.vocab.txt", good);
        QCOMPARE(copy.fault(), std::string());
    }

private:
    std::unique_ptr<Tokenizer> roberta_;
    std::unique_ptr<Tokenizer> unimo_;
};

QTEST_APPLESS_MAIN(BpeTest)
#include "bpe_test.moc"
