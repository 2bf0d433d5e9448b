// How the pad looks. It lives in a shadow tree, so nothing here reaches the page, nor the page this.

/** The style sheet of one pad. */
export const STYLE = `
:host {
  display: block;
  --background: light-dark(#ffffff, #1f1f1f);
  --ink: light-dark(#222222, #e4e4e4);
  --quiet: light-dark(#5f5f5f, #a8a8a8);
  --line: light-dark(#8a8a8a, #7a7a7a);
  --track: light-dark(#ececec, #343434);
  --bar: light-dark(#0072b2, #56b4e9);
  container-type: inline-size;
}
* { box-sizing: border-box; }
.pad {
  display: grid;
  grid-template-columns: auto minmax(13rem, 17rem) minmax(13rem, 1fr);
  gap: 1rem 1.5rem;
  max-width: 60rem;
  padding: 1rem;
  color: var(--ink);
  background: var(--background);
  border: 1px solid var(--track);
  border-radius: 6px;
  font: 14px/1.4 system-ui, sans-serif;
}
@container (max-width: 54rem) {
  .pad { grid-template: auto 1fr / auto minmax(11rem, 1fr); }
  .pad > :first-child { grid-row: span 2; }
}
@container (max-width: 32rem) {
  .pad { grid-template: auto / minmax(0, 1fr); }
  .pad > :first-child { grid-row: auto; }
}
.paper {
  position: relative;
  width: 280px;
  max-width: 100%;
  aspect-ratio: 1;
  outline: 1px solid var(--line);
}
canvas { display: block; }
:host([data-theme="dark"]) canvas { filter: invert(0.88); }
.paper canvas {
  width: 100%;
  height: 100%;
  background: #ffffff;
  outline: none;
  cursor: crosshair;
  touch-action: none;
  user-select: none;
}
.paper:has(:focus-visible), button:focus-visible, select:focus-visible {
  outline: 3px solid var(--bar);
}
.pen {
  position: absolute;
  width: 24px;
  height: 24px;
  margin: -12px;
  border: 2px solid var(--bar);
  border-radius: 50%;
  pointer-events: none;
}
.pen[data-down] { background: var(--bar); }
.pen[hidden], .hint[hidden] { display: none; }
.hint {
  position: absolute;
  inset: 0;
  display: grid;
  place-items: center;
  margin: 0;
  color: var(--quiet);
  pointer-events: none;
}
.controls { display: flex; flex-wrap: wrap; gap: 0.5rem; margin-top: 0.75rem; max-width: 280px; }
button, select {
  min-height: 2rem;
  padding: 0.25rem 0.75rem;
  color: var(--ink);
  background: var(--background);
  border: 1px solid var(--line);
  border-radius: 4px;
  font: inherit;
}
button:hover, select:hover { border-color: var(--bar); }
label { display: grid; gap: 0.15rem; margin-bottom: 0.75rem; color: var(--quiet); }
select { width: 100%; min-width: 0; }
.answer { margin: 0 0 0.5rem; min-height: 1.4em; font-weight: 600; }
ol { display: grid; gap: 3px; margin: 0; padding: 0; list-style: none; }
li { display: grid; grid-template-columns: 1ch 1fr 4rem; gap: 0.5rem; align-items: center; }
li.best { font-weight: 700; }
.track { height: 0.9rem; background: var(--track); }
.bar { height: 100%; width: 0; background: var(--bar); transition: width 80ms; }
.track, .bar { forced-color-adjust: none; }
@media (prefers-reduced-motion: reduce) { .bar { transition: none; } }
.share { text-align: right; font-variant-numeric: tabular-nums; }
.beside { margin: 0.75rem 0 0; color: var(--quiet); white-space: pre-line; }
figure { margin: 0 0 0.75rem; }
figcaption { margin-bottom: 0.25rem; color: var(--quiet); }
figure canvas { max-width: 100%; image-rendering: pixelated; }
.frame { width: fit-content; max-width: 100%; padding: 1px; background: var(--track); }
.seen canvas { width: 112px; height: 112px; }
.activations canvas { width: 300px; }
.help { margin: 0.5rem 0 0; max-width: 280px; color: var(--quiet); font-size: 12px; }
.picture { max-width: 280px; margin: 0.75rem 0 0; }
.picture input { max-width: 100%; font: inherit; }
.strip { display: flex; flex-wrap: wrap; gap: 4px; max-width: 280px; margin-top: 0.5rem; }
.strip button { min-width: 44px; min-height: 44px; padding: 4px; }
.strip button[aria-pressed="true"] { outline: 3px solid var(--bar); }
.strip canvas { width: 34px; height: 34px; image-rendering: pixelated; }
.sr-only {
  position: absolute;
  width: 1px;
  height: 1px;
  margin: -1px;
  overflow: hidden;
  clip-path: inset(50%);
  white-space: nowrap;
}
`;
