/** Where a query lies in a text: how well (higher is better), and which parts to mark, as [start, end). */
export interface Match {
  score: number;
  marks: [start: number, end: number][];
}

/** A line that can be found: what is searched in, best first. */
export interface Findable {
  title: string;
  /** Where it stands: a menu, a folder. */
  detail: string;
  /** What it does, in a sentence. */
  help?: string;
}

/** A line that was found. */
export interface Found<Item extends Findable> {
  item: Item;
  match: Match;
}

const WHOLE = 1000;
const WORDS = 500;
const LETTERS = 200;
const DETAIL = 100;
const HELP = 50;

/** The items a query finds, the best first; all of them for an empty query, in their order. */
export function find<Item extends Findable>(query: string, items: readonly Item[]): Found<Item>[] {
  const asked = query.trim().toLowerCase();
  if (asked === '') return items.map((item) => ({ item, match: { score: 0, marks: [] } }));
  return items
    .flatMap((item) => {
      const match = matchItem(asked, item);
      return match ? [{ item, match }] : [];
    })
    .sort((a, b) => b.match.score - a.match.score);
}

function matchItem(query: string, { title, detail, help = '' }: Findable): Match | null {
  const inTitle = matchText(query, title);
  if (inTitle) return inTitle;
  const words = query.split(/\s+/);
  const isIn = (text: string): boolean => words.every((word) => text.toLowerCase().includes(word));
  const score = isIn(`${title} ${detail}`) ? DETAIL : isIn(`${title} ${detail} ${help}`) ? HELP : null;
  if (score === null) return null;
  const marks = words.flatMap((word) => matchText(word, title)?.marks ?? []);
  return { score: score - title.length / 100, marks };
}

/** Matches a query against one text: as it stands, word by word in any order, or as letters in order. */
export function matchText(query: string, text: string): Match | null {
  const asked = query.trim().toLowerCase();
  const lower = text.toLowerCase();
  const at = indexOfWord(lower, asked);
  if (at >= 0) {
    const bonus = at === 0 ? 200 : startsWord(lower, at) ? 100 : 0;
    return { score: WHOLE + bonus - text.length / 100, marks: [[at, at + asked.length]] };
  }
  const words = asked.split(/\s+/);
  if (words.length > 1) {
    const places = words.map((word) => [indexOfWord(lower, word), word.length] as const);
    if (places.every(([place]) => place >= 0)) {
      const marks = places.map<[number, number]>(([place, length]) => [place, place + length]);
      return { score: WORDS - text.length / 100, marks: marks.sort(([a], [b]) => a - b) };
    }
  }
  const letters = initials(lower, asked.replaceAll(' ', ''));
  return letters && { score: LETTERS - text.length / 100, marks: letters.map((place) => [place, place + 1]) };
}

/** The first place of `part`, at the beginning of a word where there is such a place. */
function indexOfWord(text: string, part: string): number {
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
    if (startsWord(text, at)) return at;
  }
  return text.indexOf(part);
}

function startsWord(text: string, at: number): boolean {
  return at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1]!);
}

/**
 * Letters in order, each beginning a word or following the one before: "bc" and "brico" find "Brightness and contrast".
 * Null where they cannot be placed so.
 */
function initials(text: string, letters: string): number[] | null {
  const place = (from: number, rest: string): number[] | null => {
    if (rest === '') return [];
    for (let at = text.indexOf(rest[0]!, from); at >= 0; at = text.indexOf(rest[0]!, at + 1)) {
      if (at !== from && !startsWord(text, at)) continue;
      if (from === 0 && !startsWord(text, at)) continue;
      const after = place(at + 1, rest.slice(1));
      if (after) return [at, ...after];
    }
    return null;
  };
  return letters.length < 2 ? null : place(0, letters);
}
