// The play room: trainings in the pages of the report.

export { PANEL_TITLE, SCRIPT_FILE, trainingPanels } from "./training_panel.ts";
export { trainingScript } from "./training_script.ts";
