// The queue: trainings on many machines, to the bits that one would find.

export { addressOfEnvironment, parseAddress, type QueueAddress } from "./address.ts";
export { queueRunner, type QueueRunnerOptions } from "./runner.ts";
