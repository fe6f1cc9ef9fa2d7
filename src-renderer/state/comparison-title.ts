import type { ImageRole } from '../../src-main/contract/display';

/** What a tab of images is called: "fov08, input and result", "one.tif and two.tif", "one.tif and 3 more". */
export function comparisonTitle(members: readonly { role: ImageRole; image: { name: string } }[]): string {
  const [first, ...others] = members;
  if (!first) return '';
  const { name } = first.image;
  if (others.length === 0) return name;
  if (first.role !== 'other' && others.every(({ role }) => role === 'result' || role === 'target')) {
    const count = (role: ImageRole): number => members.filter((member) => member.role === role).length;
    const roles = (['input', 'result', 'target'] as const).flatMap((role) => {
      const many = count(role);
      if (many === 0) return [];
      return many === 1 ? role : `${many} ${role}s`;
    });
    return `${stemOf(name)}, ${listed(roles)}`;
  }
  return others.length === 1 ? `${name} and ${others[0]!.image.name}` : `${name} and ${others.length} more`;
}

/** A name without what says that it is a TIFF or PNG. */
function stemOf(name: string): string {
  return name.replace(/(\.ome)?\.(tiff?|png)$/i, '');
}

function listed(words: readonly string[]): string {
  return words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${words.at(-1)}` : (words[0] ?? '');
}
