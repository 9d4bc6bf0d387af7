// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/marks.h"

#include "widgets/look/language.h"

#include <QCoreApplication>

namespace unimo::bridge {
namespace {

QString named(store::Mark mark, const QString& wrong)
{
    switch (mark) {
    case store::Mark::TooEasy:
        return QCoreApplication::translate("marks", "too easy");
    case store::Mark::TooHard:
        return QCoreApplication::translate("marks", "too hard");
    case store::Mark::Wrong:
        return wrong;
    case store::Mark::None:
        break;
    }
    return {};
}

template <typename Row>
QString reasonOf(const Row& row)
{
    return row.rejection.empty() ? markText(row) : look::reasonText(row.rejection);
}

} // namespace

QString markText(const store::Rewrite& rewrite)
{
    return named(rewrite.mark, rewrite.polarity < 0
                                   ? QCoreApplication::translate("marks", "actually true")
                                   : QCoreApplication::translate("marks", "actually false"));
}

QString markText(const store::Neighbour& neighbour)
{
    return named(neighbour.mark, QCoreApplication::translate("marks", "does not fit"));
}

QString whyUnused(const store::Rewrite& rewrite)
{
    return reasonOf(rewrite);
}

QString whyUnused(const store::Neighbour& neighbour)
{
    return reasonOf(neighbour);
}

} // namespace unimo::bridge
