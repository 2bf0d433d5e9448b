// How the parts of a panel look that are about the reader's own files and networks.

/** The style sheet that comes after that of the panel. */
export const OWN_STYLE = `
.training .own { margin-top: 1rem; padding-top: 1rem; border-top: 1px solid var(--line); }
.training .own button:first-child:enabled {
  border-color: var(--quiet);
  color: var(--ink);
  font-weight: inherit;
}
.training .own [role="status"] { margin-bottom: 0.75rem; }
.training .own summary { min-height: 2.75rem; line-height: 2.75rem; cursor: pointer; }
.training .own summary:focus-visible, .training .own input:focus-visible {
  outline: 3px solid var(--link);
  outline-offset: 2px;
}
.training .own label { display: inline-flex; max-width: 100%; flex-wrap: wrap; gap: 0.5rem; align-items: center; }
.training .own > :is(label, .note) { margin-bottom: 0.5rem; }
.training .own input[type="file"] {
  box-sizing: border-box;
  min-width: 0;
  min-height: 2.75rem;
  padding: 0;
  border: 0;
  background: none;
  font: inherit;
}
.training .own input::file-selector-button {
  min-height: 2.75rem;
  padding: 0.25rem 1rem;
  color: var(--ink);
  background: var(--ground);
  border: 1px solid var(--quiet);
  border-radius: 4px;
  font: inherit;
}
`;
