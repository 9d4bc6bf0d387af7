// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workbench/main_window.h"
#include "app/workbench/screenshot_tour.h"
#include "app/workbench/start_demo.h"
#include "core/base/log.h"
#include "widgets/bridge/workspace.h"
#include "widgets/look/language.h"
#include "widgets/look/theme.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QProcess>
#include <QSettings>
#include <exception>

namespace {

/// An exception must not pass through Qt's event loop: log it and go on with the next event.
class Application : public QApplication
{
public:
    using QApplication::QApplication;

    bool notify(QObject* receiver, QEvent* event) override
    {
        try {
            return QApplication::notify(receiver, event);
        } catch (const std::exception& error) {
            unimo::log::error("window", error.what());
            return false;
        }
    }
};

} // namespace

int main(int argc, char** argv)
{
    Application::setOrganizationName(QStringLiteral("unimo"));
    Application::setApplicationName(QStringLiteral("unimo-workbench"));
    Application::setApplicationVersion(QStringLiteral(UNIMO_VERSION));
    Application application(argc, argv);

    QCommandLineParser options;
    options.setApplicationDescription(
        QStringLiteral("Curate image-text data, train UNIMO on it, watch it learn, and ask it."));
    options.addHelpOption();
    options.addVersionOption();
    const QCommandLineOption project(QStringLiteral("project"),
                                     QStringLiteral("Open this project folder."),
                                     QStringLiteral("DIR"));
    const QCommandLineOption screenshots(
        QStringLiteral("screenshots"),
        QStringLiteral("Save pictures of every panel in this folder, then quit."),
        QStringLiteral("DIR"));
    const QCommandLineOption demo(
        QStringLiteral("start-demo"),
        QStringLiteral("Start the project's demo pre-training, unless it has run already."));
    const QCommandLineOption language(
        QStringLiteral("language"),
        QStringLiteral("Speak this language (en, zh_CN) instead of the chosen one."),
        QStringLiteral("CODE"));
    options.addOptions({project, screenshots, demo, language});
    options.process(application);

    const bool touring = options.isSet(screenshots);
    const QSettings settings;
    // Pictures are in English unless asked otherwise: they must not depend on who takes them.
    const QString chosen =
        touring ? QStringLiteral("en") : settings.value(QStringLiteral("language")).toString();
    unimo::look::setLanguage(options.isSet(language) ? options.value(language) : chosen);
    using unimo::look::Theme;
    Theme::instance().apply(
        touring ? Theme::Mode::Light
                : static_cast<Theme::Mode>(settings.value(QStringLiteral("theme"), 0).toInt()));

    unimo::workbench::MainWindow window(!touring);
    const QStringList recent = settings.value(QStringLiteral("recent")).toStringList();
    if (options.isSet(project))
        window.openProject(options.value(project));
    else if (!touring && !recent.isEmpty())
        window.openProject(recent.first());
    window.show();
    if (options.isSet(demo) && options.isSet(project))
        unimo::workbench::startDemo(window.workspace(), options.value(project));

    QObject::connect(&window, &unimo::workbench::MainWindow::restartWanted, &application, [&] {
        QStringList arguments;
        if (const QString folder = window.workspace()->projectFolder(); !folder.isEmpty())
            arguments << QStringLiteral("--project") << folder;
        if (window.close())
            QProcess::startDetached(Application::applicationFilePath(), arguments);
    });

    if (touring)
        (new unimo::workbench::ScreenshotTour(&window, options.value(screenshots)))->start();
    return Application::exec();
}
