// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/log.h"

#include <spdlog/sinks/base_sink.h>
#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <cstdlib>
#include <memory>
#include <mutex>

namespace unimo::log {
namespace {

spdlog::level::level_enum toSpdlog(Level level)
{
    switch (level) {
    case Level::Debug:
        return spdlog::level::debug;
    case Level::Info:
        return spdlog::level::info;
    case Level::Warning:
        return spdlog::level::warn;
    case Level::Error:
        return spdlog::level::err;
    }
    return spdlog::level::info;
}

class ListenerSink final : public spdlog::sinks::base_sink<std::mutex>
{
public:
    explicit ListenerSink(Listener listener) : listener_(std::move(listener)) {}

protected:
    void sink_it_(const spdlog::details::log_msg& message) override
    {
        const Level level = message.level <= spdlog::level::debug  ? Level::Debug
                            : message.level <= spdlog::level::info ? Level::Info
                            : message.level <= spdlog::level::warn ? Level::Warning
                                                                   : Level::Error;
        listener_(level, std::string(message.payload.data(), message.payload.size()));
    }
    void flush_() override {}

private:
    Listener listener_;
};

/// Sinks may be added while other threads log, hence one mutex around the sink list.
struct Logger
{
    std::mutex mutex;
    std::shared_ptr<spdlog::logger> logger;

    Logger()
    {
        auto terminal = std::make_shared<spdlog::sinks::stderr_color_sink_mt>();
        logger = std::make_shared<spdlog::logger>("unimo", terminal);
        logger->set_pattern("%H:%M:%S %^%-7l%$ %v");
        logger->flush_on(spdlog::level::info);
        if (const char* wanted = std::getenv("UNIMO_LOG"))
            logger->set_level(spdlog::level::from_str(wanted));
    }
};

Logger& instance()
{
    static Logger logger;
    return logger;
}

} // namespace

void write(Level level, std::string_view area, std::string_view message)
{
    Logger& log = instance();
    const std::lock_guard lock(log.mutex);
    log.logger->log(toSpdlog(level), "[{}] {}", area, message);
}

void debug(std::string_view area, std::string_view message)
{
    write(Level::Debug, area, message);
}
void info(std::string_view area, std::string_view message)
{
    write(Level::Info, area, message);
}
void warning(std::string_view area, std::string_view message)
{
    write(Level::Warning, area, message);
}
void error(std::string_view area, std::string_view message)
{
    write(Level::Error, area, message);
}

bool addFile(const std::filesystem::path& file)
{
    try {
        auto sink = std::make_shared<spdlog::sinks::basic_file_sink_mt>(file.string());
        sink->set_pattern("%Y-%m-%d %H:%M:%S %-7l %v");
        Logger& log = instance();
        const std::lock_guard lock(log.mutex);
        log.logger->sinks().push_back(std::move(sink));
        return true;
    } catch (const spdlog::spdlog_ex&) {
        return false;
    }
}

void setListener(Listener listener)
{
    Logger& log = instance();
    const std::lock_guard lock(log.mutex);
    log.logger->sinks().push_back(std::make_shared<ListenerSink>(std::move(listener)));
}

void setLevel(Level level)
{
    instance().logger->set_level(toSpdlog(level));
}

} // namespace unimo::log
