// How a training panel looks, in the colors of the page around it.

/** The style sheet of a page with a training panel. */
export const STYLE = `
.training {
  margin: 1rem 0;
  padding: 1rem;
  background: var(--raised);
  border: 1px solid var(--line);
  border-radius: 6px;
}
.training .controls { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: center; }
.training button {
  min-width: 6rem;
  min-height: 2.75rem;
  padding: 0.25rem 1rem;
  color: var(--ink);
  background: var(--ground);
  border: 1px solid var(--quiet);
  border-radius: 4px;
  font: inherit;
}
.training button:first-child:enabled { border-color: var(--link); color: var(--link); font-weight: 600; }
.training button:disabled { color: var(--quiet); border-color: var(--line); }
.training button:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.training .speed { min-height: 1.6em; margin: 0.5rem 0 0; color: var(--quiet); font-variant-numeric: tabular-nums; }
.training [role="status"] { min-height: 1.6em; margin: 0.75rem 0 0; }
.training .digest { display: block; font-size: 0.875rem; overflow-wrap: anywhere; }
.training .pictures { display: flex; flex-wrap: wrap; gap: 0.75rem; }
.training img { display: block; max-width: 100%; height: auto; margin-top: 0.75rem; background: #fff; border-radius: 4px; }
.training img[hidden] { display: none; }
.training .note { margin: 0.75rem 0 0; color: var(--quiet); font-size: 0.875rem; }
`;
