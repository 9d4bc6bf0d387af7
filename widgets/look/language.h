// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QVector>
#include <string>

namespace unimo::look {

/// A language that the window speaks.
struct Language
{
    QString code; ///< "en", "zh_CN"
    QString name; ///< in that language itself
};

[[nodiscard]] QVector<Language> languages();

/// The language that is chosen, or the nearest to the system's where `code` is empty. Texts made
/// from now on are in it: call it before the first window. Thread: the window's.
void setLanguage(const QString& code);

/// A text of the recipe's table, which core has in English alone, in the window's language.
[[nodiscard]] QString recipeText(const std::string& text);
/// The same for what a job of core says it is doing, and for why something is not used; also where
/// there are values in it (core/base/texts.h).
[[nodiscard]] QString progressText(const std::string& text);
[[nodiscard]] QString reasonText(const std::string& text);

} // namespace unimo::look
