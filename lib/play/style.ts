// How a training panel looks, in the colors of the page around it.

/** The style sheet of a page with a training panel. */
export const STYLE = `
main > .training { max-width: none; }
.training {
  margin: 1rem 0;
  padding: 1rem;
  background: var(--raised);
  border: 1px solid var(--line);
  border-radius: 6px;
}
.training .controls, .training .runs { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: center; }
.training button, .training select, .training input[type="text"] {
  min-height: 2.75rem;
  padding: 0.25rem 0.75rem;
  color: var(--ink);
  background: var(--ground);
  border: 1px solid var(--quiet);
  border-radius: 4px;
  font: inherit;
}
.training :is(input, select) { max-width: 100%; }
.training .controls button { min-width: 6rem; }
.training .controls button:first-child { border-color: var(--link); color: var(--link); font-weight: 600; }
.training button:disabled { color: var(--quiet); border-color: var(--line); }
.training :is(button, select, input, a):focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.training .speed {
  min-height: 1.6em;
  margin: 0.5rem 0 0;
  color: var(--quiet);
  font-variant-numeric: tabular-nums;
}
.training [role="status"] { min-height: 1.6em; margin: 0.75rem 0 0; }
.training .digest { display: block; font-size: 0.875rem; overflow-wrap: anywhere; }
.training .pictures { display: flex; flex-wrap: wrap; gap: 0 0.75rem; }
.training img { display: block; max-width: 100%; height: auto; margin-top: 0.75rem; }
.training img[hidden] { display: none; }
.training .note { margin: 0.75rem 0 0; color: var(--quiet); font-size: 0.875rem; }
.training .settings { margin-bottom: 1rem; font-size: 0.9375rem; }
.training fieldset {
  min-width: 0;
  margin: 0.75rem 0 0;
  padding: 0.25rem 0.75rem 0.75rem;
  border: 1px solid var(--line);
  border-radius: 4px;
}
.training legend { padding: 0 0.25rem; font-weight: 600; }
.training fieldset, .training .group, .training .spec {
  display: flex;
  flex-wrap: wrap;
  gap: 0.5rem 0.75rem;
  align-items: flex-end;
}
.training .spec > .group { display: contents; }
.training .field { display: flex; flex-direction: column; }
.training .field input[type="text"] { width: 7rem; }
.training .field input[type="checkbox"] { width: 1.5rem; height: 1.5rem; margin: 0.6rem 0; }
.training [aria-invalid="true"] { border: 2px solid var(--warning); }
.training .layers {
  width: 100%;
  max-height: min(26rem, 70vh);
  margin: 0;
  padding: 0;
  overflow-y: auto;
  list-style: none;
}
.training .layers .field input[type="text"] { width: 5rem; }
.training .layers li {
  display: flex;
  flex-wrap: wrap;
  gap: 0.5rem;
  align-items: flex-end;
  justify-content: space-between;
  padding: 0.5rem 0;
  border-top: 1px solid var(--line);
}
.training .layers li:first-child { border-top: none; }
.training .buttons { display: flex; gap: 0.25rem; }
.training .buttons button { min-width: 2.75rem; padding: 0; }
.training .link { margin: 0.75rem 0 0; }
.training .problem { margin: 0.75rem 0 0; color: var(--warning); font-weight: 600; }
.training .problem:empty { margin: 0; }
.training .runs { margin-top: 0.75rem; }
.training .kept { width: 100%; margin: 0; padding: 0; list-style: none; }
.training .kept li { padding: 0.25rem 0; overflow-wrap: anywhere; }
`;
