// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/plot_export.h"

#include "widgets/look/csv_field.h"
#include "widgets/plots/detail/qcustomplot.h"

#include <QBuffer>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QImage>
#include <QPdfWriter>
#include <QSaveFile>
#include <QScreen>
#include <QSvgGenerator>
#include <QTextStream>
#include <algorithm>

namespace unimo::plots {
namespace {

constexpr int kPngScale = 2;

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

using Draw = std::function<void(QPaintDevice&)>;

QByteArray svg(const QSize& size, const QString& title, const Draw& draw)
{
    QBuffer buffer;
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(size);
    generator.setViewBox(QRect(QPoint(), size));
    generator.setTitle(title);
    draw(generator);
    return buffer.data();
}

QByteArray pdf(const QSize& size, const QString& title, const Draw& draw)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setTitle(title);
    const int resolution = QGuiApplication::primaryScreen()->logicalDotsPerInchX();
    writer.setResolution(resolution);
    const QSizeF points = QSizeF(size) * 72.0 / resolution;
    writer.setPageSize(QPageSize(points, QPageSize::Point, {}, QPageSize::ExactMatch));
    writer.setPageMargins(QMarginsF());
    draw(writer);
    return buffer.data();
}

QByteArray png(const QSize& size, const Draw& draw)
{
    QImage image(size * kPngScale, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(kPngScale);
    image.fill(Qt::transparent);
    draw(image);
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return buffer.data();
}

} // namespace

Status saveDrawing(const QSize& size, const QString& title, const QString& file, const Draw& draw)
{
    const QString ending = QFileInfo(file).suffix().toLower();
    if (ending == QLatin1String("png"))
        return writeWhole(file, png(size, draw));
    if (ending == QLatin1String("svg"))
        return writeWhole(file, svg(size, title, draw));
    if (ending == QLatin1String("pdf"))
        return writeWhole(file, pdf(size, title, draw));
    return Error{ErrorKind::Config, "a picture cannot be saved as \"" + ending.toStdString() + "\"",
                 file.toStdString(), "allowed: png, svg, pdf"};
}

Status savePicture(QCustomPlot& plot, const QString& file)
{
    return saveDrawing(plot.size(), plot.accessibleName(), file, [&plot](QPaintDevice& device) {
        QCPPainter painter;
        painter.begin(&device);
        const bool pixels = dynamic_cast<QImage*>(&device) != nullptr;
        painter.setMode(QCPPainter::pmVectorized, !pixels);
        painter.setMode(QCPPainter::pmNoCaching);
        plot.toPainter(&painter, plot.width(), plot.height());
        painter.end();
    });
}

Status saveText(const QByteArray& content, const QString& file)
{
    return writeWhole(file, content);
}

void chooseFile(QWidget* parent, const QString& title, const QString& tag, const QString& ending,
                const std::function<void(const QString&)>& save)
{
    QString name = tag;
    name.replace(QLatin1Char('/'), QLatin1Char('_'));
    auto* dialog = new QFileDialog(parent, title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(ending);
    dialog->setNameFilter(QStringLiteral("*.") + ending);
    dialog->selectFile(name + QLatin1Char('.') + ending);
    QObject::connect(dialog, &QFileDialog::fileSelected, parent, save);
    dialog->open();
}

Status saveCsv(const std::vector<NamedSeries>& curves, const QString& file)
{
    const bool anyGroup = std::any_of(curves.begin(), curves.end(),
                                      [](const NamedSeries& curve) { return curve.group; });
    const auto number = [](float value) {
        return QString::number(static_cast<double>(value), 'g', 9);
    };
    QByteArray content;
    QTextStream out(&content);
    out << "run,tag,step,wall_time,value,smoothed"
        << (anyGroup ? ",low,high,smoothed_low,smoothed_high,runs\n" : "\n");
    for (const NamedSeries& curve : curves) {
        const QString start =
            look::csvField(curve.run) + QLatin1Char(',') + look::csvField(curve.tag);
        for (size_t i = 0; i < curve.series->size(); ++i) {
            const CurvePoint point = curve.series->at(i);
            out << start << ',' << point.step << ',' << QString::number(point.wallTime, 'f', 6)
                << ',' << number(point.value) << ',' << number(curve.series->smoothed()[i]);
            if (const GroupSeries* group = curve.group)
                out << ',' << number(group->low().values()[i]) << ','
                    << number(group->high().values()[i]) << ','
                    << number(group->low().smoothed()[i]) << ','
                    << number(group->high().smoothed()[i]) << ',' << group->runs(i);
            else if (anyGroup)
                out << ",,,,,";
            out << '\n';
        }
    }
    out.flush();
    return writeWhole(file, content);
}

} // namespace unimo::plots
