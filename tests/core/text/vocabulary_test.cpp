// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/vocabulary.h"
#include "tests/core/text/golden.h"

#include <QTest>
#include <set>

using namespace unimo;
using namespace unimo::text;

class VocabularyTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        large_ = loadTokenizer(golden::starterFolder()).orThrow();
        const auto& glosses = golden::glosses();
        texts_.assign(glosses.begin(), glosses.begin() + 500);
    }
    void textsKeepTheirTokens()
    {
        const PrunedVocabulary pruned = pruneWordPiece(*large_, texts_, 100);
        const auto small = makeWordPiece(pruned.entries).orThrow();
        for (const std::string& text : texts_) {
            const Encoding before = large_->encode(text);
            const Encoding now = small->encode(text);
            QCOMPARE(now.ids.size(), before.ids.size());
            QVERIFY(now.offsets == before.offsets);
            for (size_t token = 0; token < now.ids.size(); ++token) {
                QVERIFY(now.ids[token] < pruned.active);
                QCOMPARE(pruned.oldIds[static_cast<size_t>(now.ids[token])], before.ids[token]);
            }
        }
    }
    void mappingAndOrderAreAsPromised()
    {
        const PrunedVocabulary pruned = pruneWordPiece(*large_, texts_, 100);
        QCOMPARE(pruned.oldIds.size(), pruned.entries.size());
        for (size_t id = 0; id < pruned.entries.size(); ++id)
            QCOMPARE(pruned.entries[id], std::string(large_->token(pruned.oldIds[id])));
        QCOMPARE(std::set(pruned.oldIds.begin(), pruned.oldIds.end()).size(), pruned.oldIds.size());

        std::set<int32_t> used;
        for (const std::string& text : texts_)
            for (const int32_t id : large_->encode(text).ids)
                used.insert(id);
        for (const char* name : {"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"})
            used.insert(large_->idOf(name));
        const std::vector<int32_t> active(pruned.oldIds.begin(),
                                          pruned.oldIds.begin() + pruned.active);
        QVERIFY(active == std::vector<int32_t>(used.begin(), used.end()));

        const PrunedVocabulary none = pruneWordPiece(*large_, texts_, 0);
        QCOMPARE(pruned.entries.size(), none.entries.size() + 100);
        QVERIFY(std::equal(none.entries.begin(), none.entries.end(), pruned.entries.begin()));
        for (size_t id = none.entries.size() + 1; id < pruned.entries.size(); ++id)
            QVERIFY(pruned.oldIds[id - 1] < pruned.oldIds[id]);
        for (const std::string& entry : pruned.entries)
            QVERIFY(!entry.starts_with("[unused"));
    }
    void anyAsciiWordCanBeSpelt()
    {
        const PrunedVocabulary pruned = pruneWordPiece(*large_, {}, 0);
        QCOMPARE(pruned.active, 5);
        const auto small = makeWordPiece(pruned.entries).orThrow();
        const Encoding encoding = small->encode("zyx09 ~!");
        QCOMPARE(encoding.ids.size(), size_t{7});
        for (const int32_t id : encoding.ids)
            QVERIFY(id != small->special().unk);
    }
    void largeCountsKeepAllButTheUnused()
    {
        const PrunedVocabulary pruned = pruneWordPiece(*large_, texts_, 1 << 30);
        size_t unused = 0;
        for (int32_t id = 0; id < large_->size(); ++id)
            unused += large_->token(id).starts_with("[unused") ? 1 : 0;
        QVERIFY(unused > 0);
        QCOMPARE(pruned.entries.size() + unused, static_cast<size_t>(large_->size()));
    }

private:
    std::unique_ptr<Tokenizer> large_;
    std::vector<std::string> texts_;
};

QTEST_APPLESS_MAIN(VocabularyTest)
#include "vocabulary_test.moc"
