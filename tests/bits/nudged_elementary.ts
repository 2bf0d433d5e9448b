// Stands in for lib/tensor/elementary.ts: the same functions, one of which is made a little wrong.

import * as right from "../../lib/tensor/elementary.ts";

/** What is wrong: the results of one function, by a part of their size, up and down in turn. */
export const nudge: { name: string; part: number } = { name: "", part: 0 };

function nudged<Values extends number[]>(
  name: string,
  f: (...values: Values) => number,
): (...values: Values) => number {
  let sign = 1;
  return (...values) => {
    const result = f(...values);
    sign = -sign;
    return name === nudge.name ? result + sign * result * nudge.part : result;
  };
}

export const log = nudged("log", right.log);
export const exp = nudged("exp", right.exp);
export const sin = nudged("sin", right.sin);
export const cos = nudged("cos", right.cos);
export const power = nudged("power", right.power);
