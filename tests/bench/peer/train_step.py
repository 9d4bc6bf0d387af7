#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The training step of UNIMO Workbench, written as one would in Python: transformers' BERT encoder,
torch eager, batches padded to the longest, torch.optim.AdamW, optionally under bf16 autocast.

It does the same work as `unimo train`: the same sequences, the same losses, the same optimiser
settings. What is inside the sequences does not change the time, so tokens and features are random.
`unimo bench steps` and `unimo bench train` write the sequences' lengths, run this program beside
their own steps (--serve: a step whenever it is asked for one, rounds.py) and print both sides.

Lengths file (JSON): {"steps": [step, ...]}, each step an object of lists; an absent list is empty.
  contrast_images   [visual]                    pictures encoded alone
  contrast_texts    [text]                      their texts, encoded alone
  captions          [[visual, text]]            picture prefix, causal caption
  masked_captions   [[visual, text, hidden]]    hidden: masked words
  masked_pictures   [[visual, text, hidden]]    hidden: masked regions
  match             [[[visual, text], ...]]     sets of candidates, the truth first
  questions         [[visual, text]]
  cmcl              [[visual, text]]            the pairs and their rewritten items, pair by pair
  cmcl_texts        [text]                      the pairs' own and retrieved ones, encoded alone
  cmcl_images       [visual]
  cmcl_pairs        how many pairs these belong to
visual counts [IMG] and the regions, text counts [CLS] and [SEP].

Prints one JSON object: step_seconds (median), step_seconds_all, cpu_seconds (a step),
sequences_per_second, tokens_per_second (real tokens, padding left out), padding_share,
peak_mib, threads, dtype, attention, torch, transformers.
"""

import argparse
import itertools
import json
import resource
import statistics
import time

from rounds import serve, timed

import torch
import torch.nn.functional as F
import transformers
from torch import nn
from transformers import BertConfig
from transformers.models.bert.modeling_bert import BertEncoder


class Unimo(nn.Module):
    """UNIMO's embeddings and heads around BertEncoder; the shapes of core/model."""

    def __init__(self, args):
        super().__init__()
        hidden = args.hidden
        config = BertConfig(
            vocab_size=args.vocab,
            hidden_size=hidden,
            num_hidden_layers=args.layers,
            num_attention_heads=args.heads,
            intermediate_size=4 * hidden,
            hidden_dropout_prob=args.dropout,
            attention_probs_dropout_prob=args.dropout,
            layer_norm_eps=1e-12,
        )
        config._attn_implementation = args.attention
        self.boolean_mask = args.attention == "sdpa"
        self.output_vocab = args.output_vocab or args.vocab
        self.word = nn.Embedding(args.vocab, hidden)
        self.position = nn.Embedding(512, hidden)
        self.text_norm = nn.LayerNorm(hidden)
        self.feature = nn.Linear(args.feature_dim, hidden)
        self.location = nn.Linear(5, hidden)
        self.visual_norm = nn.LayerNorm(hidden)
        self.dropout = nn.Dropout(args.dropout)
        self.feature_dropout = nn.Dropout(args.feature_dropout)
        self.encoder = BertEncoder(config)
        self.text_pooler = nn.Linear(hidden, hidden)
        self.image_pooler = nn.Linear(hidden, hidden)
        self.head_transform = nn.Linear(hidden, hidden)
        self.head_norm = nn.LayerNorm(hidden)
        self.head_bias = nn.Parameter(torch.zeros(args.vocab))
        self.region_feature = nn.Linear(hidden, args.feature_dim)
        self.region_class = nn.Linear(hidden, args.classes)
        self.text_projection = nn.Linear(hidden, hidden)
        self.image_projection = nn.Linear(hidden, hidden)
        self.log_temperature = nn.Parameter(torch.tensor(0.07).log())
        self.similarity = nn.Parameter(torch.full((hidden,), 0.02))
        self.match = nn.Sequential(nn.Linear(2 * hidden, hidden), nn.GELU(), nn.Linear(hidden, 1))
        self.answer = nn.Sequential(
            nn.Linear(hidden, hidden), nn.GELU(), nn.LayerNorm(hidden), nn.Linear(hidden, args.answers)
        )
        for module in self.modules():
            if isinstance(module, (nn.Linear, nn.Embedding)):
                nn.init.normal_(module.weight, std=0.02)

    def forward(self, batch):
        """batch -> states [sequences, visual + text, hidden]"""
        parts = []
        if batch["features"] is not None:
            seen = self.feature_dropout(batch["features"])
            seen = seen.masked_fill(batch["region_masked"].unsqueeze(-1), 0.0)
            visual = self.feature(seen) + self.location(batch["locations"])
            parts.append(self.dropout(self.visual_norm(visual)))
        if batch["tokens"] is not None:
            positions = torch.arange(batch["tokens"].size(1))
            text = self.word(batch["tokens"]) + self.position(positions)
            parts.append(self.dropout(self.text_norm(text)))
        mask = batch["mask"]
        if not self.boolean_mask:
            mask = torch.zeros(mask.shape).masked_fill(~mask, torch.finfo(torch.float32).min)
        return self.encoder(torch.cat(parts, 1), attention_mask=mask).last_hidden_state

    def language_logits(self, states):
        weight, bias = self.word.weight[: self.output_vocab], self.head_bias[: self.output_vocab]
        return F.linear(self.head_norm(F.gelu(self.head_transform(states))), weight, bias)


class Collator:
    """Pads lists of (visual, text, hidden) lengths to batches of random content."""

    def __init__(self, args):
        self.args = args
        self.vocab = args.output_vocab or args.vocab

    def batch(self, lengths, causal=False, mask_words=False, mask_regions=False):
        visual = [v for v, _, _ in lengths]
        text = [t for _, t, _ in lengths]
        n, longest_visual, longest_text = len(lengths), max(visual), max(text)
        batch = {"features": None, "tokens": None, "visual": longest_visual}
        alive = torch.zeros(n, longest_visual + longest_text, dtype=torch.bool)
        for i, (v, t) in enumerate(zip(visual, text)):
            alive[i, :v] = True
            alive[i, longest_visual : longest_visual + t] = True
        mask = alive[:, None, None, :].expand(-1, 1, alive.size(1), -1).clone()
        if causal:
            length = alive.size(1)
            allowed = torch.ones(length, length, dtype=torch.bool)
            allowed[:longest_visual, longest_visual:] = False
            allowed[longest_visual:, longest_visual:] = torch.ones(
                longest_text, longest_text, dtype=torch.bool
            ).tril()
            mask &= allowed
        batch["mask"] = mask
        batch["alive"] = alive
        batch["tokens_real"] = int(alive.sum())
        batch["tokens_padded"] = alive.numel()
        if longest_visual:
            batch["features"] = torch.randn(n, longest_visual, self.args.feature_dim)
            batch["locations"] = torch.rand(n, longest_visual, 5)
            masked = torch.zeros(n, longest_visual, dtype=torch.bool)
            if mask_regions:
                for i, (v, _, hidden) in enumerate(lengths):
                    masked[i, 1 : 1 + min(hidden, v - 1)] = True
                count = int(masked.sum())
                batch["region_targets"] = torch.randn(count, self.args.feature_dim)
                batch["class_targets"] = torch.softmax(torch.randn(count, self.args.classes), 1)
            batch["region_masked"] = masked
        if longest_text:
            batch["tokens"] = torch.randint(4, self.vocab, (n, longest_text))
            if causal or mask_words:
                labels = torch.full((n, longest_text), -100)
                for i, (_, t, hidden) in enumerate(lengths):
                    first, end = (0, t - 1) if causal else (1, 1 + min(hidden, t - 2))
                    labels[i, first:end] = torch.randint(4, self.vocab, (end - first,))
                batch["labels"] = labels
        return batch

    def step(self, lengths):
        """All batches of one step, by objective; an objective without sequences is left out."""
        step = {}

        def add(name, items, **how):
            if items:
                step[name] = self.batch([(*item, 0)[:3] for item in items], **how)

        add("contrast_images", [(v, 0) for v in lengths.get("contrast_images", [])])
        add("contrast_texts", [(0, t) for t in lengths.get("contrast_texts", [])])
        add("captions", lengths.get("captions", []), causal=True)
        add("masked_captions", lengths.get("masked_captions", []), mask_words=True)
        add("masked_pictures", lengths.get("masked_pictures", []), mask_regions=True)
        sets = lengths.get("match", [])
        add("match", [pair for candidates in sets for pair in candidates])
        if sets:
            step["match"]["candidates"] = len(sets[0])
        add("questions", lengths.get("questions", []))
        add("cmcl", lengths.get("cmcl", []))
        add("cmcl_texts", [(0, t) for t in lengths.get("cmcl_texts", [])])
        add("cmcl_images", [(v, 0) for v in lengths.get("cmcl_images", [])])
        if "cmcl" in step:
            step["cmcl"]["pairs"] = lengths["cmcl_pairs"]
        if "questions" in step:
            count = step["questions"]["tokens"].size(0)
            step["questions"]["answers"] = torch.randint(0, self.args.answers, (count,))
        return step


def pooled(states, batch, picture):
    """The mean over the tokens of the picture or of the text, as unimo-mini pools: [n, hidden]"""
    half = slice(0, batch["visual"]) if picture else slice(batch["visual"], None)
    alive = batch["alive"][:, half].unsqueeze(-1)
    return (states[:, half] * alive).sum(1) / alive.sum(1)


def cmcl_loss(model, step):
    """The share of a pair's positives among all that it is compared with (UNIMO, equation 1): its own
    and its rewritten items, encoded together, and what was retrieved, encoded alone."""
    batch, pairs = step["cmcl"], step["cmcl"]["pairs"]
    states = model(batch)
    images = F.relu(model.image_pooler(pooled(states, batch, picture=True)))
    texts = F.relu(model.text_pooler(pooled(states, batch, picture=False)))
    together = ((images * texts) @ model.similarity).float().view(pairs, -1)
    positive = together[:, :4]  # the pair itself and its three positives
    everything = [together]
    if "cmcl_texts" in step and "cmcl_images" in step:
        alone, seen = step["cmcl_texts"], step["cmcl_images"]
        texts = F.relu(model.text_pooler(pooled(model(alone), alone, picture=False)))
        images = F.relu(model.image_pooler(pooled(model(seen), seen, picture=True)))
        scores = ((images * model.similarity) @ texts.t()).float()
        everything += [scores[:pairs], scores[:, :pairs].t()]
    return (torch.cat(everything, 1).logsumexp(1) - positive.logsumexp(1)).mean()


def losses(model, step):
    """The plain sum of every objective's loss, as core/train/train_step.cpp has it."""
    total = 0.0
    if "contrast_images" in step:
        images = pooled(model(step["contrast_images"]), step["contrast_images"], picture=True)
        texts = pooled(model(step["contrast_texts"]), step["contrast_texts"], picture=False)
        images = F.normalize(model.image_projection(images).float(), dim=-1)
        texts = F.normalize(model.text_projection(texts).float(), dim=-1)
        scores = images @ texts.t() / model.log_temperature.exp().clamp(0.001, 0.5)
        own = torch.arange(scores.size(0))
        total = total + (F.cross_entropy(scores, own) + F.cross_entropy(scores.t(), own)) / 2
    for name in ("captions", "masked_captions"):
        if name in step:
            batch = step[name]
            logits = model.language_logits(model(batch)[:, batch["visual"] :])
            total = total + F.cross_entropy(logits.flatten(0, 1).float(), batch["labels"].flatten())
    if "masked_pictures" in step:
        batch = step["masked_pictures"]
        hidden = model(batch)[:, : batch["visual"]][batch["region_masked"]]
        if len(hidden):
            total = total + F.mse_loss(model.region_feature(hidden).float(), batch["region_targets"])
            classes = F.log_softmax(model.region_class(hidden).float(), dim=1)
            total = total - 0.3 * (batch["class_targets"] * classes).sum(1).mean()
    if "match" in step:
        batch = step["match"]
        states = model(batch)
        words = pooled(states, batch, picture=False)
        image = F.relu(model.image_pooler(pooled(states, batch, picture=True)))
        product = F.relu(model.text_pooler(words)) * image
        scores = model.match(torch.cat([product, words], 1)).float().view(-1, batch["candidates"])
        total = total + F.cross_entropy(scores, torch.zeros(scores.size(0), dtype=torch.long))
    if "cmcl" in step:
        total = total + cmcl_loss(model, step)
    if "questions" in step:
        batch = step["questions"]
        logits = model.answer(pooled(model(batch), batch, picture=False))
        total = total + F.cross_entropy(logits.float(), batch["answers"])
    return total


def parse():
    parser = argparse.ArgumentParser(description="The Python peer of unimo's training step")
    parser.add_argument("--lengths", required=True, help="JSON file with the steps' lengths")
    parser.add_argument("--hidden", type=int, default=384)
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--heads", type=int, default=12)
    parser.add_argument("--vocab", type=int, default=30522)
    parser.add_argument("--output-vocab", type=int, default=0, help="0: all of --vocab")
    parser.add_argument("--feature-dim", type=int, default=1328)
    parser.add_argument("--classes", type=int, default=1000)
    parser.add_argument("--answers", type=int, default=150)
    parser.add_argument("--dropout", type=float, default=0.0)
    parser.add_argument("--feature-dropout", type=float, default=0.1)
    parser.add_argument("--dtype", choices=["fp32", "bf16"], default="fp32")
    parser.add_argument(
        "--attention", choices=["sdpa", "eager"], default="sdpa", help="sdpa is transformers' default"
    )
    parser.add_argument("--fused-adamw", action="store_true", help="torch.optim.AdamW(fused=True)")
    parser.add_argument("--serve", action="store_true", help="a step for each line of stdin")
    parser.add_argument("--threads", type=int, default=0, help="0: as torch chooses")
    parser.add_argument("--warmup", type=int, default=2, help="steps that are not counted")
    parser.add_argument("--limit", type=int, default=0, help="steps to measure; 0: all in the file")
    return parser.parse_args()


def optimizer_of(model, args):
    decayed = [p for p in model.parameters() if p.dim() >= 2]
    plain = [p for p in model.parameters() if p.dim() < 2]
    groups = [{"params": decayed, "weight_decay": 0.01}, {"params": plain, "weight_decay": 0.0}]
    fused = {"fused": True} if args.fused_adamw else {}
    return torch.optim.AdamW(groups, lr=4e-4, betas=(0.9, 0.98), eps=1e-6, **fused)


def main():
    args = parse()
    if args.threads:
        torch.set_num_threads(args.threads)
    torch.manual_seed(1)
    with open(args.lengths, encoding="utf-8") as file:
        all_lengths = json.load(file)["steps"]
    model = Unimo(args).train()
    optimizer = optimizer_of(model, args)
    collator = Collator(args)

    def train_step(step):
        with torch.autocast("cpu", torch.bfloat16, enabled=args.dtype == "bf16"):
            loss = losses(model, step)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad()
        return loss.item()

    def one_step(index):
        """A step against the clock; its batches are made outside it, as a loader would."""
        step = collator.step(all_lengths[index % len(all_lengths)])
        cpu_before = time.process_time()
        _, seconds = timed(lambda: train_step(step))
        return {
            "seconds": seconds,
            "cpu_seconds": time.process_time() - cpu_before,
            "sequences": sum(batch["mask"].size(0) for batch in step.values()),
            "tokens": sum(batch["tokens_real"] for batch in step.values()),
            "padded": sum(batch["tokens_padded"] for batch in step.values()),
            "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        }

    def prepare():
        for i in range(args.warmup):
            one_step(i)
        return lambda _: one_step(next(steps))

    steps = itertools.count(args.warmup)
    if args.serve:
        serve(f"torch {torch.__version__}, transformers {transformers.__version__}, {args.dtype}", prepare)
        return
    work = prepare()
    done = [work({}) for _ in range(args.limit or max(1, len(all_lengths) - args.warmup))]
    total = {key: sum(step[key] for step in done) for key in done[0]}
    print(
        json.dumps(
            {
                "step_seconds": statistics.median(step["seconds"] for step in done),
                "step_seconds_all": [step["seconds"] for step in done],
                "cpu_seconds": total["cpu_seconds"] / len(done),
                "sequences_per_second": total["sequences"] / total["seconds"],
                "tokens_per_second": total["tokens"] / total["seconds"],
                "padding_share": 1 - total["tokens"] / total["padded"],
                "peak_mib": done[-1]["peak_mib"],
                "threads": torch.get_num_threads(),
                "dtype": args.dtype,
                "attention": args.attention,
                "torch": torch.__version__,
                "transformers": transformers.__version__,
            }
        )
    )


if __name__ == "__main__":
    main()
