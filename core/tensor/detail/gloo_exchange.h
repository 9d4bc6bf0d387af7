// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tensor/detail/exchange.h"
#include "core/tensor/lifeline.h"

#include <memory>

namespace c10d {
class Store;
}

namespace unimo::tensor {

/// c10d's Gloo. Tensors of a GPU travel through the host. A wait ends when the lifeline knows of a
/// fault, too. Meets the others under names of its own in the store; the lifeline must outlive it.
[[nodiscard]] std::unique_ptr<Exchange>
glooExchange(const Rank& rank, const c10::intrusive_ptr<c10d::Store>& store, Lifeline& lifeline);

} // namespace unimo::tensor
