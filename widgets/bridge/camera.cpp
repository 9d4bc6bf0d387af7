// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/camera.h"

#include "core/image/video.h"
#include "widgets/bridge/to_qimage.h"

#include <chrono>
#include <thread>

namespace unimo::bridge {
namespace {

/// A camera, or a file at its own pace.
Result<Camera::Frames> openVideo(const QString& source)
{
    auto opened = VideoSource::open(source.toStdString());
    if (!opened)
        return opened.error();
    const std::shared_ptr<VideoSource> video = *std::move(opened);
    const double rate = video->picturesPerSecond();
    return Camera::Frames([video, rate] {
        if (rate > 0)
            std::this_thread::sleep_for(std::chrono::duration<double>(1 / rate));
        return video->next();
    });
}

} // namespace

Camera::Camera(QObject* parent) : Camera(openVideo, parent) {}

Camera::Camera(Opener opener, QObject* parent) : QObject(parent), opener_(std::move(opener)) {}

Camera::~Camera()
{
    stop();
}

QStringList Camera::found()
{
    QStringList list;
    for (const std::string& camera : cameras())
        list << QString::fromStdString(camera);
    return list;
}

void Camera::start(const QString& source)
{
    stop();
    source_ = source;
    wanted_ = true;
    looked_ = true;
    thread_.reset(QThread::create([this, source] { run(source); }));
    thread_->start();
    Q_EMIT onChanged(true);
}

void Camera::stop()
{
    if (!thread_)
        return;
    wanted_ = false;
    thread_->wait();
    thread_.reset();
    Q_EMIT onChanged(false);
}

void Camera::run(const QString& source)
{
    // What arrives after stop(), or from the source before, is not shown.
    const auto tell = [this, thread = QThread::currentThread()](auto act) {
        QMetaObject::invokeMethod(this, [this, thread, act] {
            if (thread_.get() == thread)
                act();
        });
    };
    const auto fail = [this, &tell](const Error& error) {
        tell([this, error] {
            stop();
            Q_EMIT failed(error);
        });
    };
    try {
        const auto frames = opener_(source);
        if (!frames)
            return fail(frames.error());
        while (wanted_) {
            const auto image = (*frames)();
            if (!image)
                return fail(image.error());
            if (!looked_.exchange(false))
                continue;
            tell([this, shown = toQImage(*image)] {
                looked_ = true;
                Q_EMIT picture(shown);
            });
        }
    } catch (...) {
        fail(currentExceptionAsError());
    }
}

} // namespace unimo::bridge
