// A plan, for printing: its view, as text and as JSON.

export { planJson } from './json.ts';
export { printPlanText } from './plan-text.ts';
export { type PlanView, viewPlan } from './view.ts';
