// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/recipe.h"
#include "widgets/look/language.h"
#include "widgets/shell/command_palette.h"

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QTranslator>
#include <QXmlStreamReader>
#include <algorithm>

using namespace unimo;

namespace {

const QString kFolder = QStringLiteral(UNIMO_SOURCE_DIR "/resources/translations");

struct Message
{
    QString source, translation;
    bool finished = false;
};

QVector<Message> messagesOf(const QString& name)
{
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s cannot be read", qPrintable(name));
    QXmlStreamReader xml(&file);
    QVector<Message> messages;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == QLatin1String("source"))
            messages.append({xml.readElementText(), {}, false});
        else if (xml.name() == QLatin1String("translation")) {
            messages.last().finished = !xml.attributes().hasAttribute(QLatin1String("type"));
            messages.last().translation =
                xml.readElementText(QXmlStreamReader::IncludeChildElements).trimmed();
        }
    }
    return messages;
}

/// "%1", "%n", "%L2" and tags of rich text, sorted.
QStringList placesOf(const QString& text)
{
    static const QRegularExpression place(QStringLiteral("%L?[0-9n]|<[^>]+>"));
    QStringList places;
    for (auto found = place.globalMatch(text); found.hasNext();)
        places << found.next().captured();
    places.sort();
    return places;
}

} // namespace

class LanguageTest : public QObject
{
    Q_OBJECT
private slots:
    void everyTextOfTheSourcesIsTranslated()
    {
        const QTemporaryDir folder;
        const QString copy = folder.filePath(QStringLiteral("copy.ts"));
        QVERIFY(QFile::copy(kFolder + QStringLiteral("/unimo_zh_CN.ts"), copy));
        QProcess update;
        update.start(QStringLiteral("bash"), {kFolder + QStringLiteral("/update.sh"), copy});
        QVERIFY(update.waitForFinished(120'000));
        QVERIFY2(update.exitCode() == 0, update.readAllStandardError().constData());
        const auto messages = messagesOf(copy);
        QVERIFY(messages.size() > 800);
        for (const Message& message : messages)
            QVERIFY2(message.finished && !message.translation.isEmpty(),
                     qPrintable(message.source));
    }

    void translationsKeepPlacesAndTags()
    {
        for (const Message& message : messagesOf(kFolder + QStringLiteral("/unimo_zh_CN.ts")))
            QVERIFY2(placesOf(message.source) == placesOf(message.translation),
                     qPrintable(message.source + QStringLiteral(" / ") + message.translation));
    }

    void everySettingIsTranslated()
    {
        look::setLanguage(QStringLiteral("zh_CN"));
        QTranslator translator;
        QVERIFY(translator.load(QStringLiteral("unimo_zh_CN"), QStringLiteral(":/translations")));
        for (const SettingInfo& info : train::recipeTable())
            for (const std::string& text : {info.group, info.label, info.help})
                if (!text.empty())
                    QVERIFY2(!translator.translate("recipe", text.c_str()).isNull(), text.c_str());
        QCOMPARE(look::recipeText("Learning rate"), QStringLiteral("学习率"));
        QCOMPARE(look::recipeText(""), QString());
        look::setLanguage(QStringLiteral("en"));
        QCOMPARE(look::recipeText("Learning rate"), QStringLiteral("Learning rate"));
    }

    void namesOfActionsLoseTheirMarks_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("name");
        QTest::newRow("English") << "&New project…"
                                 << "New project";
        QTest::newRow("Chinese") << "新建项目(&N)…"
                                 << "新建项目";
        QTest::newRow("none") << "Quit"
                              << "Quit";
    }
    void namesOfActionsLoseTheirMarks()
    {
        QFETCH(QString, text);
        const QAction action(text);
        QTEST(shell::actionName(&action), "name");
    }
};

QTEST_MAIN(LanguageTest)
#include "language_test.moc"
