// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/widgets/measured.h"
#include "widgets/look/theme.h"

#include <QApplication>
#include <QCommandLineParser>
#include <algorithm>
#include <cstdio>

namespace unimo::bench {

void report(const Options& options, const QString& what, int rows, std::vector<double> milliseconds,
            double goal)
{
    std::sort(milliseconds.begin(), milliseconds.end());
    const auto at = [&](double share) {
        const auto last = static_cast<double>(milliseconds.size() - 1);
        return milliseconds[static_cast<size_t>(share * last + 0.5)];
    };
    const char* format = options.json
                             ? "{\"what\": \"%s\", \"rows\": %d, \"p50_ms\": %.2f, \"p99_ms\": "
                               "%.2f, \"goal_ms\": %g}\n"
                             : "%-34s %9d rows   p50 %8.2f ms   p99 %8.2f ms   goal %g ms\n";
    std::printf(format, qPrintable(what), rows, at(0.5), at(0.99), goal);
    std::fflush(stdout);
}

} // namespace unimo::bench

int main(int argc, char** argv)
{
    QApplication app(argc, argv);
    QApplication::setApplicationName(QStringLiteral("unimo-widget-bench"));
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("How fast the panels' widgets are"));
    parser.addHelpOption();
    parser.addOptions({{QStringLiteral("rows"), QStringLiteral("Samples, points, steps"),
                        QStringLiteral("n"), QStringLiteral("1000000")},
                       {QStringLiteral("frames"), QStringLiteral("Repaints to measure"),
                        QStringLiteral("n"), QStringLiteral("300")},
                       {QStringLiteral("json"), QStringLiteral("One object a line")}});
    parser.addPositionalArgument(QStringLiteral("part"), QStringLiteral("data, map or monitor"),
                                 QStringLiteral("[part...]"));
    parser.process(app);
    unimo::look::Theme::instance().apply(unimo::look::Theme::Mode::Light);
    unimo::bench::Options options;
    options.rows = std::max(100, parser.value(QStringLiteral("rows")).toInt());
    options.frames = std::max(2, parser.value(QStringLiteral("frames")).toInt());
    options.json = parser.isSet(QStringLiteral("json"));
    const QStringList parts = parser.positionalArguments();
    const auto wanted = [&](const char* part) {
        return parts.isEmpty() || parts.contains(QLatin1String(part));
    };
    if (wanted("map"))
        unimo::bench::benchMap(options);
    if (wanted("monitor"))
        unimo::bench::benchMonitor(options);
    if (wanted("data"))
        unimo::bench::benchData(options);
    return 0;
}
