// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/bpe.h"

#include "core/text/byte_level.h"
#include "core/text/utf8.h"

#include <queue>

namespace unimo::text {
namespace {

Error fault(const std::string& message)
{
    return {ErrorKind::Data, message, {}, {}};
}

struct SpecialName
{
    const char* unimo;
    const char* roberta;
    int32_t SpecialIds::*id;
};

constexpr std::array<SpecialName, 5> specialNames = {{{"[PAD]", "<pad>", &SpecialIds::pad},
                                                      {"[UNK]", "<unk>", &SpecialIds::unk},
                                                      {"[CLS]", "<s>", &SpecialIds::cls},
                                                      {"[SEP]", "</s>", &SpecialIds::sep},
                                                      {"[MASK]", "<mask>", &SpecialIds::mask}}};

uint64_t pairKey(int32_t left, int32_t right)
{
    return static_cast<uint64_t>(left) << 32 | static_cast<uint32_t>(right);
}

bool isContinuation(char byte)
{
    return (static_cast<uint8_t>(byte) & 0xC0) == 0x80;
}

/// The bytes [begin, end) grown to whole characters, without the spaces at both ends. A token of
/// spaces alone keeps the empty place behind them.
Offset placeOf(std::string_view text, int32_t begin, int32_t end)
{
    const auto at = [text](int32_t index) { return text[static_cast<size_t>(index)]; };
    const auto size = static_cast<int32_t>(text.size());
    while (isContinuation(at(begin)))
        --begin;
    while (end < size && isContinuation(at(end)))
        ++end;
    while (begin < end && at(begin) == ' ')
        ++begin;
    while (end > begin && at(end - 1) == ' ')
        --end;
    return {begin, end};
}

} // namespace

/// Merges the bytes of one word after another; keeps its memory between words.
class ByteLevelBpe::Merger
{
public:
    struct Symbol
    {
        int32_t id = 0;
        int32_t previous = -1; ///< index of the symbol before it, or -1
        int32_t next = -1;     ///< index of the symbol behind it, or -1
        int32_t length = 0;    ///< in bytes; 0 once merged into the symbol before it
    };

    explicit Merger(const ByteLevelBpe& bpe) : bpe_(bpe) {}

    /// What is left of the word; skip symbols of length 0. Valid until the next call.
    const std::vector<Symbol>& merge(std::string_view word)
    {
        symbols_.clear();
        const auto size = static_cast<int32_t>(word.size());
        for (int32_t at = 0; at < size; ++at)
            symbols_.push_back({bpe_.byteIds_[static_cast<uint8_t>(word[static_cast<size_t>(at)])],
                                at - 1, at + 1 < size ? at + 1 : -1, 1});
        for (int32_t at = 0; at + 1 < size; ++at)
            offer(at);
        while (!queue_.empty()) {
            const Candidate best = queue_.top();
            queue_.pop();
            if (rankAt(best.position) == best.rank)
                apply(best);
        }
        return symbols_;
    }

private:
    struct Candidate
    {
        uint32_t rank;
        int32_t position; ///< of the left symbol
        bool operator>(const Candidate& other) const
        {
            return rank != other.rank ? rank > other.rank : position > other.position;
        }
    };

    Symbol& symbol(int32_t position) { return symbols_[static_cast<size_t>(position)]; }

    /// The rank of the merge of a symbol with the next one, or FlatMap::absent.
    uint32_t rankAt(int32_t position)
    {
        const Symbol& left = symbol(position);
        if (left.length == 0 || left.next < 0)
            return FlatMap::absent;
        return bpe_.ranks_.find(pairKey(left.id, symbol(left.next).id));
    }
    void offer(int32_t position)
    {
        if (const uint32_t rank = rankAt(position); rank != FlatMap::absent)
            queue_.push({rank, position});
    }
    void apply(Candidate best)
    {
        Symbol& left = symbol(best.position);
        Symbol& right = symbol(left.next);
        left.id = bpe_.merged_[best.rank];
        left.length += right.length;
        left.next = right.next;
        right.length = 0;
        if (left.next >= 0) {
            symbol(left.next).previous = best.position;
            offer(best.position);
        }
        if (left.previous >= 0)
            offer(left.previous);
    }

    const ByteLevelBpe& bpe_;
    std::vector<Symbol> symbols_;
    std::priority_queue<Candidate, std::vector<Candidate>, std::greater<>> queue_;
};

Result<std::unique_ptr<Tokenizer>> ByteLevelBpe::make(BpeModel model)
{
    std::unique_ptr<ByteLevelBpe> tokenizer(new ByteLevelBpe);
    if (const Status status = tokenizer->build(std::move(model)); !status.ok())
        return status.error();
    return std::unique_ptr<Tokenizer>(std::move(tokenizer));
}

Status ByteLevelBpe::build(BpeModel model)
{
    model_ = std::move(model);
    if (Status status = buildEntries(); !status.ok())
        return status;
    if (Status status = buildSpecials(); !status.ok())
        return status;
    return buildMerges();
}

Status ByteLevelBpe::buildEntries()
{
    for (const std::string& entry : model_.entries) {
        const std::string place = "vocabulary entry " + std::to_string(bytes_.size());
        if (entry.empty() || !isValidUtf8(entry))
            return fault(place + " is " + (entry.empty() ? "empty" : "not UTF-8"));
        if (!ids_.insert(entry, static_cast<int32_t>(bytes_.size())))
            return fault(place + " '" + entry + "' is there already");
        bytes_.push_back(bytesOfEntry(entry));
    }
    for (size_t byte = 0; byte < byteIds_.size(); ++byte) {
        byteIds_[byte] = idOf(byteSymbols()[byte]);
        if (byteIds_[byte] < 0)
            return fault("the vocabulary lacks '" + byteSymbols()[byte] + "', the symbol of byte " +
                         std::to_string(byte) + "; all 256 must be there");
    }
    return {};
}

Status ByteLevelBpe::buildSpecials()
{
    const bool isUnimo = idOf("[CLS]") >= 0;
    std::vector<AddedToken> added;
    for (const SpecialName& special : specialNames) {
        AddedToken token;
        token.content = isUnimo ? special.unimo : special.roberta;
        token.id = idOf(token.content);
        token.lstrip = special.id == &SpecialIds::mask; // [MASK] stands for a word and its space
        if (token.id < 0)
            return fault(token.content + " is not in the vocabulary; needed are [PAD], [UNK], "
                                         "[CLS], [SEP], [MASK] or <pad>, <unk>, <s>, </s>, <mask>");
        special_.*special.id = token.id;
        bytes_[static_cast<size_t>(token.id)].clear();
        added.push_back(std::move(token));
    }
    added_ = AddedTokens(std::move(added));
    for (size_t id = 0; id < model_.unimoLines.size(); ++id)
        if (model_.unimoLines[id] == model_.entries[id])
            bytes_[id].clear(); // madeupword0000 and its like
    return {};
}

Status ByteLevelBpe::buildMerges()
{
    for (const auto& [left, right] : model_.merges) {
        const int32_t leftId = idOf(left);
        const int32_t rightId = idOf(right);
        const int32_t mergedId = idOf(left + right);
        const auto rank = static_cast<uint32_t>(merged_.size());
        const std::string place = "merge " + std::to_string(rank) + " '" + left + " " + right + "'";
        if (leftId < 0 || rightId < 0 || mergedId < 0)
            return fault(place + " uses an entry that is not in the vocabulary");
        if (ranks_.find(pairKey(leftId, rightId)) != FlatMap::absent)
            return fault(place + " is there already");
        ranks_.set(pairKey(leftId, rightId), rank);
        merged_.push_back(mergedId);
    }
    return {};
}

Encoding ByteLevelBpe::encode(std::string_view text) const
{
    return encodeRepaired(text, [this](std::string_view valid) { return encodeValid(valid); });
}

Encoding ByteLevelBpe::encodeValid(std::string_view text) const
{
    Encoding out;
    const auto append = [&out](int32_t id, Offset offset, bool start) {
        out.ids.push_back(id);
        out.offsets.push_back(offset);
        out.starts.push_back(start ? 1 : 0);
    };
    Merger merger(*this);
    for (const auto& [place, id] : added_.split(text)) {
        if (id >= 0) { // a [MASK] took the space before it, but its place is without
            append(id, {place.end - static_cast<int32_t>(token(id).size()), place.end}, true);
            continue;
        }
        const std::string_view part = text.substr(static_cast<size_t>(place.begin),
                                                  static_cast<size_t>(place.end - place.begin));
        for (const Offset word : splitWords(part)) {
            int32_t begin = place.begin + word.begin;
            const int32_t wordBegin = begin;
            for (const auto& symbol :
                 merger.merge(part.substr(static_cast<size_t>(word.begin),
                                          static_cast<size_t>(word.end - word.begin)))) {
                if (symbol.length == 0)
                    continue;
                append(symbol.id, placeOf(text, begin, begin + symbol.length), begin == wordBegin);
                begin += symbol.length;
            }
        }
    }
    return out;
}

std::string ByteLevelBpe::decode(std::span<const int32_t> ids) const
{
    std::string text;
    for (const int32_t id : ids)
        if (id >= 0 && id < size())
            text += bytes_[static_cast<size_t>(id)];
    return isValidUtf8(text) ? text : repairUtf8(text).text;
}

int32_t ByteLevelBpe::size() const
{
    return static_cast<int32_t>(model_.entries.size());
}

std::string_view ByteLevelBpe::token(int32_t id) const
{
    return id >= 0 && id < size() ? std::string_view(model_.entries[static_cast<size_t>(id)])
                                  : std::string_view();
}

int32_t ByteLevelBpe::idOf(std::string_view token) const
{
    return ids_.find(token);
}

} // namespace unimo::text
