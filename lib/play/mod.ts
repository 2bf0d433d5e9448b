// The play room: trainings in the pages of the report.

export { type Link, playLink } from "./play_link.ts";
export { publishedTrainings } from "./published_trainings.ts";
export { type TrainingPanels, trainingPanels } from "./training_panel.ts";
export { trainingScripts } from "./training_scripts.ts";
