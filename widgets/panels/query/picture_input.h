// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/bridge/engine_thread.h"
#include "widgets/bridge/sample_details.h"

#include <QColor>
#include <QStringList>
#include <QVector>
#include <QWidget>

class QLabel;
class QStackedWidget;
class QToolButton;

namespace unimo::bridge {
class Workspace;
}
namespace unimo::look {
class PictureView;
}

namespace unimo::panels {

class CameraView;

/// The picture that is asked about: the primary sample's, or one that was dropped, pasted, opened
/// or taken with a camera. Draws the regions the model looked at.
class PictureInput : public QWidget
{
    Q_OBJECT
public:
    explicit PictureInput(bridge::Workspace* workspace, QWidget* parent = nullptr);

    void paste();
    void openFile(const QString& file);
    /// Shows what a camera or a video file sees, to take a picture; empty: the first camera.
    void openCamera(const QString& source = {});
    void setRegions(const std::vector<inference::SeenRegion>& regions);
    /// For each region, whether it has a box of its own in the picture.
    [[nodiscard]] static QVector<bool> boxed(const std::vector<inference::SeenRegion>& regions);
    /// Lays a colour over each region and writes a number at it; none of either: as before.
    void shadeRegions(const QVector<QColor>& colors, const QStringList& labels, int chosen);
    [[nodiscard]] QWidget* view() const;
    [[nodiscard]] bool hasPicture() const;
    /// The sample shown; its id is 0 for a picture from elsewhere.
    [[nodiscard]] const bridge::SampleDetails& details() const { return details_; }

Q_SIGNALS:
    void pictureChosen(const unimo::bridge::PictureSource& source);
    /// -1: beside all of them.
    void regionClicked(int region);

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void drawRegions();
    void takeSample();
    void takeImage(const QImage& image, const QString& name);
    void chooseFile();
    void closeCamera();
    void announce();
    [[nodiscard]] QToolButton* button(const char* icon, const QString& text, const QString& help);

    bridge::Workspace* workspace_;
    look::PictureView* view_;
    CameraView* camera_;
    QStackedWidget* pages_; ///< picture or camera
    QToolButton* cameraButton_;
    QLabel* name_;
    QToolButton* regions_;
    QToolButton* known_; ///< ask with the known boxes instead of found ones
    bridge::SampleDetails details_;
    bridge::PictureSource source_;
    std::vector<inference::SeenRegion> seen_;
    QVector<int> regionOfBox_;
    QVector<QColor> colors_; ///< of regions; empty: not shaded
    QStringList labels_;
    int chosen_ = -1;
};

} // namespace unimo::panels
