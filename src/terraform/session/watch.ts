// Looks on while a kind observes: the subjects that it finds, beside the differ that is given them as ever. A plan lists
// what changes; Terraform also shows what stays.

import type { Kind, Prepared, Subject } from '../../model/kind.ts';

type Note = (kind: Kind, subject: Subject) => void;

/** The same kind, prepared in the same way; `note` is told of each subject. */
export function watched<T extends { readonly kind: Kind; readonly prepared: Prepared }>(
  managed: T,
  note: Note,
): T {
  const { kind, prepared } = managed;
  const observe: Prepared['observe'] = (memory) => {
    const observer = prepared.observe(memory);
    return {
      reads: observer.reads,
      row: (raw, read) => {
        const subject = observer.row(raw, read);
        if (subject.ok && subject.value) note(kind, subject.value);
        return subject;
      },
      finish: () => {
        const observed = observer.finish();
        for (const subject of observed.subjects) note(kind, subject);
        return observed;
      },
    };
  };
  return { ...managed, prepared: { ...prepared, observe } };
}
