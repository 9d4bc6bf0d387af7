// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/base/result.h"
#include "core/image/image.h"

#include <QImage>
#include <QObject>
#include <QStringList>
#include <QThread>
#include <atomic>
#include <functional>
#include <memory>

namespace unimo::bridge {

/// Live pictures of a camera or a video file, read on a thread of their own while it is on.
/// A picture that nobody has looked at yet is replaced by the next. Thread: GUI thread.
class Camera : public QObject
{
    Q_OBJECT
public:
    /// Gives the next picture, or why there is none; called on the camera's thread.
    using Frames = std::function<Result<Image>()>;
    /// Opens a source on that thread.
    using Opener = std::function<Result<Frames>(const QString& source)>;

    explicit Camera(QObject* parent = nullptr);
    /// Other places of pictures than cameras and files.
    explicit Camera(Opener opener, QObject* parent = nullptr);
    /// Waits for the picture that is being read.
    ~Camera() override;

    /// The cameras of this machine.
    [[nodiscard]] static QStringList found();
    void start(const QString& source);
    void stop();
    [[nodiscard]] bool isOn() const { return thread_ != nullptr; }
    [[nodiscard]] const QString& source() const { return source_; }

Q_SIGNALS:
    void picture(const QImage& picture);
    /// It is off by then.
    void failed(const unimo::Error& error);
    void onChanged(bool on);

private:
    void run(const QString& source);

    Opener opener_;
    QString source_;
    std::unique_ptr<QThread> thread_;
    std::atomic<bool> wanted_ = false;
    std::atomic<bool> looked_ = true; ///< the last picture has reached the GUI thread
};

} // namespace unimo::bridge
