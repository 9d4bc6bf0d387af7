// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QImage>
#include <QWidget>

class QComboBox;
class QPushButton;
class QStackedLayout;

namespace unimo::bridge {
class Camera;
}
namespace unimo::look {
class EmptyState;
class PictureView;
} // namespace unimo::look

namespace unimo::panels {

/// What a camera or a video file shows now; Space or the button takes the picture that is seen.
/// Where there is no camera it says so, and what can be done.
class CameraView : public QWidget
{
    Q_OBJECT
public:
    explicit CameraView(bridge::Camera* camera, QWidget* parent = nullptr);
    /// The first camera of the machine.
    void open();
    /// A camera or a video file.
    void openSource(const QString& source);
    /// Turns the camera off.
    void close();

Q_SIGNALS:
    void taken(const QImage& picture);
    /// Back to the picture that was asked about.
    void left();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    [[nodiscard]] QWidget* buildLive();
    [[nodiscard]] QWidget* buildNothing();
    void show(const QImage& picture);
    void showFailure(const Error& error);
    void take();
    void chooseFile();

    bridge::Camera* camera_;
    QStackedLayout* pages_;
    look::PictureView* view_;
    look::EmptyState* nothing_;
    QComboBox* sources_;
    QPushButton* take_;
    QImage picture_;
};

} // namespace unimo::panels
