// The public library: the pipeline and its nouns, for programs that do not want a process. The only barrel.

export {
  type Admanager,
  admanagerFrom,
  admanagerUrlFrom,
  type Client,
  type ClientOptions,
  type Credentials,
  createClient,
  createReadingClient,
  credentialsFrom,
  type ReadingClient,
} from './api/client.ts';
export type { Reader, Sent, Writer } from './api/port.ts';
export { loadDesired } from './config/desired.ts';
export { loadTenants } from './config/tenants.ts';
export { writeDesired } from './config/write.ts';
export { kinds } from './kinds/registry.gen.ts';
export { type FileLedgerOptions, fileLedger } from './ledger/file.ts';
export type { Journal, Ledger, Lock } from './ledger/port.ts';
export type { Answer, ApiRequest } from './model/call.ts';
export { type Action, actionOf, type Change, type State } from './model/change.ts';
export type { Diagnostic, Severity } from './model/diagnostic.ts';
export { Bug, exitCodes, type Failure, type Place, type Reason } from './model/failure.ts';
export { defaultGuards, type GuardLimits, type Limit } from './model/guard.ts';
export type { Entry, Unfinished } from './model/journal.ts';
export { emptyMemory, type Memory } from './model/memory.ts';
export type { Hazard, Plan, Step } from './model/plan.ts';
export { err, ok, type Result } from './model/result.ts';
export type { RunReport, StepOutcome } from './model/run.ts';
export { type ApplyInput, apply, resume } from './reconcile/apply.ts';
export type { ApplyEvent } from './reconcile/context.ts';
export { driftHistory } from './reconcile/drift-history.ts';
export { exportLive } from './reconcile/export.ts';
export { readHistory } from './reconcile/history.ts';
export { type PlanInput, plan } from './reconcile/plan.ts';
export { resolution } from './reconcile/resolve.ts';
export type { Services } from './reconcile/services.ts';
export type { Managed, Wanted } from './reconcile/shapes.ts';
export { driftJson, printDriftText, viewDrift } from './report/drift.ts';
export { planJson, printPlanText, viewPlan } from './report/plan.ts';
export { printRunText, runJson, viewRun } from './report/run.ts';
