// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/token_counter.h"

#include "widgets/bridge/workspace.h"

#include <QDir>
#include <QFutureWatcher>
#include <QtConcurrent>

namespace unimo::bridge {

TokenCounter::TokenCounter(Workspace* workspace, QObject* parent)
    : QObject(parent), workspace_(workspace)
{
    connect(workspace, &Workspace::checkpointChanged, this, &TokenCounter::load);
    load();
}

void TokenCounter::load()
{
    const QString checkpoint = workspace_->checkpoint();
    const QString run =
        checkpoint.isEmpty() ? QString() : QDir::cleanPath(checkpoint + QStringLiteral("/../.."));
    if (run == run_)
        return;
    run_ = run;
    ruler_.reset();
    Q_EMIT changed();
    if (run.isEmpty())
        return;
    using Loaded = std::optional<inference::TextRuler>;
    auto* watcher = new QFutureWatcher<Loaded>(this);
    connect(watcher, &QFutureWatcher<Loaded>::finished, this, [this, watcher, run] {
        watcher->deleteLater();
        if (run != run_)
            return;
        ruler_ = watcher->result();
        if (!ruler_)
            run_.clear(); // a later checkpoint may be whole
        Q_EMIT changed();
    });
    // What is wrong with a checkpoint is told by those who load it whole.
    watcher->setFuture(QtConcurrent::run([folder = checkpoint.toStdString()]() -> Loaded {
        auto ruler = inference::TextRuler::load(folder);
        return ruler ? Loaded(*std::move(ruler)) : Loaded();
    }));
}

std::optional<TokenCounter::Count> TokenCounter::count(const QString& text) const
{
    if (!ruler_)
        return std::nullopt;
    const std::string bytes = text.toStdString();
    const inference::TextLength length = ruler_->measure(bytes);
    const auto cut = QString::fromUtf8(bytes.data(), static_cast<qsizetype>(length.cut)).size();
    return Count{static_cast<int>(length.tokens), static_cast<int>(length.limit),
                 static_cast<int>(cut)};
}

} // namespace unimo::bridge
