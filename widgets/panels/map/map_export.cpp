// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/map/map_export.h"

#include "widgets/look/csv_field.h"

#include <QSaveFile>
#include <QTextStream>

namespace unimo::panels {

Status savePoints(const inference::PairVectors& pairs, const std::vector<maps::Point>& places,
                  const QString& file)
{
    QSaveFile out(file);
    if (out.open(QIODevice::WriteOnly)) {
        QTextStream text(&out);
        text << "sample,picture_x,picture_y,caption_x,caption_y,similarity,caption_rank,"
                "picture_rank,caption\n";
        for (size_t i = 0; i < pairs.size(); ++i) {
            const maps::Point& picture = places[i];
            const maps::Point& caption = places[pairs.size() + i];
            text << pairs.samples[i] << ',' << picture.x << ',' << picture.y << ',' << caption.x
                 << ',' << caption.y << ',' << pairs.similarity[i] << ',' << pairs.textRank[i] + 1
                 << ',' << pairs.pictureRank[i] + 1 << ','
                 << look::csvField(QString::fromStdString(pairs.captions[i])) << '\n';
        }
    }
    if (!out.commit())
        return Error{ErrorKind::Io,
                     "the file cannot be written: " + out.errorString().toStdString(),
                     file.toStdString(), "choose another folder"};
    return {};
}

} // namespace unimo::panels
