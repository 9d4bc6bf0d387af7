// Carries the precompiled <torch/torch.h> that every library with torch inside shares.
// SPDX-License-Identifier: GPL-3.0-or-later
