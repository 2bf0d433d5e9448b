// Tests of datasets: views, order, batches, and the way to a Worker.

import {
  assert,
  assertEquals,
  assertNotEquals,
  assertStrictEquals,
  assertThrows,
} from "@std/assert";
import fc from "fast-check";
import { Dataset, type DatasetOptions } from "../../lib/data/dataset.ts";

const options: DatasetOptions = { name: "tiny", imageShape: [1, 2], classes: 10 };

/** Image `i` of this dataset is `[i, 255 - i]`, and its label the last digit of `i`. */
function numbered(count: number): Dataset {
  const images = new Uint8Array(2 * count).map((_, j) => j % 2 === 0 ? j / 2 : 255 - (j - 1) / 2);
  return new Dataset(images, new Uint8Array(count).map((_, i) => i % 10), options);
}

/** Which of the numbered images a dataset has, in its order; each checked to be whole. */
function numbers(dataset: Dataset): number[] {
  return Array.from({ length: dataset.count }, (_, index) => {
    const [number, complement] = dataset.image(index);
    assertEquals(complement, 255 - number);
    assertEquals(dataset.label(index), number % 10);
    return number;
  });
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}

function ascending(values: number[]): number[] {
  return values.toSorted((a, b) => a - b);
}

const counts = fc.integer({ min: 0, max: 100 });

Deno.test("Dataset knows its images, labels, count, shape, classes and name", () => {
  const dataset = numbered(30);
  assertEquals(numbers(dataset), range(30));
  assertEquals(dataset.count, 30);
  assertEquals(dataset.imageShape, [1, 2]);
  assertEquals(dataset.classes, 10);
  assertEquals(String(dataset), 'Dataset "tiny": 30 images of 1x2, 10 classes');
});

Deno.test("Dataset refuses images and labels that do not match", () => {
  assertThrows(
    () => new Dataset(new Uint8Array(6), new Uint8Array(2), options),
    RangeError,
    'Cannot make dataset "tiny": 2 labels need 4 bytes of 1x2 images but there are 6',
  );
  assertThrows(
    () => new Dataset(new Uint8Array(4), new Uint8Array([9, 10]), options),
    RangeError,
    "label 10 of image 1 is not one of 10 classes, 0 to 9",
  );
  assertThrows(
    () => new Dataset(new Uint8Array(4), new Uint8Array(2), { ...options, imageShape: [0, 2] }),
    RangeError,
    "height and width must be integers of at least 1 but are 0 and 2",
  );
  assertThrows(
    () =>
      new Dataset(new Uint8Array(4), new Uint8Array(2), { ...options, indices: Uint32Array.of(2) }),
    RangeError,
    'Cannot choose image 2 of dataset "tiny": it has 2',
  );
});

Deno.test("Dataset refuses to read images that it does not have", () => {
  for (const index of [-1, 3, 0.5, NaN]) {
    for (const read of [(d: Dataset) => d.image(index), (d: Dataset) => d.label(index)]) {
      assertThrows(
        () => read(numbered(3)),
        RangeError,
        `Cannot read image ${index} of dataset "tiny": it has 3`,
      );
    }
  }
});

Deno.test("Dataset.split is a partition that keeps the order", () => {
  fc.assert(fc.property(counts, counts, (a, b) => {
    const [first, rest] = numbered(a + b).split(a);
    assertEquals(numbers(first), range(a));
    assertEquals([...numbers(first), ...numbers(rest)], range(a + b));
  }));
});

Deno.test("Dataset.split and take refuse more images than there are", () => {
  for (const count of [-1, 4, 1.5, NaN]) {
    const message = `Cannot take ${count} images of dataset "tiny": it has 3`;
    assertThrows(() => numbered(3).split(count), RangeError, message);
    assertThrows(() => numbered(3).take(count), RangeError, message);
  }
});

Deno.test("Dataset.take keeps the first images", () => {
  assertEquals(numbers(numbered(10).take(4)), [0, 1, 2, 3]);
});

Deno.test("Dataset.shuffle is a permutation that its key fixes", () => {
  fc.assert(fc.property(counts, fc.integer(), (count, seed) => {
    const shuffled = numbers(numbered(count).shuffle([seed, "shuffle"]));
    assertEquals(ascending(shuffled), range(count));
    assertEquals(numbers(numbered(count).shuffle([seed, "shuffle"])), shuffled);
  }));
  assertNotEquals(numbers(numbered(100).shuffle([1])), numbers(numbered(100).shuffle([2])));
});

Deno.test("Dataset.shuffle leaves the dataset as it was", () => {
  const dataset = numbered(50);
  dataset.shuffle([1]);
  assertEquals(numbers(dataset), range(50));
});

Deno.test("Dataset.subset chooses indices of a view, also more than once", () => {
  const view = numbered(10).subset([9, 5, 7]);
  assertEquals(numbers(view.subset([2, 0, 0])), [7, 9, 9]);
  assertEquals(numbers(view.subset([])), []);
});

Deno.test("Dataset.subset refuses indices outside the view", () => {
  const view = numbered(10).take(3);
  for (const index of [3, -1, 0.5]) {
    assertThrows(
      () => view.subset([0, index]),
      RangeError,
      `Cannot choose image ${index} of dataset "tiny": it has 3`,
    );
  }
});

Deno.test("Dataset views share the pixels", () => {
  const dataset = numbered(5);
  const [, rest] = dataset.shuffle([1]).split(2);
  assertStrictEquals(rest.image(0).buffer, dataset.image(0).buffer);
});

Deno.test("Dataset.batches covers every image once, in order", () => {
  fc.assert(fc.property(counts, fc.integer({ min: 1, max: 120 }), (count, size) => {
    const dataset = numbered(count).shuffle([count]);
    const images: number[] = [];
    const labels: number[] = [];
    const sizes: number[] = [];
    for (const batch of dataset.batches(size)) {
      images.push(...batch.images.subarray(0, 2 * batch.count));
      labels.push(...batch.labels.subarray(0, batch.count));
      sizes.push(batch.count);
    }
    assertEquals(images, numbers(dataset).flatMap((number) => [number, 255 - number]));
    assertEquals(labels, numbers(dataset).map((number) => number % 10));
    assert(sizes.slice(0, -1).every((other) => other === size));
    assertEquals(sizes.length, Math.ceil(count / size));
  }));
});

Deno.test("Dataset.batches follows another order", () => {
  const order = Uint32Array.of(4, 0, 4);
  const found: number[][] = [];
  for (const { labels, count } of numbered(5).batches(2, { order })) {
    found.push([...labels.subarray(0, count)]);
  }
  assertEquals(found, [[4, 0], [4]]);
});

Deno.test("Dataset.batches refuses an order with indices outside the dataset", () => {
  assertThrows(
    () => [...numbered(3).batches(2, { order: Uint32Array.of(0, 3) })],
    RangeError,
    'Cannot read image 3 of dataset "tiny": it has 3',
  );
});

Deno.test("Dataset.batches fills the buffers it was given, and yields the same object", () => {
  const into = { images: new Uint8Array(6), labels: new Uint8Array(3) };
  const batches = [...numbered(5).batches(3, { into })];
  assertStrictEquals(batches[0], batches[1]);
  assertStrictEquals(batches[0].images, into.images);
  // The last batch has two images, so the third is left from the one before.
  assertEquals(into, {
    images: Uint8Array.of(3, 252, 4, 251, 2, 253),
    labels: Uint8Array.of(3, 4, 2),
  });
});

Deno.test("Dataset.batches makes do with the room that its largest batch needs", () => {
  const into = { images: new Uint8Array(4), labels: new Uint8Array(2) };
  assertEquals([...numbered(2).batches(1000, { into })].length, 1);
});

Deno.test("Dataset.batches checks its arguments before the first round", () => {
  for (const size of [0, -1, 1.5, NaN]) {
    assertThrows(
      () => numbered(3).batches(size),
      RangeError,
      `the size must be an integer of at least 1 but is ${size}`,
    );
  }
  const into = { images: new Uint8Array(4), labels: new Uint8Array(3) };
  assertThrows(
    () => numbered(5).batches(3, { into }),
    RangeError,
    "Cannot make batches of 3: they need 6 bytes of images and 3 of labels " +
      "but there is room for 4 and 3",
  );
});

Deno.test("Dataset goes to a Worker and back as a message, in the same memory", () => {
  const dataset = numbered(6).shuffle([3]).take(4);
  const received = Dataset.fromMessage(structuredClone(dataset.toMessage()));
  assertEquals(numbers(received), numbers(dataset));
  assertEquals(String(received), String(dataset));
  dataset.image(0)[0] = 99;
  assertEquals(received.image(0)[0], 99);
});

Deno.test("Dataset hands on where its images are from, to parts and by message", () => {
  const source = { name: "MNIST", sha256: "0".repeat(64), firstTestImages: 1000 };
  const dataset = new Dataset(new Uint8Array(4), new Uint8Array(2), { ...options, source });
  const [first, rest] = dataset.shuffle([1]).split(1);
  const message = structuredClone(rest.toMessage());
  for (const part of [first, rest, dataset.subset([1]), Dataset.fromMessage(message)]) {
    assertEquals(part.source, source);
  }
  assertEquals(numbered(2).source, undefined);
});
