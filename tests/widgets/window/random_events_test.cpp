// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workbench/main_window.h"
#include "tests/widgets/support/test_project.h"
#include "widgets/bridge/job_runner.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QDialog>
#include <QPointer>
#include <QRandomGenerator>
#include <QSet>
#include <QTimer>
#include <QWheelEvent>
#include <array>

using namespace unimo;
using workbench::MainWindow;

namespace {

constexpr int kSamples = 30;
/// More under the sanitizers: UNIMO_RANDOM_EVENTS=10000 (CONTRIBUTING.md).
constexpr int kUsualEvents = 400;
constexpr std::array kKeys = {Qt::Key_Tab,       Qt::Key_Return, Qt::Key_Escape,   Qt::Key_Up,
                              Qt::Key_Down,      Qt::Key_Left,   Qt::Key_Right,    Qt::Key_Home,
                              Qt::Key_End,       Qt::Key_PageUp, Qt::Key_PageDown, Qt::Key_Space,
                              Qt::Key_Delete,    Qt::Key_A,      Qt::Key_R,        Qt::Key_Z,
                              Qt::Key_0,         Qt::Key_1,      Qt::Key_2,        Qt::Key_3,
                              Qt::Key_Backspace, Qt::Key_F,      Qt::Key_K,        Qt::Key_F1,
                              Qt::Key_F2,        Qt::Key_Period, Qt::Key_Minus,    Qt::Key_Slash};

/// Hands at random on the whole window.
class Hands
{
public:
    Hands(MainWindow& window, quint32 seed) : window_(window), random_(seed)
    {
        // Dialogs and menus that wait for an answer get none: those that run a loop of their own
        // would stop the test.
        QObject::connect(&closer_, &QTimer::timeout, [] {
            if (QWidget* popup = QApplication::activePopupWidget())
                popup->close();
            else if (auto* dialog = qobject_cast<QDialog*>(QApplication::activeModalWidget()))
                dialog->reject();
        });
        closer_.start(40);
    }

    void act()
    {
        if (!window_.isVisible())
            window_.show(); // something closed it
        switch (below(40)) {
        case 0:
            window_.showPanel(pick(kPanels));
            return;
        case 1:
            window_.resize(700 + below(1000), 400 + below(700));
            return;
        case 2:
            window_.setTheme(below(2) ? look::Theme::Mode::Dark : look::Theme::Mode::Light);
            return;
        default:
            break;
        }
        QWidget* widget = target();
        if (!widget)
            return;
        const QPoint place(below(std::max(1, widget->width())),
                           below(std::max(1, widget->height())));
        const Qt::KeyboardModifiers modifiers = pick(kModifiers);
        switch (below(8)) {
        case 0:
        case 1:
        case 2:
            QTest::mouseClick(widget, Qt::LeftButton, modifiers, place);
            break;
        case 3:
            QTest::mouseDClick(widget, Qt::LeftButton, modifiers, place);
            break;
        case 4:
            drag(widget, place);
            break;
        case 5:
            wheel(widget, place);
            break;
        case 6:
            QTest::mouseClick(widget, Qt::RightButton, {}, place);
            break;
        default:
            widget->setFocus();
            QTest::keyClick(widget, kKeys[static_cast<size_t>(below(kKeys.size()))], modifiers);
        }
    }

    int below(qsizetype n) { return static_cast<int>(random_.bounded(static_cast<int>(n))); }

private:
    template <typename T>
    const T& pick(const QVector<T>& of)
    {
        return of[below(of.size())];
    }

    QWidget* target()
    {
        QVector<QWidget*> all;
        for (QWidget* top : QApplication::topLevelWidgets())
            if (top->isVisible())
                for (QWidget* widget : top->findChildren<QWidget*>())
                    if (widget->isVisible() && widget->isEnabled() &&
                        !widget->visibleRegion().isEmpty())
                        all.append(widget);
        return all.isEmpty() ? nullptr : pick(all);
    }

    void drag(QWidget* widget, const QPoint& from)
    {
        const QPoint to(below(std::max(1, widget->width())), below(std::max(1, widget->height())));
        // Qt's own drag and drop runs a loop of its own until the mouse is let go: views that may
        // start one only get clicks.
        if (const auto* view = qobject_cast<QAbstractItemView*>(widget->parentWidget());
            view && view->dragEnabled())
            return;
        QPointer<QWidget> alive = widget;
        QTest::mousePress(widget, Qt::LeftButton, {}, from);
        if (alive)
            QTest::mouseMove(widget, (from + to) / 2);
        if (alive)
            QTest::mouseMove(widget, to);
        if (alive)
            QTest::mouseRelease(widget, Qt::LeftButton, {}, to);
    }

    void wheel(QWidget* widget, const QPoint& place)
    {
        QWheelEvent event(place, widget->mapToGlobal(place), {}, {0, below(2) ? 120 : -120},
                          Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(widget, &event);
    }

    static inline const QVector<QString> kPanels = {
        QStringLiteral("data"),  QStringLiteral("rewrites"), QStringLiteral("retrieved"),
        QStringLiteral("query"), QStringLiteral("train"),    QStringLiteral("monitor"),
        QStringLiteral("map"),   QStringLiteral("evaluate"), QStringLiteral("log")};
    static inline const QVector<Qt::KeyboardModifiers> kModifiers = {
        Qt::NoModifier, Qt::NoModifier, Qt::NoModifier, Qt::ControlModifier, Qt::ShiftModifier};

    MainWindow& window_;
    QRandomGenerator random_;
    QTimer closer_;
};

} // namespace

class RandomEventsTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QCoreApplication::setOrganizationName(QStringLiteral("unimo-test"));
        qputenv("UNIMO_BIN", "/bin/false"); // a click on Start must not train
        look::Theme::instance().apply(look::Theme::Mode::Light);
    }

    /// Whatever is clicked and typed, nothing breaks, and everything done to the data is undone.
    void nothingBreaksAndAllIsUndone()
    {
        const int events = qEnvironmentVariableIntValue("UNIMO_RANDOM_EVENTS");
        const auto seed = static_cast<quint32>(qEnvironmentVariableIntValue("UNIMO_RANDOM_SEED"));
        test::TestProject project(kSamples);
        const auto before = captionsOf(project);
        {
            MainWindow window(/*remember=*/false);
            window.resize(1280, 800);
            window.show();
            QVERIFY(QTest::qWaitForWindowExposed(&window));
            test::openAndWait(*window.workspace(), project.folder());
            Hands hands(window, seed);
            for (int i = 0; i < (events > 0 ? events : kUsualEvents); ++i) {
                hands.act();
                QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
            }
            QTRY_VERIFY_WITH_TIMEOUT(window.workspace()->jobs()->jobs().isEmpty(), 60'000);
        }
        while (project.store().undo())
            ;
        QCOMPARE(captionsOf(project), before);
    }

private:
    static QMap<qint64, QString> captionsOf(test::TestProject& project)
    {
        QMap<qint64, QString> captions;
        for (const auto& caption : project.store().captions({}))
            captions.insert(caption.id, QString::fromStdString(caption.text));
        return captions;
    }
};

QTEST_MAIN(RandomEventsTest)
#include "random_events_test.moc"
