/** Longest part of a name that a folder is called by. */
const LONGEST = 60;

/** Where a run that a window begins is kept: its name, as folders are named everywhere, and when it began. */
export function runFolder(runsFolder: string, name: string, begun: Date): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{Mark}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST)
    .replace(/^-+|-+$/g, '');
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${begun.getFullYear()}-${two(begun.getMonth() + 1)}-${two(begun.getDate())}`;
  const time = [begun.getHours(), begun.getMinutes(), begun.getSeconds()].map(two).join('');
  return `${runsFolder}/${plain || 'run'}-${day}-${time}`;
}
