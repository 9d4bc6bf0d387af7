// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "tests/core/text/golden.h"

#include <QTest>
#include <fstream>
#include <thread>

using namespace unimo;
using namespace unimo::text;

namespace {

const std::vector<std::string> fewEntries = {"[PAD]",  "[UNK]", "[CLS]", "[SEP]", "[MASK]", "un",
                                             "##want", "##ed",  "want",  "dog",   "##s",    "."};

std::unique_ptr<Tokenizer> load(const std::filesystem::path& path)
{
    return loadTokenizer(path).orThrow();
}

std::unique_ptr<Tokenizer> few(bool lowercase = true)
{
    return makeWordPiece(fewEntries, lowercase).orThrow();
}

using Ids = std::vector<int32_t>;

void write(const std::filesystem::path& file, const std::string& content)
{
    std::ofstream(file, std::ios::binary) << content;
}

std::string joined(const std::vector<std::string>& lines)
{
    std::string text;
    for (const std::string& line : lines)
        text += line + '\n';
    return text;
}

nlohmann::json starterJson()
{
    return readJson(golden::starterFolder() / "tokenizer.json").orThrow();
}

} // namespace

class WordPieceTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        json_ = load(golden::starterFolder() / "tokenizer.json");
        text_ = load(golden::starterFolder() / "vocab.txt");
        QVERIFY(golden::glosses().size() >= 10000);
    }
    void idsAndOffsetsEqualHuggingFace()
    {
        QCOMPARE(joined(golden::differences(*json_, "wordpiece")), std::string());
    }
    void vocabTxtGivesTheSameTokenizer()
    {
        QCOMPARE(joined(golden::differences(*text_, "wordpiece")), std::string());
    }
    void idsOfNastyLinesEqualHuggingFace()
    {
        const auto& lines = golden::nastyLines();
        const auto& ids = golden::expected().at("wordpiece").at("nasty_ids");
        QCOMPARE(ids.size(), lines.size());
        for (size_t line = 0; line < lines.size(); ++line)
            QVERIFY2(json_->encode(lines[line]).ids == ids.at(line).get<Ids>(),
                     std::to_string(line + 1).c_str());
    }
    void flagsOfTheNormalizerAreHonoured()
    {
        for (const auto& variant : golden::expected().at("wordpiece").at("variants")) {
            const TemporaryFolder folder;
            auto settings = starterJson();
            settings.at("normalizer").update(variant.at("flags"));
            QVERIFY(writeJsonAtomic(folder.path() / "tokenizer.json", settings).ok());
            const auto tokenizer = load(folder.path());
            QVERIFY2(golden::hashOf(*tokenizer, golden::nastyLines()) == variant.at("hash"),
                     variant.at("flags").dump().c_str());
        }
    }
    void savedFolderLoadsAnEqualTokenizer()
    {
        const TemporaryFolder folder;
        QVERIFY(json_->save(folder.path()).ok());
        const auto again = load(folder.path());
        QCOMPARE(joined(golden::differences(*again, "wordpiece")), std::string());
        QCOMPARE(again->size(), json_->size());
        QCOMPARE(again->special().mask, 103);
        QVERIFY(readFile(folder.path() / "vocab.txt").orThrow() ==
                readFile(golden::starterFolder() / "vocab.txt").orThrow());
    }
    void casedTokenizerIsStillCasedAfterSaving()
    {
        const TemporaryFolder folder;
        QVERIFY(few(false)->save(folder.path()).ok());
        QCOMPARE(load(folder.path())->encode("Dog dog").ids, (Ids{1, 9}));
        QCOMPARE(few(true)->encode("Dog dog").ids, (Ids{9, 9}));
    }
    void tokenizerConfigBesideVocabTxtIsHonoured()
    {
        const TemporaryFolder folder;
        write(folder.path() / "vocab.txt", joined(fewEntries));
        write(folder.path() / "tokenizer_config.json", R"({"do_lower_case": false})");
        QCOMPARE(load(folder.path())->encode("Dog dog").ids, (Ids{1, 9}));
    }
    void startsTellWholeWords()
    {
        const Encoding encoding = few()->encode("Unwanted dogs.");
        QCOMPARE(encoding.ids, (Ids{5, 6, 7, 9, 10, 11}));
        QCOMPARE(encoding.starts, (std::vector<uint8_t>{1, 0, 0, 1, 0, 1}));
        QVERIFY(encoding.offsets[1] == (Offset{2, 6}));
        QVERIFY(encoding.offsets[5] == (Offset{13, 14}));
    }
    void entriesAndIdsFindEachOther()
    {
        for (int32_t id = 0; id < json_->size(); ++id)
            QCOMPARE(json_->idOf(json_->token(id)), id);
        QCOMPARE(json_->idOf("no such entry"), -1);
        QCOMPARE(json_->idOf(""), -1);
        QVERIFY(json_->token(-1).empty());
        QVERIFY(json_->token(json_->size()).empty());
    }
    void decodeSkipsSpecialsAndStrangeIds()
    {
        QCOMPARE(few()->decode(Ids{2, 5, 6, 7, 9, 10, 11, 3, 0, 4, 1, -1, 12, 1 << 30}),
                 std::string("unwanted dogs."));
        QCOMPARE(few()->decode(Ids{6, 9}), std::string("##want dog"));
        QCOMPARE(few()->decode(Ids{}), std::string());
    }
    void addedTokensOfTokenizerJsonAreFound()
    {
        const TemporaryFolder folder;
        auto settings = starterJson();
        settings["added_tokens"].push_back(
            {{"id", 30522}, {"content", "<new>"}, {"special", true}, {"rstrip", true}});
        settings["added_tokens"].push_back(
            {{"id", 30523}, {"content", "Zebra"}, {"normalized", true}, {"single_word", true}});
        QVERIFY(writeJsonAtomic(folder.path() / "tokenizer.json", settings).ok());
        const auto tokenizer = load(folder.path());
        QCOMPARE(tokenizer->size(), 30524);
        const Encoding encoding = tokenizer->encode("a<new>  ZEBRA zebras");
        QCOMPARE(encoding.ids[1], 30522);
        QVERIFY(encoding.offsets[1] == (Offset{1, 8}));
        QCOMPARE(encoding.ids[2], 30523);
        QVERIFY(encoding.ids[3] != 30523);
        QCOMPARE(tokenizer->decode(Ids{30522, 30523}), std::string("Zebra"));
    }
    void hugeAndRandomTextsAreEncoded()
    {
        const Encoding one = json_->encode(std::string(3000000, 'a'));
        QCOMPARE(one.ids, (Ids{json_->special().unk}));
        QVERIFY(one.offsets[0] == (Offset{0, 3000000}));

        std::string noise;
        uint32_t state = 1;
        for (int byte = 0; byte < 300000; ++byte)
            noise += static_cast<char>((state = state * 1664525 + 1013904223) >> 24);
        int32_t before = 0;
        for (const Offset offset : json_->encode(noise).offsets) {
            QVERIFY(offset.begin >= before && offset.begin < offset.end);
            QVERIFY(offset.end <= static_cast<int32_t>(noise.size()));
            before = offset.begin;
        }
    }
    void manyThreadsMayEncodeAtOnce()
    {
        const std::string hash = golden::hashOf(*json_, golden::nastyLines());
        std::array<std::string, 4> hashes;
        std::vector<std::jthread> threads;
        for (std::string& mine : hashes)
            threads.emplace_back([&] { mine = golden::hashOf(*json_, golden::nastyLines()); });
        threads.clear();
        for (const std::string& theirs : hashes)
            QCOMPARE(theirs, hash);
    }
    void unfitEntriesAreRefused_data()
    {
        QTest::addColumn<QByteArray>("entry");
        QTest::addColumn<QByteArray>("reason");
        QTest::newRow("repeated") << QByteArray("dog") << QByteArray("there already");
        QTest::newRow("empty") << QByteArray("") << QByteArray("empty");
        QTest::newRow("not UTF-8") << QByteArray("\xC3") << QByteArray("UTF-8");
        QTest::newRow("line break") << QByteArray("a\nb") << QByteArray("line break");
    }
    void unfitEntriesAreRefused()
    {
        QFETCH(QByteArray, entry);
        QFETCH(QByteArray, reason);
        auto entries = fewEntries;
        entries.push_back(entry.toStdString());
        const auto made = makeWordPiece(entries);
        QVERIFY(!made.ok());
        QVERIFY2(made.error().message.find(reason.toStdString()) != std::string::npos,
                 made.error().message.c_str());
    }
    void absentSpecialsAreNamed()
    {
        for (size_t special = 0; special < 5; ++special) {
            auto entries = fewEntries;
            entries[special] = "other";
            const auto made = makeWordPiece(entries);
            QVERIFY(!made.ok());
            QVERIFY(made.error().message.starts_with(fewEntries[special]));
        }
        QVERIFY(!makeWordPiece({}).ok());
    }
    void corruptTokenizerJsonIsRefused_data()
    {
        QTest::addColumn<QByteArray>("patch"); // JSON merge patch of a good file
        QTest::newRow("other model") << QByteArray(R"({"model": {"type": "BPE"}})");
        QTest::newRow("no model") << QByteArray(R"({"model": null})");
        QTest::newRow("model is a list") << QByteArray(R"({"model": [1]})");
        QTest::newRow("vocab is a list") << QByteArray(R"({"model": {"vocab": ["a"]}})");
        QTest::newRow("id is text") << QByteArray(R"({"model": {"vocab": {"dog": "9"}}})");
        QTest::newRow("id is huge") << QByteArray(R"({"model": {"vocab": {"dog": 4000000000}}})");
        QTest::newRow("id is negative") << QByteArray(R"({"model": {"vocab": {"dog": -1}}})");
        QTest::newRow("id twice") << QByteArray(R"({"model": {"vocab": {"dog": 5}}})");
        QTest::newRow("no prefix") << QByteArray(R"({"model": {"continuing_subword_prefix": ""}})");
        QTest::newRow("no characters")
            << QByteArray(R"({"model": {"max_input_chars_per_word": 0}})");
        QTest::newRow("other unknown") << QByteArray(R"({"model": {"unk_token": "dog"}})");
        QTest::newRow("other normalizer") << QByteArray(R"({"normalizer": {"type": "NFC"}})");
        QTest::newRow("flag is text") << QByteArray(R"({"normalizer": {"lowercase": "yes"}})");
        QTest::newRow("other splitter") << QByteArray(R"({"pre_tokenizer": {"type": "Split"}})");
        QTest::newRow("added is empty")
            << QByteArray(R"({"added_tokens": [{"id": 1, "content": ""}]})");
        QTest::newRow("added has another id")
            << QByteArray(R"({"added_tokens": [{"id": 1, "content": "dog"}]})");
        QTest::newRow("added without id") << QByteArray(R"({"added_tokens": [{"content": "x"}]})");
        QTest::newRow("added is huge")
            << QByteArray(R"({"added_tokens": [{"id": 4000000000, "content": "x"}]})");
        QTest::newRow("added is text") << QByteArray(R"({"added_tokens": ["x"]})");
    }
    void corruptTokenizerJsonIsRefused()
    {
        QFETCH(QByteArray, patch);
        const TemporaryFolder folder;
        const auto file = folder.path() / "tokenizer.json";
        QVERIFY(few()->save(folder.path()).ok());
        auto settings = readJson(file).orThrow();
        settings.merge_patch(nlohmann::json::parse(patch.toStdString()));
        QVERIFY(writeJsonAtomic(file, settings).ok());
        const auto loaded = loadTokenizer(folder.path());
        QVERIFY(!loaded.ok());
        QVERIFY(loaded.error().where.starts_with(file.string()));
        QVERIFY(!loaded.error().message.empty());
    }
    void everyCutOfTokenizerJsonIsRefused()
    {
        const TemporaryFolder folder;
        QVERIFY(few()->save(folder.path()).ok());
        const std::string whole = readFile(folder.path() / "tokenizer.json").orThrow();
        for (size_t size = 0; size + 2 < whole.size(); size += 7) {
            write(folder.path() / "tokenizer.json", whole.substr(0, size));
            QVERIFY(!loadTokenizer(folder.path()).ok());
        }
        write(folder.path() / "tokenizer.json", R"({"model": 1e999})");
        QVERIFY(!loadTokenizer(folder.path()).ok());
    }
    void absentFilesAreNamed()
    {
        const TemporaryFolder folder;
        const auto empty = loadTokenizer(folder.path());
        QVERIFY(!empty.ok());
        QVERIFY(empty.error().message.find("tokenizer.json") != std::string::npos);
        QVERIFY(!loadTokenizer(folder.path() / "vocab.txt").ok());
        QVERIFY(!loadTokenizer(folder.path() / "absent").ok());
        QVERIFY(!few()->save(folder.path() / "absent").ok());
    }

private:
    std::unique_ptr<Tokenizer> json_;
    std::unique_ptr<Tokenizer> text_;
};

QTEST_APPLESS_MAIN(WordPieceTest)
#include "wordpiece_test.moc"
