// How optimizers change the parameters, number by number.

import type { Tensor } from "../tensor.ts";

/** Plain gradient descent; see {@linkcode Backend.sgdStep}. */
export function sgdStep(
  value: Tensor,
  gradient: Tensor,
  { learningRate, decay }: { learningRate: number; decay: number },
): void {
  for (let i = 0; i < value.size; i++) {
    value.data[i] -= learningRate * (gradient.data[i] + decay * value.data[i]);
  }
}

/** Gradient descent with momentum; see {@linkcode Backend.momentumStep}. */
export function momentumStep(
  value: Tensor,
  gradient: Tensor,
  { velocity, learningRate, momentum, dampening, nesterov, decay }: {
    velocity: Tensor;
    learningRate: number;
    momentum: number;
    dampening: number;
    nesterov: boolean;
    decay: number;
  },
): void {
  for (let i = 0; i < value.size; i++) {
    const push = dampening * (gradient.data[i] + decay * value.data[i]);
    const speed = momentum * velocity.data[i] + push;
    velocity.data[i] = speed;
    value.data[i] -= learningRate * (nesterov ? push + momentum * speed : speed);
  }
}

/** Adam with decoupled weight decay; see {@linkcode Backend.adamStep}. */
export function adamStep(
  value: Tensor,
  gradient: Tensor,
  { firstMoment, secondMoment, learningRate, beta1, beta2, epsilon, decay, step }: {
    firstMoment: Tensor;
    secondMoment: Tensor;
    learningRate: number;
    beta1: number;
    beta2: number;
    epsilon: number;
    decay: number;
    step: number;
  },
): void {
  // Both moments start at zero; dividing by these makes up for it.
  const correction1 = 1 - beta1 ** step;
  const correction2 = 1 - beta2 ** step;
  for (let i = 0; i < value.size; i++) {
    const g = gradient.data[i];
    const mean = beta1 * firstMoment.data[i] + (1 - beta1) * g;
    const square = beta2 * secondMoment.data[i] + (1 - beta2) * g * g;
    firstMoment.data[i] = mean;
    secondMoment.data[i] = square;
    const direction = mean / correction1 / (Math.sqrt(square / correction2) + epsilon);
    value.data[i] -= learningRate * (direction + decay * value.data[i]);
  }
}

/** A moving average; see {@linkcode Backend.emaUpdate}. */
export function emaUpdate(
  value: Tensor,
  { average, decay }: { average: Tensor; decay: number },
): void {
  for (let i = 0; i < value.size; i++) {
    average.data[i] += (1 - decay) * (value.data[i] - average.data[i]);
  }
}

/** The sum of the squares of all values; see {@linkcode Backend.sumOfSquares}. */
export function sumOfSquares(x: Tensor): number {
  let sum = 0;
  for (const value of x.data) sum += value * value;
  return sum;
}

/** `x *= factor`; see {@linkcode Backend.scale}. */
export function scale(x: Tensor, factor: number): void {
  for (let i = 0; i < x.size; i++) x.data[i] *= factor;
}
