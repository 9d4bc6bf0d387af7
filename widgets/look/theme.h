// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QHash>
#include <QIcon>
#include <QObject>
#include <QString>
#include <QVector>

namespace unimo::look {

/// The named colours of resources/themes/{light,dark}.json, one set in force for the whole program.
/// Names: window, panel, raised, text, muted, border, accent, accentText, hover, selection, good,
/// warning, bad, positive, negative, grid, overlay. Thread: GUI thread.
class Theme : public QObject
{
    Q_OBJECT
public:
    enum class Mode { System, Light, Dark };

    [[nodiscard]] static Theme& instance();

    /// Reads the colours and gives palette and style sheet to the application.
    void apply(Mode mode);
    [[nodiscard]] Mode mode() const { return mode_; }
    [[nodiscard]] bool isDark() const { return dark_; }

    /// Unknown names give magenta, so that they are seen.
    [[nodiscard]] QColor color(const QString& name) const;
    /// The i-th colour of the Okabe-Ito series (repeats after 8).
    [[nodiscard]] QColor series(int i) const;

    /// The line icon of resources/icons/<name>.svg in the text colour, muted when disabled and the
    /// accent colour when checked.
    [[nodiscard]] QIcon icon(const QString& name) const;

Q_SIGNALS:
    /// Panels that painted with colours or icons take them anew.
    void changed();

private:
    Theme();
    bool load(const QString& file);

    Mode mode_ = Mode::System;
    bool dark_ = false;
    bool systemIsDark_ = false;
    QHash<QString, QColor> colors_;
    QVector<QColor> series_;
};

/// A number with thousands separated: 1,200.
[[nodiscard]] QString formatCount(qint64 value);
/// 6:12, or 1:02:05.
[[nodiscard]] QString formatDuration(double seconds);
/// 1.4 GB.
[[nodiscard]] QString formatBytes(qint64 bytes);

} // namespace unimo::look
