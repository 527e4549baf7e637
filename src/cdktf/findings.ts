// How constructs say what is wrong: errors stop the synthesis, all of them at once and each with the path of its
// construct; warnings go with the stack. Nothing is thrown while an app is put together.

import { Annotations } from 'cdktf';
import type { Construct } from 'constructs';
import type { Diagnostic } from '../model/diagnostic.ts';
import { printPlace } from '../model/failure.ts';

/** Hands the findings about a construct to the library. */
export function tell(construct: Construct, diagnostics: readonly Diagnostic[]): void {
  const errors = diagnostics.filter(({ severity }) => severity === 'error').map(sentence);
  construct.node.addValidation({ validate: () => errors });
  for (const diagnostic of diagnostics)
    if (diagnostic.severity === 'warning') Annotations.of(construct).addWarning(sentence(diagnostic));
}

function sentence({ code, summary, why, next, where }: Diagnostic): string {
  const place = printPlace(where);
  return `${place === '' ? '' : `${place}: `}${summary}: ${why}. Next: ${next} (${code})`;
}
