// The parts of the provider, which lie in its file as text: each is compiled when it is first asked for, from what an
// earlier run left in the user's cache where there is such.

import { Script } from 'node:vm';
import type { CodeCache } from './code-cache.ts';

/** A part is the text of a function of `require`, `module` and `exports`. */
export type Parts = Readonly<Record<string, string>>;

type Require = (name: string) => unknown;
type Part = (require: Require, module: { exports: object }, exports: object) => void;

/**
 * Gives out a part by its name, as `require` does; each runs once.
 * @param outer gives what is no part: modules of node
 */
export function loader(parts: Parts, outer: Require, cache: CodeCache): Require {
  const modules = new Map<string, { exports: object }>();
  const load: Require = (name) => {
    const known = modules.get(name);
    if (known !== undefined) return known.exports;
    const text = Object.hasOwn(parts, name) ? parts[name] : undefined;
    if (text === undefined) return outer(name);
    const module = { exports: {} };
    modules.set(name, module);
    compiled(name.slice(2), text, cache)(load, module, module.exports);
    // As plain values: esbuild writes getters, which would be called at every use.
    module.exports = Object.defineProperty({ ...module.exports }, '__esModule', { value: true });
    return module.exports;
  };
  return load;
}

function compiled(name: string, text: string, cache: CodeCache): Part {
  const cachedData = cache.read(name);
  const options = { filename: `terraform-provider-id360/${name}`, ...(cachedData && { cachedData }) };
  const script = new Script(text, options);
  cache.runs(name, script.cachedDataRejected === false, () => script.createCachedData());
  return script.runInThisContext();
}
