// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/query/picture_input.h"

#include "widgets/bridge/camera.h"
#include "widgets/bridge/project_thread.h"
#include "widgets/bridge/to_qimage.h"
#include "widgets/bridge/workspace.h"
#include "widgets/look/local_files.h"
#include "widgets/look/picture_view.h"
#include "widgets/look/theme.h"
#include "widgets/look/themed_icon.h"
#include "widgets/panels/query/camera_view.h"

#include <QClipboard>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QFutureWatcher>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QMimeData>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>
#include <QtConcurrent>

namespace unimo::panels {

namespace {

constexpr float kWholePicture = 0.98F; ///< always looked at; its box would only frame the picture

} // namespace

PictureInput::PictureInput(bridge::Workspace* workspace, QWidget* parent)
    : QWidget(parent), workspace_(workspace), view_(new look::PictureView),
      camera_(new CameraView(new bridge::Camera(this))), pages_(new QStackedWidget),
      cameraButton_(button("camera", tr("Camera"), tr("Ask about what a camera sees"))),
      name_(new QLabel),
      regions_(button("boxes", tr("Regions"), tr("Draw the regions the model looked at"))),
      known_(
          button("check", tr("Known boxes"),
                 tr("Ask with the sample's known boxes instead of regions found in the picture")))
{
    setAcceptDrops(true);
    view_->setPlaceholder(tr("Drop a picture here, paste one with Ctrl+V, or select a sample "
                             "in Data"));
    view_->setAccessibleName(tr("Picture that is asked about"));
    name_->setProperty("muted", true);
    regions_->setCheckable(true);
    regions_->setChecked(true);
    known_->setCheckable(true);
    known_->setChecked(true);
    known_->hide();
    auto* open = button("folder", tr("Open"), tr("Open a picture file"));
    auto* paste = button("paste", tr("Paste"), tr("Paste a picture (Ctrl+V)"));
    connect(open, &QToolButton::clicked, this, &PictureInput::chooseFile);
    connect(paste, &QToolButton::clicked, this, &PictureInput::paste);
    cameraButton_->setCheckable(true);
    connect(cameraButton_, &QToolButton::clicked, this,
            [this](bool on) { on ? openCamera() : closeCamera(); });
    connect(camera_, &CameraView::left, this, &PictureInput::closeCamera);
    connect(camera_, &CameraView::taken, this,
            [this](const QImage& picture) { takeImage(picture, tr("Picture of the camera")); });
    pages_->addWidget(view_);
    pages_->addWidget(camera_);
    connect(view_, &look::PictureView::boxClicked, this,
            [this](int box) { Q_EMIT regionClicked(regionOfBox_.value(box, -1)); });
    connect(regions_, &QToolButton::toggled, view_, &look::PictureView::setBoxesVisible);
    connect(known_, &QToolButton::toggled, this, &PictureInput::announce);

    auto* tools = new QHBoxLayout;
    tools->setSpacing(4);
    tools->addWidget(open);
    tools->addWidget(paste);
    tools->addWidget(cameraButton_);
    tools->addStretch();
    tools->addWidget(known_);
    tools->addWidget(regions_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 12);
    layout->setSpacing(8);
    layout->addLayout(tools);
    layout->addWidget(pages_, 1);
    layout->addWidget(name_);

    connect(workspace, &bridge::Workspace::primaryChanged, this, &PictureInput::takeSample);
    connect(workspace, &bridge::Workspace::askWanted, this, &PictureInput::takeSample);
    takeSample();
}

QToolButton* PictureInput::button(const char* icon, const QString& text, const QString& help)
{
    auto* result = new QToolButton;
    result->setText(text);
    result->setToolTip(help);
    result->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    look::setThemedIcon(result, QString::fromLatin1(icon));
    return result;
}

bool PictureInput::hasPicture() const
{
    return view_->hasPicture();
}

void PictureInput::takeSample()
{
    const qint64 id = workspace_->primarySample();
    if (id == 0 || !workspace_->hasProject())
        return;
    workspace_->reader()->ask(
        this,
        [id](const store::Project& project) { return bridge::readSampleDetails(project, id); },
        [this, id](const bridge::SampleDetails& details) {
            if (id != workspace_->primarySample() || details.file.isEmpty())
                return;
            closeCamera();
            details_ = details;
            view_->setPicture(details.picture);
            setRegions({});
            name_->setText(tr("Sample %1").arg(look::formatCount(id)));
            known_->setVisible(!details.regions.empty());
            source_ = {};
            source_.file = details.file;
            source_.project = workspace_->projectFolder();
            source_.sample = id;
            announce();
        });
}

void PictureInput::takeImage(const QImage& image, const QString& name)
{
    closeCamera();
    details_ = {};
    view_->setPicture(image);
    setRegions({});
    name_->setText(fontMetrics().elidedText(name, Qt::ElideMiddle, 320));
    name_->setToolTip(name);
    known_->hide();
    source_ = {};
    source_.image = bridge::fromQImage(image);
    announce();
}

void PictureInput::announce()
{
    if (!hasPicture())
        return;
    const bool known = known_->isChecked() && !details_.regions.empty();
    source_.boxes = known ? details_.boxes() : std::vector<Box>();
    Q_EMIT pictureChosen(source_);
}

void PictureInput::setRegions(const std::vector<inference::SeenRegion>& regions)
{
    seen_ = regions;
    colors_.clear();
    drawRegions();
}

QVector<bool> PictureInput::boxed(const std::vector<inference::SeenRegion>& regions)
{
    QVector<bool> boxed;
    for (const auto& region : regions)
        boxed << (region.box.area() <= kWholePicture);
    return boxed;
}

void PictureInput::shadeRegions(const QVector<QColor>& colors, const QStringList& labels,
                                int chosen)
{
    colors_ = colors;
    labels_ = labels;
    chosen_ = chosen;
    drawRegions();
}

QWidget* PictureInput::view() const
{
    return view_;
}

void PictureInput::drawRegions()
{
    const QVector<bool> boxed = PictureInput::boxed(seen_);
    QVector<look::PictureView::LabelledBox> boxes;
    regionOfBox_.clear();
    int chosenBox = -1;
    for (int r = 0; r < static_cast<int>(seen_.size()); ++r) {
        const auto& region = seen_[static_cast<size_t>(r)];
        if (!boxed[r])
            continue;
        QString label = QString::fromStdString(region.className);
        if (!label.isEmpty())
            label += QStringLiteral(" %1 %").arg(region.probability * 100, 0, 'f', 0);
        if (!colors_.isEmpty())
            label = labels_.value(r);
        if (r == chosen_ && !colors_.isEmpty())
            chosenBox = static_cast<int>(boxes.size());
        boxes.push_back(
            {QRectF(QPointF(region.box.x1, region.box.y1), QPointF(region.box.x2, region.box.y2)),
             label, colors_.value(r)});
        regionOfBox_ << r;
    }
    view_->setBoxes(boxes);
    view_->setChosen(chosenBox);
}

void PictureInput::openFile(const QString& file)
{
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

void PictureInput::openCamera(const QString& source)
{
    cameraButton_->setChecked(true);
    pages_->setCurrentWidget(camera_);
    if (source.isEmpty())
        camera_->open();
    else
        camera_->openSource(source);
}

void PictureInput::closeCamera()
{
    camera_->close();
    cameraButton_->setChecked(false);
    pages_->setCurrentWidget(view_);
}

void PictureInput::chooseFile()
{
    const QString file =
        QFileDialog::getOpenFileName(this, tr("Open a picture"), {},
                                     tr("Pictures (*.png *.jpg *.jpeg *.webp *.bmp *.tif *.tiff)"));
    if (!file.isEmpty())
        openFile(file);
}

void PictureInput::paste()
{
    const QMimeData* mime = QGuiApplication::clipboard()->mimeData(); // null: there is nothing
    if (mime && mime->hasImage())
        takeImage(QGuiApplication::clipboard()->image(), tr("Pasted picture"));
    else if (const auto files = mime ? look::localFiles(*mime) : QStringList(); !files.isEmpty())
        openFile(files.first());
    else
        workspace_->notify(tr("The clipboard holds no picture"));
}

void PictureInput::dragEnterEvent(QDragEnterEvent* event)
{
    if (event->mimeData()->hasImage() || event->mimeData()->hasUrls())
        event->acceptProposedAction();
}

void PictureInput::dropEvent(QDropEvent* event)
{
    const QMimeData* mime = event->mimeData();
    if (const QStringList files = look::localFiles(*mime); !files.isEmpty())
        openFile(files.first());
    else if (mime->hasImage())
        takeImage(qvariant_cast<QImage>(mime->imageData()), tr("Dropped picture"));
    event->acceptProposedAction();
}

} // namespace unimo::panels
