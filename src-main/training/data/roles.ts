/** Whether a file or folder holds what a network is fed, or what it is to answer. */
export type Role = 'input' | 'target';

const INPUT_WORDS =
  'input inputs low lr lowres raw noisy noise frame frames wf widefield confocal blurred single source x'.split(
    ' ',
  );

/** The plainer a word says "target", the earlier it stands: of two candidates the first is taken. */
const TARGET_WORDS = (
  'target targets gt groundtruth truth reference srrf esrrf sr superres superresolution hr highres high clean label ' +
  'labels averaged average avg mean y'
).split(' ');

/** Words that mean something only at the end of a name and without a number: else they count along an axis. */
const LAST_ONLY = new Set(['x', 'y']);

/** Two words that are one. */
const COMPOUNDS: readonly [RegExp, string][] = [
  [/ground[-_ ]truth/gi, 'groundtruth'],
  [/super[-_ ]?res(olution)?/gi, 'superres'],
  [/(low|high)[-_ ]?res(olution)?/gi, '$1res'],
];

/** What a name, or a path with "/", says when words for a role are read in it. */
export interface RoleName {
  /** What the last word for a role says; null where there is none. */
  role: Role | null;
  /** How plainly, the smaller the plainer. */
  rank: number;
  /** The name without all words for roles, in lower case, its words joined by "-"; numbers behind such words stay. */
  key: string;
  /** The same with those numbers gone: "fov08" of "fov08-avg50". */
  plainKey: string;
  /** `plainKey` as it was written; the name itself where no word was taken out. */
  label: string;
}

/** The words that name the roles where the person says them; else the usual ones are looked for. */
export interface GivenWords {
  input?: string | undefined;
  target?: string | undefined;
}

/** Reads a role in a name without its extension. */
export function readRole(name: string, given: GivenWords = {}): RoleName {
  let text = name;
  for (const [pattern, word] of COMPOUNDS) text = text.replace(pattern, word);
  let said: { role: Role; rank: number } | null = null;
  for (const role of ['target', 'input'] as const) {
    const word = given[role];
    if (word === undefined) continue;
    const without = withoutWord(text, compound(word));
    if (without === null) continue;
    said = { role, rank: -1 };
    text = without;
  }
  const words = text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  const kept: { word: string; digits: string; taken: boolean }[] = [];
  for (const [at, word] of words.entries()) {
    const found = usualRole(word, at === words.length - 1);
    if (found && said?.rank !== -1 && given[found.role] === undefined) said = found;
    kept.push({ word, digits: found ? /\d*$/.exec(word)![0] : '', taken: found !== null });
  }
  const key = kept.map(({ word, digits, taken }) => (taken ? digits : word)).filter((word) => word !== '');
  const plain = kept.filter(({ taken }) => !taken).map(({ word }) => word);
  return {
    role: said?.role ?? null,
    rank: said?.rank ?? Infinity,
    key: key.join('-').toLowerCase(),
    plainKey: plain.join('-').toLowerCase(),
    label: text === name && plain.length === words.length ? name : plain.join('-'),
  };
}

function usualRole(word: string, isLast: boolean): { role: Role; rank: number } | null {
  const letters = word.toLowerCase().replace(/\d+$/, '');
  if (LAST_ONLY.has(letters) && !(isLast && letters.length === word.length)) return null;
  const rank = TARGET_WORDS.indexOf(letters);
  if (rank >= 0) return { role: 'target', rank };
  const inputRank = INPUT_WORDS.indexOf(letters);
  return inputRank < 0 ? null : { role: 'input', rank: inputRank };
}

const compound = (word: string) =>
  COMPOUNDS.reduce((text, [pattern, one]) => text.replace(pattern, one), word);

/** The text without the last occurrence of a word that stands by itself; null where it does not occur. */
function withoutWord(text: string, word: string): string | null {
  const literal = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])${literal}(?![\\p{L}\\p{N}])`, 'giu');
  const last = [...text.matchAll(pattern)].pop();
  return last ? text.slice(0, last.index) + text.slice(last.index + last[0].length) : null;
}
