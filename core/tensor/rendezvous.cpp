// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensor/rendezvous.h"

#include <torch/csrc/distributed/c10d/TCPStore.hpp>

namespace unimo::tensor {

struct Rendezvous::Store
{
    c10::intrusive_ptr<c10d::TCPStore> keys;
};

Rendezvous::Rendezvous(std::unique_ptr<Store> store) : store_(std::move(store)) {}
Rendezvous::~Rendezvous() = default;

Result<std::unique_ptr<Rendezvous>> Rendezvous::open()
{
    try {
        c10d::TCPStoreOptions options;
        options.port = 0;
        options.isServer = true;
        options.waitWorkers = false;
        auto store = std::make_unique<Store>();
        store->keys = c10::make_intrusive<c10d::TCPStore>("127.0.0.1", options);
        return std::unique_ptr<Rendezvous>(new Rendezvous(std::move(store)));
    } catch (const std::exception& error) {
        const std::string message = error.what();
        return Error{ErrorKind::Io,
                     "the processes have no place to meet: " +
                         message.substr(0, message.find('\n')),
                     "127.0.0.1",
                     {}};
    }
}

int Rendezvous::port() const
{
    return store_->keys->getPort();
}

void Rendezvous::giveUp(const std::string& why)
{
    try {
        store_->keys->set(kGivenUpKey, std::vector<uint8_t>(why.begin(), why.end()));
    } catch (const std::exception&) { // they will notice by themselves
    }
}

} // namespace unimo::tensor
