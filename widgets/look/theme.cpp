// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/theme.h"

#include <QApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPainter>
#include <QPalette>
#include <QStyleFactory>
#include <QSvgRenderer>
#include <algorithm>
#include <utility>

static void initResources() // a macro that must stand outside of every namespace
{
    Q_INIT_RESOURCE(resources);
}

namespace unimo::look {
namespace {

QByteArray readAll(const QString& name)
{
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QPixmap tinted(const QByteArray& svg, const QColor& color, int side)
{
    QByteArray colored = svg;
    colored.replace("#000000", color.name().toLatin1());
    QPixmap pixmap(side, side);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    QSvgRenderer(colored).render(&painter);
    return pixmap;
}

QPalette paletteOf(const Theme& theme)
{
    QPalette palette;
    const auto set = [&](QPalette::ColorRole role, const char* name) {
        palette.setColor(role, theme.color(QString::fromLatin1(name)));
    };
    set(QPalette::Window, "window");
    set(QPalette::WindowText, "text");
    set(QPalette::Base, "panel");
    set(QPalette::AlternateBase, "raised");
    set(QPalette::Text, "text");
    set(QPalette::PlaceholderText, "muted");
    set(QPalette::Button, "raised");
    set(QPalette::ButtonText, "text");
    set(QPalette::BrightText, "bad");
    set(QPalette::ToolTipBase, "raised");
    set(QPalette::ToolTipText, "text");
    set(QPalette::Highlight, "selection");
    set(QPalette::HighlightedText, "text");
    set(QPalette::Link, "accent");
    set(QPalette::LinkVisited, "accent");
    set(QPalette::Mid, "border");
    set(QPalette::Midlight, "hover");
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, theme.color(QStringLiteral("muted")));
    return palette;
}

} // namespace

Theme& Theme::instance()
{
    static Theme theme;
    return theme;
}

Theme::Theme()
{
    initResources();
    const QPalette system = QApplication::palette();
    systemIsDark_ =
        system.color(QPalette::Window).lightness() < system.color(QPalette::WindowText).lightness();
    load(QStringLiteral(":/themes/light.json"));
}

bool Theme::load(const QString& file)
{
    const QJsonObject root = QJsonDocument::fromJson(readAll(file)).object();
    const QJsonObject colors = root.value(QLatin1String("colors")).toObject();
    const QJsonArray series = root.value(QLatin1String("series")).toArray();
    if (colors.isEmpty() || series.isEmpty())
        return false;
    colors_.clear();
    for (auto entry = colors.begin(); entry != colors.end(); ++entry)
        colors_.insert(entry.key(), QColor(entry.value().toString()));
    series_.clear();
    for (const auto& color : series)
        series_.push_back(QColor(color.toString()));
    return true;
}

void Theme::apply(Mode mode)
{
    mode_ = mode;
    dark_ = mode == Mode::Dark || (mode == Mode::System && systemIsDark_);
    load(dark_ ? QStringLiteral(":/themes/dark.json") : QStringLiteral(":/themes/light.json"));

    QString sheet = QString::fromUtf8(readAll(QStringLiteral(":/themes/style.qss")));
    QStringList names = colors_.keys();
    // Longer names first, so that @accentText is not read as @accent.
    std::sort(names.begin(), names.end(),
              [](const QString& a, const QString& b) { return a.size() > b.size(); });
    for (const QString& name : std::as_const(names))
        sheet.replace(QLatin1Char('@') + name, colors_.value(name).name());
    sheet.replace(QStringLiteral("@mode"),
                  dark_ ? QStringLiteral("dark") : QStringLiteral("light"));

    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QApplication::setPalette(paletteOf(*this));
    qApp->setStyleSheet(sheet);
    Q_EMIT changed();
}

QColor Theme::color(const QString& name) const
{
    return colors_.value(name, Qt::magenta);
}

QColor Theme::series(int i) const
{
    return series_.at(i % series_.size());
}

QIcon Theme::icon(const QString& name) const
{
    const QByteArray svg = readAll(QStringLiteral(":/icons/%1.svg").arg(name));
    QIcon icon;
    for (const int side : {16, 24, 32, 48, 64}) {
        icon.addPixmap(tinted(svg, color(QStringLiteral("text")), side), QIcon::Normal);
        icon.addPixmap(tinted(svg, color(QStringLiteral("muted")), side), QIcon::Disabled);
        icon.addPixmap(tinted(svg, color(QStringLiteral("accent")), side), QIcon::Normal,
                       QIcon::On);
    }
    return icon;
}

} // namespace unimo::look
