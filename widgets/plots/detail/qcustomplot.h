// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// QCustomPlot 2.1's header is written with Qt's foreach, signals and slots.
#ifdef QT_NO_KEYWORDS
#error "QCustomPlot needs Qt's keywords: do not define QT_NO_KEYWORDS for this target"
#endif
#ifdef QT_NO_FOREACH
#undef QT_NO_FOREACH
#endif

#include <qcustomplot.h>
