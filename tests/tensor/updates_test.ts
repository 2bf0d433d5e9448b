// What optimizers keep from step to step: no number below the normal ones, on any backend.

import { assertEquals } from "@std/assert";
import { type Backend, referenceBackend, type Tensor } from "../../lib/tensor/mod.ts";
import { fastBackends } from "./installed_backends.ts";

const smallestNormal = 2 ** -126;
/** What is kept before a step without a gradient: the last two are just too small and just large enough. */
const kept = [0.5, -0.5, NaN, 0, 1e-40, -1e-40, smallestNormal, 1.2 * smallestNormal];
const size = kept.length;

/** What the steps of a backend make of it. */
function afterAStep(backend: Backend): { [kept: string]: number[] } {
  const tensor = (values: readonly number[]) => {
    const made = backend.tensor([size]);
    made.data.set(values);
    return made;
  };
  const zeros = new Array(size).fill(0);
  const [velocity, firstMoment, secondMoment] = [kept, kept, kept.map(Math.abs)].map(tensor);
  const rest = { learningRate: 0.1, decay: 0 };
  const step = (run: (value: Tensor, gradient: Tensor) => void) =>
    run(tensor(new Array(size).fill(1)), tensor(zeros));
  step((value, gradient) =>
    backend.momentumStep(value, gradient, {
      ...rest,
      velocity,
      momentum: 0.9,
      dampening: 1,
      nesterov: true,
    })
  );
  step((value, gradient) =>
    backend.adamStep(value, gradient, {
      ...rest,
      firstMoment,
      secondMoment,
      beta1: 0.9,
      beta2: 0.9,
      epsilon: 1e-8,
      step: 1,
    })
  );
  return {
    velocity: [...velocity.data],
    firstMoment: [...firstMoment.data],
    secondMoment: [...secondMoment.data],
  };
}

Deno.test("momentumStep and adamStep keep 0 for what falls below the smallest normal number, and NaN for NaN", () => {
  const lasting = [0.45, -0.45, NaN, 0, 0, 0, 0, 0.9 * 1.2 * smallestNormal].map(Math.fround);
  for (const backend of [referenceBackend, ...fastBackends]) {
    const { velocity, firstMoment, secondMoment } = afterAStep(backend);
    const to32 = (values: number[]) => values.map((value) => Math.fround(value) + 0);
    assertEquals(to32(velocity), lasting, backend.name);
    assertEquals(to32(firstMoment), lasting, backend.name);
    assertEquals(to32(secondMoment), lasting.map(Math.abs), backend.name);
  }
});
