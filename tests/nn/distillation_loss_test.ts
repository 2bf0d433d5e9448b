// The loss of a network with a teacher: its gradient, and its ends, where only one of both is heard.

import { assertAlmostEquals, assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import { DistillationLoss } from "../../lib/nn/distillation_loss.ts";
import { crossEntropy } from "../../lib/nn/mod.ts";
import { type Backend, createBackend, Tensor } from "../../lib/tensor/mod.ts";
import { assertNear } from "./golden.ts";

const reference = createBackend("reference");
const wasm = createBackend("wasm", { threads: 1 });
const logits = [0.3, -0.8, 1.1, 0.7, 0.2, -1.4];
const targets = [0, 1, 0, 0.8, 0.1, 0.1];
const softened = [0.2, 0.5, 0.3, 0.6, 0.3, 0.1];

for (const backend of [reference, wasm]) {
  for (const options of [{ temperature: 3, weight: 0.7 }, { temperature: 0.5, weight: 0.2 }]) {
    const name = `temperature ${options.temperature} on ${backend.name}`;
    Deno.test(`DistillationLoss has the gradient that differences show: ${name}`, () => {
      const { gradient } = run(logits, { backend, ...options });
      const step = 2 ** -7;
      for (let i = 0; i < logits.length; i++) {
        const [above, below] = [step, -step].map((change) => {
          const { losses } = run(logits.with(i, logits[i] + change), { backend, ...options });
          return (losses.data[0] + losses.data[1]) / 2;
        });
        assertAlmostEquals(gradient.data[i], (above - below) / (2 * step), 1e-4);
      }
    });
  }

  Deno.test(`DistillationLoss with one voice is cross-entropy on ${backend.name}`, () => {
    for (const [weight, wanted] of [[0, targets], [1, softened]] as const) {
      const { losses, gradient } = run(logits, { backend, temperature: 1, weight });
      const alone = { losses: backend.tensor([2]), gradient: backend.tensor([2, 3]) };
      crossEntropy(tensor(backend, logits), tensor(backend, wanted), { backend, ...alone });
      assertNear(losses.data, alone.losses.data, { name: "losses", tolerance: 1e-6 });
      assertNear(gradient.data, alone.gradient.data, { name: "gradient", tolerance: 1e-6 });
    }
  });
}

Deno.test("DistillationLoss leaves the logits as they are, and takes no memory for a batch", () => {
  const made: Tensor[] = [];
  const counting: Backend = {
    ...reference,
    tensor(shape) {
      made.push(reference.tensor(shape));
      return made[made.length - 1];
    },
  };
  const loss = new DistillationLoss(counting, { classes: 3, temperature: 4, weight: 0.9 });
  const z = tensor(reference, logits);
  const answers = { targets: tensor(reference, targets), softened: tensor(reference, softened) };
  const result = { losses: new Tensor([2]), gradient: new Tensor([2, 3]) };
  loss.compute(z, answers, result);
  const first = { made: made.length, gradient: result.gradient.data.slice() };
  loss.compute(z, answers, result);
  assertStrictEquals(made.length, first.made);
  assertEquals(result.gradient.data, first.gradient);
  assertEquals(z.data, new Float32Array(logits));
});

Deno.test("DistillationLoss refuses a teacher's words of another shape", () => {
  const loss = new DistillationLoss(reference, { classes: 3, temperature: 4, weight: 0.9 });
  assertThrows(
    () =>
      loss.compute(
        tensor(reference, logits),
        { targets: tensor(reference, targets), softened: new Tensor([3, 2]) },
        { losses: new Tensor([2]), gradient: new Tensor([2, 3]) },
      ),
    RangeError,
    "Cannot compute the loss: targets has shape [3, 2]",
  );
});

function tensor(backend: Backend, values: readonly number[]): Tensor {
  const tensor = backend.tensor([2, 3]);
  tensor.data.set(values);
  return tensor;
}

function run(
  values: readonly number[],
  { backend, ...options }: { backend: Backend; temperature: number; weight: number },
) {
  const result = { losses: backend.tensor([2]), gradient: backend.tensor([2, 3]) };
  const answers = { targets: tensor(backend, targets), softened: tensor(backend, softened) };
  const loss = new DistillationLoss(backend, { classes: 3, ...options });
  loss.compute(tensor(backend, values), answers, result);
  return result;
}
