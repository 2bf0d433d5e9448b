// What numbers are computed in, by backend and rounding.

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import {
  arithmeticKinds,
  arithmeticNotice,
  arithmeticOf,
  describeArithmetic,
  firstArithmetic,
  isSameArithmetic,
} from "../../lib/tensor/arithmetic.ts";

Deno.test("arithmeticOf takes fused and exact rounding for one, which is the first there was", () => {
  const fused = arithmeticOf({ name: "wasm", rounding: "fused" });
  const exact = arithmeticOf({ name: "wasm", rounding: "exact" });
  assert(isSameArithmetic(fused, exact));
  assertEquals(fused, firstArithmetic);
});

Deno.test("arithmeticOf tells fast rounding, libraries and plain loops from it", () => {
  const others = [
    arithmeticOf({ name: "wasm", rounding: "fast" }),
    arithmeticOf({ name: "blas", rounding: "fused" }),
    arithmeticOf({ name: "reference" }),
  ];
  assertEquals(["portable", ...others.map(({ kind }) => kind)], [...arithmeticKinds]);
  for (const other of others) assert(!isSameArithmetic(other, firstArithmetic));
});

Deno.test("isSameArithmetic is no where the version is another", () => {
  assert(!isSameArithmetic({ ...firstArithmetic, version: 2 }, firstArithmetic));
});

Deno.test("arithmeticNotice warns of weights that other machines do not get", () => {
  assertEquals(arithmeticNotice(firstArithmetic), undefined);
  for (const kind of ["fast", "blas"] as const) {
    assertStringIncludes(
      arithmeticNotice({ kind, version: 1 }) ?? "",
      "to the bit, these weights are not those that other machines get",
    );
  }
  assertEquals(describeArithmetic({ kind: "fast", version: 2 }), "fast rounding, version 2");
});
