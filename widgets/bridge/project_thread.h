// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/store/project.h"

#include <QObject>
#include <QPointer>
#include <QString>
#include <QThread>
#include <functional>
#include <memory>
#include <type_traits>
#include <utility>

namespace unimo::bridge {

/// One thread with its own connection to the project, so that no query ever runs on the window's
/// thread. Questions are answered in the order they were asked. Thread: use from the GUI thread.
class ProjectThread : public QObject
{
    Q_OBJECT
public:
    explicit ProjectThread(QObject* parent = nullptr);
    ~ProjectThread() override;

    /// Closes the old project and opens this one (on the thread); opened() or failed() follows.
    /// Answers to questions about the old project are dropped.
    void open(const QString& folder, bool readOnly);

    /// Runs query(Project&) on the thread and hands its result to then(result) on the GUI thread,
    /// unless `context` is gone or another project was opened meanwhile. An exception of the query
    /// becomes failed().
    template <typename Query, typename Then>
    void ask(QObject* context, Query query, Then then)
    {
        post([this, guard = QPointer<QObject>(context), query = std::move(query),
              then = std::move(then), generation = generation_](store::Project& project) mutable {
            using Answer = std::invoke_result_t<Query, store::Project&>;
            if constexpr (std::is_void_v<Answer>) {
                query(project);
                deliver(guard, generation, std::move(then));
            } else {
                auto answer = std::make_shared<Answer>(query(project));
                deliver(guard, generation,
                        [then = std::move(then), answer]() mutable { then(std::move(*answer)); });
            }
        });
    }

Q_SIGNALS:
    void opened(const QString& folder);
    void failed(const unimo::Error& error);

private:
    using Work = std::function<void(store::Project&)>;
    void post(Work work);
    void deliver(const QPointer<QObject>& context, quint64 generation, std::function<void()> then);

    QThread thread_;
    QObject* worker_; ///< lives on thread_; what is posted runs in its event loop
    std::unique_ptr<store::Project> project_; ///< touched on thread_ only
    quint64 generation_ = 0;
};

} // namespace unimo::bridge
