// The search for recipes: what is tried, and that what races was tried.

import { assertEquals } from "@std/assert";
import { candidates, HELD_OUT } from "../../../lib/bench/race/candidates.ts";
import { ourRacers } from "../../../lib/bench/race/racers.ts";
import { raceRecipes } from "../../../lib/bench/race/recipes.ts";
import { searchRecipes } from "../../../lib/bench/race/search.ts";
import { Sequential } from "../../../lib/nn/mod.ts";
import { checkSchema } from "../../../lib/system/schema.ts";
import { recipeSchema } from "../../../lib/train/recipe.ts";
import { tinyRecipe } from "./sample_race.ts";

Deno.test("searchRecipes tries each candidate from each seed", async () => {
  const candidate = { title: "tiny", goal: 0.98, images: 50, recipe: tinyRecipe };
  const told: string[] = [];
  const trials = await searchRecipes([candidate], {
    racer: ourRacers([1])[0],
    heldOut: 1000,
    seeds: 2,
    onProgress: (text) => told.push(text),
  });
  assertEquals(told, ["tiny, seed 1", "tiny, seed 2"]);
  assertEquals(trials.length, 1);
  const [{ accuracies, seconds: _, ...rest }] = trials;
  assertEquals(rest, candidate);
  assertEquals(accuracies.length, 2);
  assertEquals(accuracies.every((accuracy) => accuracy > 0.1 && accuracy < 0.9), true);
});

Deno.test("what races was tried, with as many images as held-out ones leave", () => {
  for (const { name, goal, images, recipe } of raceRecipes) {
    if (goal === null) continue;
    const tried = candidates.findLast((candidate) => candidate.goal === goal)!;
    assertEquals(tried.recipe, recipe, name);
    assertEquals(tried.images, Math.min(images, 60_000 - HELD_OUT), name);
  }
});

Deno.test("all recipes are recipes, and their networks can be built", () => {
  for (const { title, recipe } of [...raceRecipes, ...candidates]) {
    checkSchema(recipeSchema, recipe, { to: `race ${title}` });
    const { outputShape } = new Sequential(recipe.network, { inputShape: recipe.inputShape });
    assertEquals(outputShape, [10]);
  }
});
