// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/seq2seq_text.h"

#include <QTest>

using namespace unimo;
using data::PlacedToken;

namespace {

constexpr data::SequenceIds kIds{1, 2, 0};

data::TokenText numbered(size_t tokens)
{
    data::TokenText text;
    for (size_t t = 0; t < tokens; ++t) {
        text.ids.push_back(100 + static_cast<int32_t>(t));
        text.startsWord.push_back(1);
    }
    return text;
}

} // namespace

class Seq2SeqTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    /// Source and fragments together are the text; every fragment is predicted whole.
    void fragmentsAndSourceMakeUpTheText()
    {
        Random random(1);
        for (size_t tokens = 1; tokens < 120; ++tokens) {
            const auto text = numbered(tokens);
            const auto parts =
                data::makeSeq2Seq(text, data::Seq2SeqForm::Fragments, 0.25, kIds, random);
            QCOMPARE(parts.labels.size(), parts.target.size());
            QVERIFY((parts.source.front() == PlacedToken{kIds.cls, 0}));
            QCOMPARE(parts.source.back().id, kIds.sep);
            std::vector<int32_t> seen;
            for (size_t i = 0; i < parts.source.size(); ++i) {
                QCOMPARE(parts.source[i].position, static_cast<int64_t>(i));
                if (parts.source[i].id >= 100)
                    seen.push_back(parts.source[i].id);
            }
            for (size_t i = 0; i < parts.target.size(); ++i) {
                const PlacedToken& token = parts.target[i];
                if (token.id == kIds.cls)
                    QCOMPARE(token.position, 0);
                else
                    QCOMPARE(token.position, parts.target[i - 1].position + 1);
                if (token.id == kIds.sep)
                    QCOMPARE(parts.labels[i], -1);
                else
                    QCOMPARE(parts.labels[i], parts.target[i + 1].id);
                if (token.id >= 100)
                    seen.push_back(token.id);
            }
            std::sort(seen.begin(), seen.end());
            QVERIFY(seen == text.ids);
        }
    }

    /// Every token keeps the position it has in the text; the [CLS] of a slice has the one before.
    void slicesKeepTheirPositions()
    {
        Random random(2);
        for (size_t tokens = 1; tokens < 120; ++tokens) {
            const auto text = numbered(tokens);
            const auto parts =
                data::makeSeq2Seq(text, data::Seq2SeqForm::Slices, 0.25, kIds, random);
            std::vector<int32_t> seen;
            for (const auto* half : {&parts.source, &parts.target})
                for (const PlacedToken& token : *half)
                    if (token.id >= 100) {
                        QCOMPARE(token.position, token.id - 100 + 1);
                        seen.push_back(token.id);
                    }
            std::sort(seen.begin(), seen.end());
            QVERIFY(seen == text.ids);
            for (size_t i = 0; i < parts.target.size(); ++i) {
                const bool sliceEnds =
                    i + 1 == parts.target.size() || parts.target[i + 1].id == kIds.cls;
                if (parts.target[i].id == kIds.cls)
                    QCOMPARE(parts.target[i + 1].position, parts.target[i].position + 1);
                if (!sliceEnds)
                    QCOMPARE(parts.labels[i], parts.target[i + 1].id);
                else
                    QCOMPARE(parts.labels[i],
                             parts.target[i].id == text.ids.back() ? kIds.sep : -1);
            }
        }
    }
};

QTEST_GUILESS_MAIN(Seq2SeqTest)
#include "seq2seq_test.moc"
