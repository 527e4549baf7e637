// The JSON texts of shown rows, kept until the row changes, so that a page costs little more than joining texts.

/** Texts are kept for so many ways to show rows, and for so many rows of each. */
const maxViews = 4;
const maxTexts = 250_000;

export interface Texts {
  /** The text of a slot in the view of that name, made where it is not kept. */
  readonly get: (slot: number, view: string, make: () => string | undefined) => string | undefined;
  readonly forget: (slot: number) => void;
}

export function createTexts(): Texts {
  const views = new Map<string, Map<number, string>>();
  const newView = (name: string): Map<number, string> => {
    const view = new Map<number, string>();
    views.set(name, view);
    const [oldest] = views.keys();
    if (views.size > maxViews && oldest !== undefined) views.delete(oldest);
    return view;
  };
  return {
    get: (slot, name, make) => {
      const view = views.get(name) ?? newView(name);
      const text = view.get(slot) ?? make();
      if (text !== undefined && view.size < maxTexts) view.set(slot, text);
      return text;
    },
    forget: (slot) => {
      for (const view of views.values()) view.delete(slot);
    },
  };
}
