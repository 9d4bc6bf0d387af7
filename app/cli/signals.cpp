// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/signals.h"

#include <pthread.h>

#include <csignal>
#include <cstdlib>
#include <thread>

namespace unimo::cli {

std::stop_token stopOnSignals()
{
    // A stop request may run callbacks, which a signal handler must not: the signals are blocked
    // and a thread waits for them.
    static std::stop_source source;
    static const bool started = [] {
        sigset_t signals;
        sigemptyset(&signals);
        sigaddset(&signals, SIGINT);
        sigaddset(&signals, SIGTERM);
        pthread_sigmask(SIG_BLOCK, &signals, nullptr);
        std::thread([signals] {
            int caught = 0;
            sigwait(&signals, &caught);
            source.request_stop();
            if (caught == SIGINT) {
                sigset_t again;
                sigemptyset(&again);
                sigaddset(&again, SIGINT);
                sigwait(&again, &caught);
                std::_Exit(130);
            }
        }).detach();
        return true;
    }();
    (void)started;
    return source.get_token();
}

} // namespace unimo::cli
