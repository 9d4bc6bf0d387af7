// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/query/camera_view.h"

#include "widgets/bridge/camera.h"
#include "widgets/look/empty_state.h"
#include "widgets/look/picture_view.h"

#include <QComboBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPushButton>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace unimo::panels {

CameraView::CameraView(bridge::Camera* camera, QWidget* parent)
    : QWidget(parent), camera_(camera), pages_(new QStackedLayout(this)),
      view_(new look::PictureView),
      nothing_(new look::EmptyState(QStringLiteral("camera"), {}, tr("Look again"))),
      sources_(new QComboBox), take_(new QPushButton(tr("Take the picture")))
{
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Camera"));
    pages_->addWidget(buildLive());
    pages_->addWidget(buildNothing());
    connect(camera_, &bridge::Camera::picture, this, &CameraView::show);
    connect(camera_, &bridge::Camera::failed, this, &CameraView::showFailure);
}

QWidget* CameraView::buildLive()
{
    view_->setAccessibleName(tr("What the camera sees"));
    sources_->setAccessibleName(tr("Which camera"));
    sources_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    take_->setProperty("accent", true);
    take_->setToolTip(tr("Ask about what is seen now (Space)"));
    auto* leave = new QPushButton(tr("Turn it off"));
    leave->setToolTip(tr("Back to the picture before (Esc)"));
    for (QPushButton* button : {take_, leave})
        button->setAutoDefault(false);
    connect(sources_, &QComboBox::activated, this,
            [this] { openSource(sources_->currentData().toString()); });
    connect(take_, &QPushButton::clicked, this, &CameraView::take);
    connect(leave, &QPushButton::clicked, this, &CameraView::left);
    auto* bar = new QHBoxLayout;
    bar->setSpacing(8);
    bar->addWidget(take_);
    bar->addWidget(leave);
    bar->addStretch();
    bar->addWidget(sources_);
    auto* page = new QWidget;
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(view_, 1);
    layout->addLayout(bar);
    return page;
}

QWidget* CameraView::buildNothing()
{
    nothing_->setObjectName(QStringLiteral("noCamera"));
    QPushButton* file = nothing_->addButton(tr("Open a video file…"));
    QPushButton* leave = nothing_->addButton(tr("Back to the picture"));
    connect(nothing_, &look::EmptyState::activated, this, &CameraView::open);
    connect(file, &QPushButton::clicked, this, &CameraView::chooseFile);
    connect(leave, &QPushButton::clicked, this, &CameraView::left);
    return nothing_;
}

void CameraView::open()
{
    const QStringList found = bridge::Camera::found();
    if (!found.isEmpty())
        return openSource(found.first());
    camera_->stop();
    nothing_->setSentence(tr("No camera was found on this machine. Plug one in and look again; the "
                             "pictures of a video file can be asked about as well."));
    pages_->setCurrentIndex(1);
}

void CameraView::openSource(const QString& source)
{
    QStringList found = bridge::Camera::found();
    if (!found.contains(source))
        found << source;
    sources_->clear();
    for (const QString& each : found)
        sources_->addItem(QFileInfo(each).fileName(), each);
    sources_->setCurrentIndex(sources_->findData(source));
    sources_->setVisible(found.size() > 1);
    picture_ = {};
    take_->setEnabled(false);
    view_->setPicture({});
    view_->setPlaceholder(tr("Waiting for the first picture…"));
    pages_->setCurrentIndex(0);
    setFocus(Qt::OtherFocusReason);
    camera_->start(source);
}

void CameraView::close()
{
    camera_->stop();
}

void CameraView::show(const QImage& picture)
{
    picture_ = picture;
    view_->setPicture(picture);
    take_->setEnabled(true);
}

void CameraView::showFailure(const Error& error)
{
    // A video that ended stays at its last picture: that can still be taken.
    if (!picture_.isNull())
        return;
    nothing_->setSentence(QString::fromStdString(error.text()));
    pages_->setCurrentIndex(1);
}

void CameraView::take()
{
    if (!picture_.isNull())
        Q_EMIT taken(picture_);
}

void CameraView::chooseFile()
{
    const QString file = QFileDialog::getOpenFileName(
        this, tr("Open a video file"), {}, tr("Videos (*.avi *.mkv *.mov *.mp4 *.webm)"));
    if (!file.isEmpty())
        openSource(file);
}

void CameraView::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Space)
        take();
    else if (event->key() == Qt::Key_Escape)
        Q_EMIT left();
    else
        QWidget::keyPressEvent(event);
}

} // namespace unimo::panels
