// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workbench/screenshot_tour.h"

#include "app/workbench/main_window.h"
#include "widgets/bridge/engine_thread.h"
#include "widgets/panels/data/data_panel.h"
#include "widgets/panels/map/map_panel.h"
#include "widgets/panels/query/query_panel.h"

#include <QApplication>
#include <QDir>
#include <QPixmap>
#include <utility>

namespace unimo::workbench {

using look::Theme;

namespace {

constexpr int kFirstMs = 4000; ///< the project opens, a checkpoint is found and loaded
constexpr int kSettleMs = 900;
constexpr int kPatienceMs = 30'000;

} // namespace

ScreenshotTour::ScreenshotTour(MainWindow* window, const QString& folder)
    : QObject(window), window_(window), folder_(folder)
{
    const QVector<std::pair<QString, QString>> places = {
        {QStringLiteral("data"), {}},
        {QStringLiteral("data"), QStringLiteral("single")},
        {QStringLiteral("rewrites"), {}},
        {QStringLiteral("retrieved"), {}},
        {QStringLiteral("query"), QStringLiteral("caption")},
        {QStringLiteral("query"), QStringLiteral("evidence")},
        {QStringLiteral("query"), QStringLiteral("ask")},
        {QStringLiteral("query"), QStringLiteral("find")},
        {QStringLiteral("query"), QStringLiteral("judge")},
        {QStringLiteral("train"), {}},
        {QStringLiteral("monitor"), {}},
        {QStringLiteral("map"), {}},
        {QStringLiteral("map"), QStringLiteral("star")},
        {QStringLiteral("evaluate"), {}},
        {QStringLiteral("log"), {}}};
    for (const auto theme : {Theme::Mode::Light, Theme::Mode::Dark})
        for (const QSize size : {QSize(1280, 800), QSize(1920, 1080)})
            for (const auto& [panel, tab] : places)
                stops_.push_back({panel, tab, theme, size});
    timer_.setSingleShot(true);
    connect(&timer_, &QTimer::timeout, this, &ScreenshotTour::take);
}

void ScreenshotTour::start()
{
    QDir().mkpath(folder_);
    QTimer::singleShot(kFirstMs, this, &ScreenshotTour::next);
}

void ScreenshotTour::next()
{
    if (++at_ == stops_.size()) {
        QApplication::quit();
        return;
    }
    const Stop& stop = stops_[at_];
    if (Theme::instance().mode() != stop.theme)
        window_->setTheme(stop.theme);
    window_->resize(stop.size);
    window_->showPanel(stop.panel);
    if (stop.tab == QLatin1String("single"))
        window_->findChild<panels::DataPanel*>()->toggleSingle(); // until the picture is taken
    else if (stop.panel == QLatin1String("map"))
        window_->findChild<panels::MapPanel*>()->showStar(!stop.tab.isEmpty());
    else if (stop.tab == QLatin1String("evidence"))
        window_->queryPanel()->explainBest(); // of the captions that were shown before
    else if (!stop.tab.isEmpty())
        window_->queryPanel()->showTab(stop.tab);
    waited_.start();
    timer_.start(kSettleMs);
}

void ScreenshotTour::take()
{
    if (window_->engine()->busy() && waited_.elapsed() < kPatienceMs) {
        timer_.start(kSettleMs);
        return;
    }
    const Stop& stop = stops_[at_];
    const QString name =
        QStringLiteral("%1%2-%3-%4x%5.png")
            .arg(stop.panel, stop.tab.isEmpty() ? QString() : '-' + stop.tab,
                 stop.theme == Theme::Mode::Dark ? QStringLiteral("dark") : QStringLiteral("light"))
            .arg(stop.size.width())
            .arg(stop.size.height());
    window_->grab().save(QDir(folder_).filePath(name));
    if (stop.tab == QLatin1String("single"))
        window_->findChild<panels::DataPanel*>()->toggleSingle();
    next();
}

} // namespace unimo::workbench
