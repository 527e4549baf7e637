// Runs one command line and gives its exit code. Failures are printed here and nowhere else: as text on stderr,
// or with --json as the one document on stdout. A bug says that it is one.

import { exitCodes, type Failure } from '../model/failure.ts';
import { version } from '../model/version.gen.ts';
import type { Io } from './io.ts';
import type { Outcome } from './outcome.ts';

/** `argv` without node and script. */
export async function runCli(argv: readonly string[], io: Io): Promise<number> {
  if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
    await io.print(`${version}\n`);
    return 0;
  }
  const { parse } = await import('./program.ts');
  const json = asksJson(argv);
  try {
    return await end(await parse(argv, io), json, io);
  } catch (error) {
    return end({ failure: asBug(error, argv.includes('--debug')) }, json, io);
  }
}

/** What the options say, also of a command line that cannot be parsed. */
function asksJson(argv: readonly string[]): boolean {
  const format = argv.indexOf('--format');
  return (
    argv.includes('--json') || argv.includes('--format=json') || (format >= 0 && argv[format + 1] === 'json')
  );
}

async function end(outcome: Outcome, json: boolean, io: Io): Promise<number> {
  if ('reason' in outcome) return exitCodes[outcome.reason];
  const { failure, diagnostics = [] } = outcome;
  const { failureJson, printDiagnostics, printFailure } = await import('../report/failures.ts');
  const options = { color: io.color.err, width: io.width };
  if (json) await io.print(failureJson(failure, diagnostics));
  if (!json && diagnostics.length > 0) io.note(printDiagnostics(diagnostics, options));
  io.note(printFailure(failure, options));
  return exitCodes[failure.reason];
}

function asBug(error: unknown, debug: boolean): Failure {
  const message = error instanceof Error ? error.message : String(error);
  const stack = debug && error instanceof Error && error.stack !== undefined ? `\n${error.stack}` : '';
  return {
    code: 'bug',
    reason: 'error',
    summary: 'this is a bug in trueup, not a mistake of yours',
    why: `${message}${stack}`,
    next: debug ? 'report it with the text above' : 'run it again with --debug, and report what it prints',
  };
}
