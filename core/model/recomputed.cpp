// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/detail/recomputed.h"

#include "core/tensor/detail/autocast.h"

#include <ATen/Context.h>
#include <torch/custom_class.h>

#include <mutex>

namespace unimo::model {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

/// Where the generators of the CPU and of a GPU stand.
struct RandomState
{
    at::Device device;
    std::vector<at::Tensor> states;

    explicit RandomState(const at::Device& where) : device(where)
    {
        forEach([&](at::Generator generator) { states.push_back(generator.get_state()); });
    }
    void restore() const
    {
        size_t i = 0;
        forEach([&](at::Generator generator) { generator.set_state(states[i++]); });
    }

private:
    template <typename Body>
    void forEach(const Body& body) const
    {
        for (const at::Device& each : {at::Device(at::kCPU), device}) {
            at::Generator generator = at::globalContext().defaultGenerator(each);
            const std::scoped_lock lock(generator.mutex());
            body(generator);
            if (device.is_cpu())
                return;
        }
    }
};

/// What the way back needs and autograd cannot keep.
struct Forward : torch::CustomClassHolder
{
    std::function<at::Tensor(const at::Tensor&)> body;
    RandomState random;
    bool autocast;

    Forward(std::function<at::Tensor(const at::Tensor&)> what, const at::Device& device)
        : body(std::move(what)), random(device),
          autocast(at::autocast::is_autocast_enabled(device.type()))
    {
    }
};

class Recomputed : public torch::autograd::Function<Recomputed>
{
public:
    static at::Tensor forward(AutogradContext* context, const at::Tensor& x,
                              at::TensorList parameters, const c10::intrusive_ptr<Forward>& run)
    {
        variable_list saved{x};
        saved.insert(saved.end(), parameters.begin(), parameters.end());
        context->save_for_backward(std::move(saved));
        context->saved_data["run"] = at::IValue::make_capsule(run);
        return run->body(x);
    }

    static variable_list backward(AutogradContext* context, const variable_list& gradients)
    {
        variable_list inputs = context->get_saved_variables();
        const auto run =
            c10::static_intrusive_pointer_cast<Forward>(context->saved_data["run"].toCapsule());
        const RandomState now(run->random.device);
        run->random.restore();
        inputs[0] = inputs[0].detach().requires_grad_();
        at::Tensor out;
        {
            const at::AutoGradMode recording(true);
            const tensor::AutocastGuard guard(run->random.device.type(), run->autocast);
            out = run->body(inputs[0]);
        }
        now.restore();
        variable_list result =
            torch::autograd::grad({out}, inputs, {gradients[0]}, /*retain_graph=*/false,
                                  /*create_graph=*/false, /*allow_unused=*/true);
        result.emplace_back(); // none for the run
        return result;
    }
};

} // namespace

at::Tensor recomputed(const at::Tensor& x, const std::vector<at::Tensor>& parameters,
                      std::function<at::Tensor(const at::Tensor&)> body)
{
    return Recomputed::apply(x, at::TensorList(parameters),
                             c10::make_intrusive<Forward>(std::move(body), x.device()));
}

} // namespace unimo::model
