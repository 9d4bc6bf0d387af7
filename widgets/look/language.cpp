// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/language.h"

#include "core/base/texts.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>
#include <memory>

/// Of a static library: its resources have to be asked for, and not from within a namespace.
static void initialiseResources()
{
    Q_INIT_RESOURCE(translations);
}

namespace unimo::look {
namespace {

/// Where CMake puts the translations among the resources.
const QString kFolder = QStringLiteral(":/translations");

QString nearestToTheSystem()
{
    return QLocale::system().language() == QLocale::Chinese ? QStringLiteral("zh_CN")
                                                            : QStringLiteral("en");
}

/// An empty text would ask for the translation file's header.
QString translated(const char* context, const std::string& text)
{
    return text.empty() ? QString() : QCoreApplication::translate(context, text.c_str());
}

/// The pattern is translated, its values stay.
QString translated(const char* context, std::span<const char* const> patterns,
                   const std::string& text)
{
    const auto parts = texts::partsOf(patterns, text);
    if (!parts || parts->values.empty())
        return translated(context, text);
    const QString pattern = translated(context, std::string(parts->pattern));
    return QString::fromStdString(texts::filled(pattern.toStdString(), parts->values));
}

/// Loads a translation and hands it to the application; a missing one leaves the texts as they are.
void install(const QString& name, const QString& folder)
{
    auto translator = std::make_unique<QTranslator>(QCoreApplication::instance());
    if (translator->load(name, folder))
        QCoreApplication::installTranslator(translator.release());
}

} // namespace

QVector<Language> languages()
{
    return {{QStringLiteral("en"), QStringLiteral("English")},
            {QStringLiteral("zh_CN"), QStringLiteral("简体中文")}};
}

void setLanguage(const QString& code)
{
    initialiseResources();
    for (QTranslator* old : QCoreApplication::instance()->findChildren<QTranslator*>())
        delete old; // which takes it out of the application
    const QString language = code.isEmpty() ? nearestToTheSystem() : code;
    QLocale::setDefault(QLocale(language));
    if (language == QLatin1String("en"))
        return;
    install(QStringLiteral("qtbase_") + language,
            QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    install(QStringLiteral("unimo_") + language, kFolder);
}

QString recipeText(const std::string& text)
{
    return translated("recipe", text);
}

QString progressText(const std::string& text)
{
    return translated("progress", texts::kProgress, text);
}

QString reasonText(const std::string& text)
{
    return translated("reason", texts::kReasons, text);
}

} // namespace unimo::look
