// The play room: trainings in the pages of the report.

export { PANEL_TITLE, trainingPanels } from "./training_panel.ts";
export { trainingScripts } from "./training_scripts.ts";
