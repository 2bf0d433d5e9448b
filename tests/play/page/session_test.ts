// A training in a page, with a Worker that does what the test says.

import { assertEquals } from "@std/assert";
import type { PackedImages } from "../../../lib/play/page/images.ts";
import type { WorkerMessage, WorkerTask } from "../../../lib/play/page/messages.ts";
import { type SessionEvent, TrainingSession } from "../../../lib/play/page/session.ts";
import { publishedTrainings } from "../../../lib/play/mod.ts";

const [{ training }] = await publishedTrainings();
const mnist = { type: "mnist" } as PackedImages;
const own = { type: "own" } as unknown as PackedImages;
const model = new Uint8Array([1]);
const epoch = { epoch: 1, learningRate: 0.1, loss: 1, accuracy: 0.5, seconds: 1 };
const done: WorkerMessage = {
  type: "done",
  weightsSha256: "",
  accuracy: 0.5,
  rounding: "fused",
  model,
};

class FakeWorker {
  readonly tasks: WorkerTask[] = [];
  isTerminated = false;
  onmessage: ((event: { data: WorkerMessage }) => void) | null = null;
  onerror: ((event: { message: string }) => void) | null = null;

  postMessage(task: WorkerTask): void {
    this.tasks.push(task);
  }

  terminate(): void {
    this.isTerminated = true;
  }

  say(message: WorkerMessage): void {
    this.onmessage!({ data: message });
  }
}

/** A session, the Workers that it starts, and what its listeners are told. */
function makeSession(loadMnist = () => Promise.resolve(mnist)) {
  const workers: FakeWorker[] = [];
  const session = new TrainingSession({
    training,
    kernels: { fused: "", exact: "" },
    startWorker() {
      workers.push(new FakeWorker());
      return workers.at(-1) as unknown as Worker;
    },
    loadMnist,
  });
  const events: SessionEvent[] = [];
  session.listen((event) => events.push(event));
  const states = () => events.flatMap((event) => event.type === "state" ? event.state : []);
  return { session, workers, events, states };
}

Deno.test("TrainingSession starts, pauses after an epoch, goes on and ends with the network", async () => {
  const { session, workers, states } = makeSession();
  await session.start();
  const [worker] = workers;
  assertEquals(worker.tasks.map(({ type }) => type), ["train"]);
  worker.say({ type: "began", trainImages: 60_000, threads: 2 });
  session.pause();
  worker.say({ type: "epoch", epoch });
  worker.say({ type: "paused", model });
  assertEquals([session.state, session.model, session.epochs], ["paused", model, [epoch]]);
  session.resume();
  assertEquals(session.model, undefined);
  worker.say(done);
  assertEquals([session.state, session.model, worker.isTerminated], ["ready", model, true]);
  assertEquals(worker.tasks.map(({ type }) => type), ["train", "pause", "resume"]);
  assertEquals(states(), [
    "ready",
    "loading",
    "training",
    "pausing",
    "paused",
    "training",
    "ready",
  ]);
});

Deno.test("TrainingSession does not pause when the reader has gone on in the meantime", async () => {
  const { session, workers } = makeSession();
  await session.start();
  session.pause();
  session.resume();
  workers[0].say({ type: "paused", model });
  assertEquals([session.state, session.model], ["training", undefined]);
});

Deno.test("TrainingSession starts nothing that was thrown away while its images were loaded", async () => {
  const loading = Promise.withResolvers<PackedImages>();
  const { session, workers } = makeSession(() => loading.promise);
  const started = session.start();
  session.reset();
  loading.resolve(mnist);
  await started;
  assertEquals([session.state, workers.length], ["ready", 0]);
});

Deno.test("TrainingSession leaves alone what was started after a load that fails late", async () => {
  const loading = Promise.withResolvers<PackedImages>();
  const { session, workers, events } = makeSession(() => loading.promise);
  const first = session.start();
  session.useImages(own);
  await session.start();
  loading.reject(new Error("Cannot load mnist.js"));
  await first;
  assertEquals([session.state, workers[0].isTerminated], ["training", false]);
  assertEquals(events.filter(({ type }) => type === "error"), []);
});

Deno.test("TrainingSession says why it cannot train: settings, images, or the Worker", async () => {
  const { session, events, workers } = makeSession();
  const errors = () => events.flatMap((event) => event.type === "error" ? event.message : []);
  session.prepare(new Error("Cannot train with these settings"));
  await session.start();
  assertEquals([errors(), workers.length], [["Cannot train with these settings"], 0]);
  session.prepare(training);
  await session.start();
  workers[0].onerror!({ message: "out of memory" });
  assertEquals(errors().at(-1), 'Cannot train: the Worker says "out of memory"');
  assertEquals([session.state, workers[0].isTerminated], ["ready", true]);
  const other = makeSession(() => Promise.reject(new Error("Cannot load mnist.js")));
  await other.session.start();
  assertEquals(other.events.at(-1), { type: "error", message: "Cannot load mnist.js" });
});

Deno.test("TrainingSession claims published weights for the images of MNIST alone", async () => {
  const { session, workers } = makeSession();
  await session.start();
  assertEquals(session.training, training);
  session.useImages(own);
  await session.start();
  assertEquals(session.training, { ...training, weightsSha256: undefined });
  const [task] = workers[1].tasks;
  assertEquals(task.type === "train" && task.images, own);
  session.useImages();
  await session.start();
  assertEquals(session.training, training);
});

Deno.test("TrainingSession keeps runs, also when their training is thrown away", async () => {
  const { session, workers, events } = makeSession();
  await session.start();
  workers[0].say({ type: "epoch", epoch });
  session.keep({ name: "A", color: 1 });
  session.reset();
  const kept = { name: "A", color: 1, training, epochs: [epoch] };
  assertEquals(session.kept, [kept]);
  session.drop(session.kept[0]);
  assertEquals(session.kept, []);
  assertEquals(events.filter(({ type }) => type === "kept").length, 2);
});
