// The report of an apply, for printing: its view, as text and as JSON.

export { runJson } from './json.ts';
export { printRunText } from './run-text.ts';
export { type RunView, viewRun } from './run-view.ts';
