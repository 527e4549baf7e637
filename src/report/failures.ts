// What goes wrong, for printing: failures and findings as text and as JSON.

export { printFailure } from './failure-text.ts';
export { printDiagnostics } from './findings.ts';
export { failureJson, validationJson } from './json.ts';
