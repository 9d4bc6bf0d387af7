// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/map/probe_line.h"

#include "widgets/bridge/to_qimage.h"
#include "widgets/bridge/workspace.h"
#include "widgets/look/local_files.h"
#include "widgets/look/themed_icon.h"
#include "widgets/models/thumbnail_loader.h"

#include <QClipboard>
#include <QFileDialog>
#include <QFileInfo>
#include <QFutureWatcher>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QImageReader>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QSignalBlocker>
#include <QToolButton>
#include <QtConcurrent>

namespace unimo::panels {

using bridge::EngineThread;

ProbeLine::ProbeLine(bridge::Workspace* workspace, EngineThread* engine, QWidget* parent)
    : QWidget(parent), workspace_(workspace), engine_(engine), sentence_(new QLineEdit),
      time_(new QLabel), clear_(new QToolButton)
{
    sentence_->setPlaceholderText(
        tr("Type a sentence and press Enter, or drop a picture, to see where it lands"));
    sentence_->setAccessibleName(tr("Sentence to place on the map"));
    time_->setProperty("muted", true);
    const auto button = [](const char* icon, const QString& text, const QString& help) {
        auto* result = new QToolButton;
        result->setText(text);
        result->setAccessibleName(text);
        result->setToolTip(help);
        look::setThemedIcon(result, QString::fromLatin1(icon));
        return result;
    };
    auto* open = button("folder", tr("Open a picture"), tr("Place a picture file on the map"));
    auto* paste = button("paste", tr("Paste a picture"),
                         tr("Place the picture of the clipboard on the map (Ctrl+V)"));
    clear_->setAccessibleName(tr("Take it off the map"));
    clear_->setToolTip(tr("Take it off the map"));
    look::setThemedIcon(clear_, QStringLiteral("close"));
    clear_->hide();
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(sentence_, 1);
    for (QWidget* widget : std::initializer_list<QWidget*>{time_, clear_, open, paste})
        layout->addWidget(widget);

    connect(sentence_, &QLineEdit::returnPressed, this, &ProbeLine::askForText);
    connect(sentence_, &QLineEdit::textChanged, this, [this](const QString& text) {
        if (text.isEmpty())
            clear();
    });
    connect(clear_, &QToolButton::clicked, this, &ProbeLine::clear);
    connect(open, &QToolButton::clicked, this, &ProbeLine::chooseFile);
    connect(paste, &QToolButton::clicked, this, &ProbeLine::paste);
    connect(engine_, &EngineThread::textPlaced, this,
            [this](const std::vector<float>& vector) { takeVector(true, vector); });
    connect(engine_, &EngineThread::picturePlaced, this,
            [this](const std::vector<float>& vector) { takeVector(false, vector); });
}

void ProbeLine::setSpace(const inference::VectorSpace& space)
{
    space_ = space;
}

void ProbeLine::askForText()
{
    asked_ = {true, sentence_->text().trimmed(), {}, {}};
    byHand_ = true;
    since_.start();
    if (!asked_.name.isEmpty())
        ask();
}

void ProbeLine::takeImage(const QImage& image, const QString& name)
{
    constexpr int kSide = models::ThumbnailLoader::kSide;
    {
        const QSignalBlocker quiet(sentence_);
        sentence_->clear();
    }
    source_ = {};
    source_.image = bridge::fromQImage(image);
    asked_ = {false,
              name,
              QPixmap::fromImage(image.scaled(image.size().boundedTo({kSide, kSide}),
                                              Qt::KeepAspectRatio, Qt::SmoothTransformation)),
              {}};
    byHand_ = true;
    ask();
}

void ProbeLine::ask()
{
    if (asked_.isText)
        engine_->placeText(asked_.name, space_);
    else
        engine_->placePicture(source_, space_);
}

void ProbeLine::askAgain()
{
    if (!probe_ || (probe_->isText && sentence_->text().isEmpty()))
        return;
    byHand_ = false;
    ask();
}

void ProbeLine::takeVector(bool isText, const std::vector<float>& vector)
{
    if (isText != asked_.isText)
        return; // of what was replaced since
    if (isText)
        asked_.name = sentence_->text().trimmed();
    asked_.vector = vector;
    probe_ = asked_;
    clear_->setVisible(true);
    if (byHand_ && since_.isValid())
        time_->setText(tr("%1 ms").arg(since_.elapsed()));
    Q_EMIT placed(byHand_);
}

void ProbeLine::clear()
{
    const QSignalBlocker quiet(sentence_);
    sentence_->clear();
    time_->clear();
    clear_->hide();
    asked_ = {};
    source_ = {};
    probe_.reset();
    Q_EMIT cleared();
}

bool ProbeLine::holdsPicture(const QMimeData& mime)
{
    const QStringList files = look::localFiles(mime);
    return files.isEmpty() ? mime.hasImage() : !QImageReader::imageFormat(files.first()).isEmpty();
}

void ProbeLine::take(const QMimeData& mime)
{
    since_.start();
    if (const QStringList files = look::localFiles(mime); !files.isEmpty())
        openFile(files.first());
    else
        takeImage(qvariant_cast<QImage>(mime.imageData()), tr("Dropped picture"));
}

void ProbeLine::paste()
{
    const QMimeData* mime = QGuiApplication::clipboard()->mimeData(); // null: there is nothing
    since_.start();
    if (mime && mime->hasImage())
        takeImage(QGuiApplication::clipboard()->image(), tr("Pasted picture"));
    else if (const auto files = mime ? look::localFiles(*mime) : QStringList(); !files.isEmpty())
        openFile(files.first());
    else
        workspace_->notify(tr("The clipboard holds no picture"));
}

void ProbeLine::openFile(const QString& file)
{
    since_.start();
    auto* watcher = new QFutureWatcher<QImage>(this);
    connect(watcher, &QFutureWatcher<QImage>::finished, this, [this, watcher, file] {
        watcher->deleteLater();
        const QImage image = watcher->result();
        if (image.isNull())
            workspace_->notifyError(tr("%1 is not a picture that can be read (PNG, JPEG, WebP, "
                                       "BMP or TIFF)")
                                        .arg(file));
        else
            takeImage(image, QFileInfo(file).fileName());
    });
    watcher->setFuture(QtConcurrent::run([file] {
        const auto image = loadImage(file.toStdString());
        return image ? bridge::toQImage(*image) : QImage();
    }));
}

void ProbeLine::chooseFile()
{
    const QString file =
        QFileDialog::getOpenFileName(this, tr("Open a picture"), {},
                                     tr("Pictures (*.png *.jpg *.jpeg *.webp *.bmp *.tif *.tiff)"));
    if (!file.isEmpty())
        openFile(file);
}

} // namespace unimo::panels
