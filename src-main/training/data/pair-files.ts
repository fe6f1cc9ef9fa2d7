import { fieldOfTarget, fieldToken } from './field-names';
import { readRole, type GivenWords, type RoleName } from './roles';

/** A file as seen from the folder that was named: its path with "/", and its name without what all of its role share. */
export interface RoleFile {
  /** From the folder that the person named. */
  path: string;
  /** From the folder of its role on, without its extension: what is compared. */
  stem: string;
  /** What the stem says with the words for roles read in it. */
  name: RoleName;
}

/** A file of one role, told by its path from the named folder and its part below the folder of its role. */
export function roleFile(path: string, below: string, given: GivenWords): RoleFile {
  const stem = below.replace(/(\.ome)?\.[^./]+$/i, '');
  return { path, stem, name: readRole(stem, given) };
}

/** Inputs with their targets by field, and what found no partner. */
export interface PairedFiles {
  fields: { name: string; pairs: { input: string; target: string }[] }[];
  /** Inputs without a target. */
  lonelyInputs: string[];
  /** Targets without an input. */
  lonelyTargets: string[];
  /** Targets for which another, whose name says so more plainly, was taken. */
  otherTargets: string[];
}

/**
 * Finds the target of each input by their names. In this order: equal names; equal but for words for roles; the target's
 * name is how the input's begins ("fov08-frame3" and "fov08"), or the other way round; the same field of view ("FOV_08").
 * Inputs that share a target are one field, and so are pairs whose targets show the same field of view.
 */
export function pairFiles(inputs: readonly RoleFile[], allTargets: readonly RoleFile[]): PairedFiles {
  const targets = plainestTargets(allTargets);
  const named = new NamedTargets(targets);
  const taken = new Set(targets);
  const fields = new Map<string, PairedFiles['fields'][number]>();
  const used = new Set<RoleFile>();
  const lonelyInputs: string[] = [];
  for (const input of inputs) {
    const target = inputs.length === 1 && targets.length === 1 ? targets[0]! : named.of(input);
    if (!target) {
      lonelyInputs.push(input.path);
      continue;
    }
    used.add(target);
    const { key, label } = fieldOfTarget(target);
    const field = fields.get(key) ?? { name: label, pairs: [] };
    fields.set(key, field);
    field.pairs.push({ input: input.path, target: target.path });
  }
  return {
    fields: [...fields.values()],
    lonelyInputs,
    lonelyTargets: targets.filter((target) => !used.has(target)).map(({ path }) => path),
    otherTargets: allTargets.filter((target) => !taken.has(target)).map(({ path }) => path),
  };
}

/** Of targets with the same name but for the words for roles, those whose word says "target" most plainly. */
function plainestTargets(targets: readonly RoleFile[]): RoleFile[] {
  const best = new Map<string, number>();
  for (const { name } of targets) best.set(name.key, Math.min(best.get(name.key) ?? Infinity, name.rank));
  return targets.filter(({ name }) => name.rank === best.get(name.key));
}

/** Targets by what their names say. */
class NamedTargets {
  readonly #maps = new Map<string, RoleFile[]>();

  constructor(readonly all: readonly RoleFile[]) {
    for (const target of all) {
      const { key, plainKey } = target.name;
      this.#put('stem', target.stem.toLowerCase(), target);
      this.#put('key', key, target);
      this.#put('plain', plainKey, target);
      for (const either of new Set([key, plainKey])) this.#put('either', either, target);
      for (const start of beginnings(key)) this.#put('start', start, target);
      const token = fieldToken(target.stem);
      if (token) this.#put('field', token.key, target);
    }
  }

  /**
   * The target of an input: rules in their order, of which the first that exactly one target follows decides; null where
   * none does.
   */
  of({ stem, name: { key, plainKey } }: RoleFile): RoleFile | null {
    const exact =
      this.#only('stem', stem.toLowerCase()) ??
      this.#only('key', key) ??
      this.#only('plain', key) ??
      this.#only('plain', plainKey);
    if (exact) return exact;
    for (const start of beginnings(key)) {
      const found = this.#get('either', start);
      if (found.length === 1) return found[0]!;
      if (found.length > 1) break;
    }
    const token = fieldToken(stem);
    const found = this.#only('start', key) ?? (token && this.#only('field', token.key));
    if (found) return found;
    return this.all.length === 1 && this.all[0]!.name.plainKey === '' ? this.all[0]! : null;
  }

  #put(rule: string, text: string, target: RoleFile): void {
    const at = `${rule} ${text}`;
    const found = this.#maps.get(at);
    if (found) found.push(target);
    else this.#maps.set(at, [target]);
  }

  #get(rule: string, text: string): readonly RoleFile[] {
    return (text !== '' && this.#maps.get(`${rule} ${text}`)) || [];
  }

  #only(rule: string, text: string): RoleFile | null {
    const found = this.#get(rule, text);
    return found.length === 1 ? found[0]! : null;
  }
}

/** All a key begins with, of whole words, without itself; the longest first. */
function beginnings(key: string): string[] {
  const words = key.split('-');
  return words.slice(1).map((_, i) => words.slice(0, words.length - 1 - i).join('-'));
}
