// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/inference/text_length.h"

#include <QObject>
#include <QString>
#include <optional>

namespace unimo::bridge {

class Workspace;

/// Counts a text's tokens as the checkpoint that is asked does. Its vocabulary is loaded in the
/// background, once a run. Thread: GUI thread.
class TokenCounter : public QObject
{
    Q_OBJECT
public:
    struct Count
    {
        int tokens = 0;
        int limit = 0;
        int cut = 0; ///< the character from which on the model does not read the text
        [[nodiscard]] bool fits() const { return tokens <= limit; }
    };

    explicit TokenCounter(Workspace* workspace, QObject* parent = nullptr);
    /// Nothing while there is no checkpoint.
    [[nodiscard]] std::optional<Count> count(const QString& text) const;

Q_SIGNALS:
    /// Another vocabulary counts from now on, or none.
    void changed();

private:
    void load();

    Workspace* workspace_;
    QString run_; ///< whose vocabulary is loaded or being loaded
    std::optional<inference::TextRuler> ruler_;
};

} // namespace unimo::bridge
