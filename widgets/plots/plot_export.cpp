// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/plot_export.h"

#include "widgets/look/csv_field.h"
#include "widgets/plots/detail/qcustomplot.h"

#include <QBuffer>
#include <QFileInfo>
#include <QPdfWriter>
#include <QSaveFile>
#include <QSvgGenerator>
#include <QTextStream>

namespace unimo::plots {
namespace {

constexpr double kPngScale = 2;

Error cannotWrite(const QString& file, const QString& why)
{
    return {ErrorKind::Io, "the file cannot be written: " + why.toStdString(), file.toStdString(),
            "choose another folder"};
}

Status writeWhole(const QString& file, const QByteArray& content)
{
    QSaveFile out(file);
    if (!out.open(QIODevice::WriteOnly) || out.write(content) != content.size() || !out.commit())
        return cannotWrite(file, out.errorString());
    return {};
}

QByteArray svg(QCustomPlot& plot)
{
    QBuffer buffer;
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(plot.size());
    generator.setViewBox(QRect(QPoint(), plot.size()));
    generator.setTitle(plot.accessibleName());
    QCPPainter painter;
    painter.begin(&generator);
    painter.setMode(QCPPainter::pmVectorized);
    plot.toPainter(&painter, plot.width(), plot.height());
    painter.end();
    return buffer.data();
}

QByteArray pdf(QCustomPlot& plot)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setTitle(plot.accessibleName());
    writer.setResolution(plot.logicalDpiX());
    const QSizeF points = QSizeF(plot.size()) * 72.0 / plot.logicalDpiX();
    writer.setPageSize(QPageSize(points, QPageSize::Point, {}, QPageSize::ExactMatch));
    writer.setPageMargins(QMarginsF());
    QCPPainter painter;
    painter.begin(&writer);
    painter.setMode(QCPPainter::pmVectorized);
    painter.setMode(QCPPainter::pmNoCaching);
    plot.toPainter(&painter, plot.width(), plot.height());
    painter.end();
    return buffer.data();
}

QByteArray png(QCustomPlot& plot)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    plot.toPixmap(plot.width(), plot.height(), kPngScale).save(&buffer, "PNG");
    return buffer.data();
}

} // namespace

Status savePicture(QCustomPlot& plot, const QString& file)
{
    const QString ending = QFileInfo(file).suffix().toLower();
    if (ending == QLatin1String("png"))
        return writeWhole(file, png(plot));
    if (ending == QLatin1String("svg"))
        return writeWhole(file, svg(plot));
    if (ending == QLatin1String("pdf"))
        return writeWhole(file, pdf(plot));
    return Error{ErrorKind::Config, "a picture cannot be saved as \"" + ending.toStdString() + "\"",
                 file.toStdString(), "allowed: png, svg, pdf"};
}

Status saveCsv(const std::vector<NamedSeries>& curves, const QString& file)
{
    QByteArray content;
    QTextStream out(&content);
    out << "run,tag,step,wall_time,value,smoothed\n";
    for (const NamedSeries& curve : curves) {
        const QString start =
            look::csvField(curve.run) + QLatin1Char(',') + look::csvField(curve.tag);
        for (size_t i = 0; i < curve.series->size(); ++i) {
            const CurvePoint point = curve.series->at(i);
            out << start << ',' << point.step << ',' << QString::number(point.wallTime, 'f', 6)
                << ',' << QString::number(static_cast<double>(point.value), 'g', 9) << ','
                << QString::number(static_cast<double>(curve.series->smoothed()[i]), 'g', 9)
                << '\n';
        }
    }
    out.flush();
    return writeWhole(file, content);
}

} // namespace unimo::plots
