// Test images of MNIST whose labels people doubt.

/**
 * The indices of the MNIST test images whose label a majority of five annotators did not confirm, when
 * they were asked about those that looked suspicious (Northcutt, Athalye and Mueller, 2021:
 * https://github.com/cleanlab/label-errors).
 */
export const doubtfulTestLabels: ReadonlySet<number> = new Set([
  ...[947, 1621, 1901, 2130, 2462, 2597, 2654, 3520],
  ...[3558, 5937, 6651, 6783, 8527, 9679, 9729],
]);
