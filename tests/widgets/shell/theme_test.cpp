// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/theme.h"

#include <QDirIterator>
#include <QTest>
#include <algorithm>
#include <cmath>

using unimo::look::Theme;

namespace {

/// Relative luminance and contrast as WCAG 2 defines them.
double luminance(const QColor& color)
{
    const auto linear = [](double value) {
        return value <= 0.03928 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) +
           0.0722 * linear(color.blueF());
}

double contrast(const QColor& a, const QColor& b)
{
    const double high = std::max(luminance(a), luminance(b));
    const double low = std::min(luminance(a), luminance(b));
    return (high + 0.05) / (low + 0.05);
}

} // namespace

class ThemeTest : public QObject
{
    Q_OBJECT
private slots:
    void contrastIsEnough_data()
    {
        QTest::addColumn<int>("mode");
        QTest::newRow("light") << int(Theme::Mode::Light);
        QTest::newRow("dark") << int(Theme::Mode::Dark);
    }
    void contrastIsEnough()
    {
        QFETCH(int, mode);
        Theme& theme = Theme::instance();
        theme.apply(static_cast<Theme::Mode>(mode));
        QCOMPARE(theme.isDark(), mode == int(Theme::Mode::Dark));
        const auto check = [&](const char* ink, const char* paper, double wanted) {
            const double found = contrast(theme.color(QString::fromLatin1(ink)),
                                          theme.color(QString::fromLatin1(paper)));
            QVERIFY2(found >= wanted,
                     qPrintable(QStringLiteral("%1 on %2: %3").arg(ink, paper).arg(found)));
        };
        for (const char* paper : {"window", "panel", "raised", "hover"})
            for (const char* ink : {"text", "muted", "accent", "good", "warning", "bad"})
                check(ink, paper, 4.5);
        check("text", "selection", 4.5);
        check("accentText", "accent", 4.5);
        for (int i = 0; i < 8; ++i)
            QVERIFY2(contrast(theme.series(i), theme.color(QStringLiteral("panel"))) >= 3,
                     qPrintable(QString::number(i)));
    }

    void unknownColoursAreSeen()
    {
        QCOMPARE(Theme::instance().color(QStringLiteral("no such colour")), QColor(Qt::magenta));
    }

    void everyIconDrawsInTheThemesColour()
    {
        Theme::instance().apply(Theme::Mode::Dark);
        QDirIterator icons(QStringLiteral(":/icons"));
        int count = 0;
        while (icons.hasNext()) {
            icons.next();
            const QImage image =
                Theme::instance().icon(icons.fileInfo().baseName()).pixmap(24, 24).toImage();
            int inked = 0;
            for (int y = 0; y < image.height(); ++y)
                for (int x = 0; x < image.width(); ++x)
                    if (image.pixelColor(x, y).alpha() > 200) {
                        ++inked;
                        QVERIFY(image.pixelColor(x, y).lightness() > 128);
                    }
            QVERIFY2(inked > 10, qPrintable(icons.fileName()));
            ++count;
        }
        QVERIFY(count > 15);
    }

    void numbersAreWrittenForPeople()
    {
        using namespace unimo::look;
        QCOMPARE(formatCount(1200), QStringLiteral("1,200"));
        QCOMPARE(formatDuration(372), QStringLiteral("6:12"));
        QCOMPARE(formatDuration(3725), QStringLiteral("1:02:05"));
        QCOMPARE(formatBytes(1'503'238'553), QStringLiteral("1.4 GB"));
    }
};

QTEST_MAIN(ThemeTest)
#include "theme_test.moc"
