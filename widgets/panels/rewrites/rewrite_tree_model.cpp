// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/rewrites/rewrite_tree_model.h"

#include "core/rewrite/word_diff.h"
#include "widgets/bridge/marks.h"
#include "widgets/look/theme.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <utility>

namespace unimo::panels {

using look::Theme;

namespace {

/// What of the caption a rule rewrites.
enum class Level { Sentence, Phrase, Word };

Level levelOf(const std::string& rule)
{
    static const std::set<std::string> sentences = {"sentence", "parse", "wording", "converse"};
    static const std::set<std::string> phrases = {"swap", "bind", "combined"};
    if (sentences.contains(rule) || rule.starts_with("back-translation"))
        return Level::Sentence;
    return phrases.contains(rule) ? Level::Phrase : Level::Word;
}

QString groupName(int polarity, Level level)
{
    const bool stays = polarity > 0;
    switch (level) {
    case Level::Sentence:
        return stays ? RewriteTreeModel::tr("Still true: whole sentence")
                     : RewriteTreeModel::tr("False: whole sentence");
    case Level::Phrase:
        return stays ? RewriteTreeModel::tr("Still true: phrases")
                     : RewriteTreeModel::tr("False: phrases");
    case Level::Word:
        break;
    }
    return stays ? RewriteTreeModel::tr("Still true: words") : RewriteTreeModel::tr("False: words");
}

/// Bytes of a text as characters of its QString.
QVector<QPair<int, int>> asCharacters(const std::string& text,
                                      const std::vector<store::TextSpan>& spans)
{
    const auto characters = [&](int64_t bytes) {
        return static_cast<int>(
            QString::fromUtf8(text.data(), static_cast<qsizetype>(std::clamp<int64_t>(
                                               bytes, 0, static_cast<int64_t>(text.size()))))
                .size());
    };
    QVector<QPair<int, int>> places;
    for (const auto& span : spans)
        places.push_back({characters(span.begin), characters(span.end)});
    return places;
}

std::optional<double> scoreNamed(const store::Rewrite& rewrite, const char* name)
{
    for (const auto& [known, value] : rewrite.scores)
        if (known == name)
            return value;
    return std::nullopt;
}

} // namespace

void RewriteTreeModel::setRewrites(const store::Caption& caption,
                                   std::vector<store::Rewrite> rewrites)
{
    std::array<std::array<Group, 3>, 2> all;
    for (auto& rewrite : rewrites) {
        const Level level = levelOf(rewrite.rule);
        Group& group = all[rewrite.polarity > 0 ? 0 : 1][static_cast<size_t>(level)];
        group.name = groupName(rewrite.polarity, level);
        group.polarity = rewrite.polarity;
        const auto spans =
            rewrite.spans.empty() ? rewrite::newWords(caption.text, rewrite.text) : rewrite.spans;
        auto places = asCharacters(rewrite.text, spans);
        group.rows.push_back({std::move(rewrite), std::move(places)});
    }
    std::vector<Group> groups;
    for (auto& polarity : all)
        for (auto& group : polarity)
            if (!group.rows.empty())
                groups.push_back(std::move(group));

    const bool same =
        std::equal(groups.begin(), groups.end(), groups_.begin(), groups_.end(),
                   [](const Group& a, const Group& b) {
                       return std::equal(
                           a.rows.begin(), a.rows.end(), b.rows.begin(), b.rows.end(),
                           [](const Row& x, const Row& y) { return x.rewrite.id == y.rewrite.id; });
                   });
    if (same) {
        groups_ = std::move(groups);
        announceScores();
        return;
    }
    beginResetModel();
    groups_ = std::move(groups);
    scores_.clear();
    widest_ = 0;
    endResetModel();
}

void RewriteTreeModel::setScores(const std::vector<inference::TextScore>& scores)
{
    scores_.clear();
    widest_ = 0;
    for (const auto& score : scores)
        if (score.rewrite != 0)
            scores_[score.rewrite] = score;
    for (const Group& group : groups_)
        for (const Row& row : group.rows)
            if (const auto found = scores_.constFind(row.rewrite.id); found != scores_.constEnd())
                widest_ = std::max(widest_, std::abs(found->margin));
    announceScores();
}

void RewriteTreeModel::setBlindMargins(const QHash<qint64, float>& margins)
{
    blind_ = margins;
    announceScores();
}

void RewriteTreeModel::announceScores()
{
    for (int g = 0; g < rowCount(); ++g) {
        const QModelIndex group = index(g, 0);
        Q_EMIT dataChanged(index(0, 0, group), index(rowCount(group) - 1, ColumnCount - 1, group));
        Q_EMIT dataChanged(group, index(g, ColumnCount - 1));
    }
}

const RewriteTreeModel::Row* RewriteTreeModel::row(const QModelIndex& index) const
{
    if (!index.isValid() || index.internalId() == 0)
        return nullptr;
    return &groups_[index.internalId() - 1].rows[static_cast<size_t>(index.row())];
}

const store::Rewrite* RewriteTreeModel::rewrite(const QModelIndex& index) const
{
    const Row* found = row(index);
    return found ? &found->rewrite : nullptr;
}

QModelIndex RewriteTreeModel::rowOf(qint64 rewrite) const
{
    for (size_t group = 0; group < groups_.size(); ++group)
        for (size_t row = 0; row < groups_[group].rows.size(); ++row)
            if (groups_[group].rows[row].rewrite.id == rewrite)
                return createIndex(static_cast<int>(row), 0, static_cast<quintptr>(group + 1));
    return {};
}

/// A group's own index carries 0, its rows carry its place + 1.
QModelIndex RewriteTreeModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column,
                       parent.isValid() ? static_cast<quintptr>(parent.row()) + 1 : quintptr{0});
}

QModelIndex RewriteTreeModel::parent(const QModelIndex& child) const
{
    if (!child.isValid() || child.internalId() == 0)
        return {};
    return createIndex(static_cast<int>(child.internalId() - 1), 0, quintptr{0});
}

int RewriteTreeModel::rowCount(const QModelIndex& parent) const
{
    if (!parent.isValid())
        return static_cast<int>(groups_.size());
    return parent.internalId() == 0 && parent.column() == 0
               ? static_cast<int>(groups_[static_cast<size_t>(parent.row())].rows.size())
               : 0;
}

int RewriteTreeModel::columnCount(const QModelIndex&) const
{
    return ColumnCount;
}

QVariant RewriteTreeModel::groupData(const Group& group, int column, int role) const
{
    if (column != Text)
        return {};
    if (role == Qt::DisplayRole)
        return QStringLiteral("%1 (%2)").arg(group.name).arg(group.rows.size());
    return {};
}

/// What a column of numbers holds; invalid where it is not known.
QVariant RewriteTreeModel::number(const Row& row, int column) const
{
    const auto score = scores_.constFind(row.rewrite.id);
    switch (column) {
    case Fluency: {
        const auto fluency = scoreNamed(row.rewrite, "fluency");
        return fluency ? QVariant(*fluency) : QVariant();
    }
    case Blind: {
        const auto blind = blind_.constFind(row.rewrite.id);
        return blind == blind_.constEnd() ? QVariant() : QVariant(static_cast<double>(*blind));
    }
    case Match:
        return score == scores_.constEnd() ? QVariant()
                                           : QVariant(static_cast<double>(score->match));
    case Margin:
        return score == scores_.constEnd() ? QVariant()
                                           : QVariant(static_cast<double>(score->margin));
    default:
        return {};
    }
}

QVariant RewriteTreeModel::data(const QModelIndex& index, int role) const
{
    const Row* found = row(index);
    if (!found)
        return groupData(groups_[static_cast<size_t>(index.row())], index.column(), role);
    const store::Rewrite& rewrite = found->rewrite;
    const int column = index.column();
    const bool isNumber = column >= Fluency && column <= Margin;
    switch (role) {
    case SpansRole:
        return QVariant::fromValue(found->spans);
    case PolarityRole:
        return rewrite.polarity;
    case UsableRole:
        return rewrite.usable();
    case BarRole: {
        const QVariant margin = number(*found, Margin);
        return margin.isValid() && widest_ > 0
                   ? QVariant(margin.toDouble() / static_cast<double>(widest_))
                   : QVariant();
    }
    case Qt::TextAlignmentRole:
        return static_cast<int>((isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::ForegroundRole:
        return rewrite.usable() ? QVariant()
                                : QVariant(Theme::instance().color(QStringLiteral("muted")));
    case Qt::ToolTipRole:
        return column == Use ? bridge::whyUnused(rewrite) : QString::fromStdString(rewrite.text);
    case SortRole:
    case Qt::DisplayRole:
        break;
    default:
        return {};
    }
    if (isNumber) {
        const QVariant value = number(*found, column);
        if (role == SortRole || !value.isValid())
            return value;
        const double shown = value.toDouble();
        return (shown >= 0 && column != Match ? QStringLiteral("+") : QString()) +
               QString::number(shown, 'f', 2);
    }
    if (column == Text)
        return QString::fromStdString(rewrite.text);
    if (column == Rule)
        return QString::fromStdString(rewrite.rule);
    return rewrite.usable() ? tr("used") : bridge::whyUnused(rewrite);
}

QVariant RewriteTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    const QString names[] = {tr("Rewrite"), tr("Rule"),   tr("Fluency"), tr("Blind"),
                             tr("Match"),   tr("Margin"), tr("Training")};
    const QString helps[] = {
        tr("The new text; what the caption does not have is marked"),
        tr("What made it"),
        tr("How usual its word pairs are among the captions, less the caption's own: mean "
           "log-probability"),
        tr("How far a model that never sees a picture puts it below its caption. A false one "
           "above 0 is given away by its words alone."),
        tr("How well it fits the picture under the checkpoint's weights"),
        tr("False: how far its caption is above it. Still true: how far it is above the hardest "
           "false one. Below 0 the checkpoint is wrong."),
        tr("Whether it is trained on, and why not")};
    if (role == Qt::DisplayRole)
        return names[section];
    if (role == Qt::ToolTipRole)
        return helps[section];
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>(
            (section >= Fluency && section <= Margin ? Qt::AlignRight : Qt::AlignLeft) |
            Qt::AlignVCenter);
    return {};
}

} // namespace unimo::panels
