// Drift, for printing: its view, as text and as JSON.

export { printDriftText } from './drift-text.ts';
export { type DriftView, viewDrift } from './drift-view.ts';
export { driftJson } from './json.ts';
