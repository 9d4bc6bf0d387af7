// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/proposals.h"

#include "core/store/detail/project_data.h"

#include <algorithm>
#include <map>

namespace unimo::store {
namespace {

using Kind = Proposal::Kind;
using State = Proposal::State;

/// Boxes that overlap so much are the same box.
constexpr float kSameBox = 0.9F;

std::string proposalsText(int64_t count)
{
    return count == 1 ? "a proposal" : std::to_string(count) + " proposals";
}

std::vector<Proposal> read(detail::Database& database, const std::string& condition, int64_t value)
{
    std::vector<Proposal> found;
    database.each("SELECT id, sample, kind, text, question, x1, y1, x2, y2 FROM proposals WHERE " +
                      condition,
                  {value}, [&](SQLite::Statement& row) {
                      const auto side = [&](int i) {
                          return static_cast<float>(row.getColumn(i).getDouble());
                      };
                      found.push_back({row.getColumn(0).getInt64(),
                                       row.getColumn(1).getInt64(),
                                       static_cast<Kind>(row.getColumn(2).getInt()),
                                       row.getColumn(3).getString(),
                                       row.getColumn(4).getString(),
                                       {side(5), side(6), side(7), side(8)}});
                  });
    return found;
}

bool same(const Proposal& a, const Proposal& b)
{
    return a.kind == b.kind && a.question == b.question &&
           (a.kind == Kind::Box ? intersectionOverUnion(a.box, b.box) >= kSameBox
                                : a.text == b.text);
}

bool isInTheData(const Project& project, const Proposal& proposal)
{
    const auto any = [](const auto& rows, const auto& is) {
        return std::any_of(rows.begin(), rows.end(), is);
    };
    switch (proposal.kind) {
    case Kind::Caption:
        return any(project.captions(proposal.sample),
                   [&](const Caption& caption) { return caption.text == proposal.text; });
    case Kind::Answer:
        return any(project.questions(proposal.sample), [&](const Question& question) {
            return question.text == proposal.question && question.answer == proposal.text;
        });
    case Kind::Box:
        return any(project.regions(proposal.sample), [&](const Region& region) {
            return intersectionOverUnion(region.box, proposal.box) >= kSameBox;
        });
    }
    return false;
}

/// Takes one proposal into the data.
void take(Project& project, const Proposal& proposal)
{
    switch (proposal.kind) {
    case Kind::Caption:
        project.addCaptions({{0, proposal.sample, proposal.text, "model"}});
        return;
    case Kind::Box:
        project.drawRegion({0, proposal.sample, proposal.box, proposal.text, ""});
        return;
    case Kind::Answer:
        for (const Question& question : project.questions(proposal.sample))
            if (question.text == proposal.question) {
                project.setQuestion(question.id, question.text, proposal.text);
                return;
            }
        project.addQuestion(proposal.sample, proposal.question, proposal.text);
        return;
    }
}

/// Those of `ids` that wait, each once.
std::vector<Proposal> waiting(detail::Database& database, std::vector<int64_t> ids)
{
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    std::vector<Proposal> found;
    for (const int64_t id : ids)
        for (Proposal& proposal : read(database, "id = ? AND state = 1", id))
            found.push_back(std::move(proposal));
    return found;
}

std::vector<int64_t> idsOf(const std::vector<Proposal>& proposals)
{
    std::vector<int64_t> ids;
    for (const Proposal& proposal : proposals)
        ids.push_back(proposal.id);
    return ids;
}

} // namespace

int64_t Project::propose(const std::vector<Proposal>& proposals)
{
    std::vector<int64_t> ids;
    std::map<SampleId, std::vector<Proposal>> known; ///< what was proposed for each
    transaction([&] {
        for (const Proposal& proposal : proposals) {
            if (!sample(proposal.sample))
                d_->throwMissing("sample", proposal.sample);
            auto [before, isNew] = known.try_emplace(proposal.sample);
            if (isNew)
                before->second = read(d_->database, "sample = ? AND state > 0", proposal.sample);
            auto& others = before->second;
            if (isInTheData(*this, proposal) ||
                std::any_of(others.begin(), others.end(),
                            [&](const Proposal& other) { return same(other, proposal); }))
                continue;
            const Box& box = proposal.box;
            ids.push_back(d_->database.insert(
                "INSERT INTO proposals (sample, kind, question, text, x1, y1, x2, y2, score, "
                "source) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                {proposal.sample, static_cast<int>(proposal.kind), proposal.question, proposal.text,
                 box.x1, box.y1, box.x2, box.y2, proposal.score, proposal.source}));
            others.push_back(proposal);
        }
        d_->change("proposal", ids, static_cast<int>(State::Waiting),
                   [](int64_t count) { return "Keep " + proposalsText(count); });
    });
    return static_cast<int64_t>(ids.size());
}

int64_t Project::acceptProposals(const std::vector<int64_t>& ids)
{
    const auto found = waiting(d_->database, ids);
    d_->oneStep([&] {
        d_->change("proposal", idsOf(found), static_cast<int>(State::Accepted),
                   [](int64_t count) { return "Accept " + proposalsText(count); });
        for (const Proposal& proposal : found)
            take(*this, proposal);
    });
    return static_cast<int64_t>(found.size());
}

int64_t Project::rejectProposals(const std::vector<int64_t>& ids)
{
    return d_->change("proposal", idsOf(waiting(d_->database, ids)),
                      static_cast<int>(State::Rejected),
                      [](int64_t count) { return "Reject " + proposalsText(count); });
}

} // namespace unimo::store
